package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Node;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.spi.NodePatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Faults 44 to 46 and 48: our own process, other rollers, and people. */
final class ProcessFaults {
  private static final String LEASE = "evenkeel-upgrade";
  private static final String OURS = "evenkeel.io/";

  private ProcessFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.CLOCK_SKEW_OR_PAUSE, ProcessFaults::clocksDifferOrTheProcessStandsStill);
    injectors.put(Fault.PROCESS_CRASH, ProcessFaults::theProcessIsKilled);
    injectors.put(Fault.TWO_ROLLERS, ProcessFaults::anotherRollerTakesANode);
    injectors.put(Fault.OPERATOR_ACTS, ProcessFaults::aPersonActs);
    return injectors;
  }

  private static void clocksDifferOrTheProcessStandsStill(FaultScene scene) {
    scene.soon(
        () -> {
          boolean struck =
              scene.dice().percent(50)
                  ? scene.process().freeze(scene.dice().seconds(5, 600))
                  : scene.process().skew(scene.dice().seconds(0, 600).minusSeconds(300));
          if (struck) {
            scene.struck();
          }
        });
  }

  private static void theProcessIsKilled(FaultScene scene) {
    scene.soon(
        () -> {
          if (scene.process().kill(scene.dice().seconds(0, 120))) {
            scene.struck();
          }
        });
  }

  /** A tool that reboots nodes closes one for some minutes; it asks nobody. */
  private static void anotherRollerTakesANode(FaultScene scene) {
    scene.soon(
        () -> {
          List<Node> open =
              scene.cluster().nodes().stream().filter(node -> !node.unschedulable()).toList();
          if (!open.isEmpty()) {
            String node = scene.dice().one(open).name();
            scene.cluster().edit().patch(node, NodePatch.nothing().cordon());
            scene.struck();
            scene.at(scene.dice().seconds(30, 600), () -> reopen(scene, node));
          }
        });
  }

  /** What has become ours meanwhile is no longer the other one's to open. */
  private static void reopen(FaultScene scene, String name) {
    scene.cluster().nodes().stream()
        .filter(node -> node.name().equals(name) && !node.hasAnnotation(OURS + "cordoned"))
        .findFirst()
        .ifPresent(node -> scene.cluster().edit().patch(name, NodePatch.nothing().uncordon()));
  }

  private static void aPersonActs(FaultScene scene) {
    scene.soon(
        () -> {
          boolean struck =
              switch (scene.dice().between(0, 3)) {
                case 0 -> scene.process().cancel();
                case 1 -> scene.process().hold(scene.dice().seconds(10, 3_600));
                case 2 -> removesTheTags(scene);
                default -> deletesTheLease(scene);
              };
          if (struck) {
            scene.struck();
          }
        });
  }

  private static boolean removesTheTags(FaultScene scene) {
    List<String> tags =
        scene.group().state().tags().stream()
            .map(CloudGroup.Tag::key)
            .filter(key -> key.startsWith(OURS))
            .toList();
    tags.forEach(scene.group()::untag);
    return !tags.isEmpty();
  }

  private static boolean deletesTheLease(FaultScene scene) {
    scene.cluster().edit().deleteLease(LEASE);
    return true;
  }
}
