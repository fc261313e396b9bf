package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/** Reboots one node after another: cordon, drain, wait, uncordon. */
public final class OtherRoller extends Rounds {
  private static final String LOCK = "weave.works/kured-node-lock";
  private static final Duration REBOOT = Duration.ofMinutes(2);

  private final TreeSet<String> done = new TreeSet<>();
  private Optional<String> at = Optional.empty();
  private Optional<Instant> emptySince = Optional.empty();

  public OtherRoller() {
    super(Duration.ofSeconds(20));
  }

  @Override
  void look(Scene scene) {
    if (at.isEmpty() || scene.node(at.get()).isEmpty()) {
      emptySince = Optional.empty();
      at = next(scene);
      at.ifPresent(node -> begin(scene, node));
    } else if (!scene.movable(at.get()).isEmpty()) {
      scene.evictFrom(at.get());
    } else if (emptySince.isEmpty()) {
      emptySince = Optional.of(scene.now());
    } else if (!emptySince.get().plus(REBOOT).isAfter(scene.now())) {
      end(scene);
    }
  }

  /** A node that somebody else has closed is left to whoever did. */
  private Optional<String> next(Scene scene) {
    return scene.cluster().nodes().stream()
        .filter(node -> node.ready() && !node.unschedulable() && !done.contains(node.uid()))
        .findFirst()
        .map(Node::name);
  }

  private void begin(Scene scene, String node) {
    scene.node(node).ifPresent(there -> done.add(there.uid()));
    scene.patch(node, NodePatch.nothing().cordon().annotate(LOCK, "held"));
    acted();
    scene.evictFrom(node);
  }

  @Override
  void end(Scene scene) {
    at.ifPresent(node -> scene.patch(node, NodePatch.nothing().uncordon().removeAnnotation(LOCK)));
    at = Optional.empty();
    emptySince = Optional.empty();
  }
}
