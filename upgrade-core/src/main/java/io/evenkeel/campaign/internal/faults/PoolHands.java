package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Faults 18, 47 and 48: what people and other tools do to a node pool. */
final class PoolHands {
  private static final String LEASE = "evenkeel-upgrade";
  private static final String OURS = "evenkeel.io/";

  private PoolHands() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.MIXED_GROUP, scene -> scene.soon(() -> driftsAgain(scene)));
    injectors.put(Fault.AUTOSCALER_AT_WORK, scene -> scene.soon(() -> savesMore(scene)));
    injectors.put(Fault.OPERATOR_ACTS, PoolHands::aPersonActs);
    return injectors;
  }

  /** The target changes half way: what has been replaced is outdated as well. */
  private static void driftsAgain(FaultScene scene) {
    scene.pool().pools().drift(scene.pool().name());
    scene.struck();
  }

  private static void savesMore(FaultScene scene) {
    scene
        .pool()
        .pools()
        .change(
            scene.pool().name(),
            spec -> {
              scene.pool().statement().accept(spec);
              spec.consolidates(Duration.ofSeconds(10));
            });
    scene.struck();
  }

  private static void aPersonActs(FaultScene scene) {
    switch (scene.dice().between(0, 8)) {
      case 0 -> asksThroughTheLease(scene);
      case 1 -> OtherHands.deletesTheLease(scene);
      default -> scene.soon(() -> acts(scene));
    }
  }

  private static void acts(FaultScene scene) {
    boolean struck =
        switch (scene.dice().between(0, 6)) {
          case 0, 1 -> scene.process().cancel();
          case 2 -> scene.process().hold(scene.dice().seconds(10, 3_600));
          case 3 -> deletesRequests(scene);
          case 4 -> edits(scene, PoolHands::withoutMarks);
          case 5 ->
              edits(scene, node -> NodePatch.nothing().removeAnnotation(NodePoolProvider.HELD));
          default -> edits(scene, node -> NodePatch.nothing().uncordon());
        };
    if (struck) {
      scene.struck();
    }
  }

  private static boolean deletesRequests(FaultScene scene) {
    List<Pod> requests =
        scene.cluster().pods().stream()
            .filter(pod -> pod.meta().labels().containsKey(NodePoolProvider.REQUEST_LABEL))
            .toList();
    requests.forEach(scene.cluster().edit()::deletePod);
    return !requests.isEmpty();
  }

  private static boolean edits(FaultScene scene, Function<Node, NodePatch> edit) {
    List<Node> ours =
        scene.cluster().nodes().stream().filter(node -> node.hasAnnotation(OURS + "held")).toList();
    if (!ours.isEmpty()) {
      Node node = scene.dice().one(ours);
      scene.cluster().edit().patch(node.name(), edit.apply(node));
    }
    return !ours.isEmpty();
  }

  /** Whoever tidies a node up by hand does it thoroughly. */
  private static NodePatch withoutMarks(Node node) {
    NodePatch patch = NodePatch.nothing().removeAnnotation(NodePoolProvider.HELD).uncordon();
    for (String key : node.meta().annotations().keySet()) {
      patch = key.startsWith(OURS) ? patch.removeAnnotation(key) : patch;
    }
    return patch;
  }

  private static void asksThroughTheLease(FaultScene scene) {
    LeaseRequests requests = new LeaseRequests(scene, LEASE);
    Duration span = scene.dice().seconds(10, 1_800);
    if (scene.dice().percent(50)) {
      scene.soon(() -> requests.ask("cancel"));
    } else {
      scene.soon(
          () -> {
            requests.ask("pause");
            scene.at(span, () -> requests.ask("resume"));
          });
    }
  }
}
