package io.evenkeel.simulation.internal.actors;

import io.evenkeel.model.Node;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Replaces nodes that have not been Ready for long. */
public final class NodeRepair extends Rounds {
  private final SimulatedCloud cloud;
  private final String group;
  private final Duration patience;
  private final Map<String, Instant> illSince = new TreeMap<>();

  public NodeRepair(SimulatedCloud cloud, String group, Duration notReadyFor) {
    super(Duration.ofSeconds(30));
    this.cloud = cloud;
    this.group = group;
    this.patience = notReadyFor;
  }

  @Override
  void look(Scene scene) {
    for (Node node : scene.cluster().nodes()) {
      if (node.ready()) {
        illSince.remove(node.uid());
      } else if (!illSince
          .computeIfAbsent(node.uid(), uid -> scene.now())
          .plus(patience)
          .isAfter(scene.now())) {
        replace(node);
      }
    }
  }

  private void replace(Node node) {
    if (!Scene.exists(cloud, group)) {
      return;
    }
    Scene.instance(cloud.group(group), node)
        .ifPresent(
            instance -> {
              cloud.group(group).terminate(instance.id(), AfterTermination.REPLACE);
              acted();
            });
  }
}
