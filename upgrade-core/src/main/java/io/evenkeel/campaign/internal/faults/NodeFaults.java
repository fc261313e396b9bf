package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.Actors;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.NodeShape;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Faults 19 to 25: nodes and kubelets. */
final class NodeFaults {
  private NodeFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.NODE_NEVER_READY, NodeFaults::freshNodesStayNotReady);
    injectors.put(Fault.NODE_READY_BUT_UNUSABLE, NodeFaults::freshNodesAreOfNoUse);
    injectors.put(Fault.NODE_READINESS_FLAPS, NodeFaults::heartbeatsComeLate);
    injectors.put(Fault.FRESH_NODE_DIES, NodeFaults::freshNodesDie);
    injectors.put(Fault.NODE_IDENTITY_REUSED, NodeFaults::namesComeBack);
    injectors.put(Fault.NODE_UNCORDONED_BY_OTHERS, NodeFaults::somebodyOpensNodes);
    injectors.put(Fault.KUBELET_DOWN, NodeFaults::aKubeletFallsSilent);
    return injectors;
  }

  /** A bad image lasts; a hiccup of the boot takes one node or two. */
  private static void freshNodesStayNotReady(FaultScene scene) {
    someOfTheFresh(scene, NodeShape::neverReady);
  }

  private static void freshNodesAreOfNoUse(FaultScene scene) {
    int how = scene.dice().between(0, 4);
    someOfTheFresh(
        scene,
        node -> {
          switch (how) {
            case 0 -> node.startsOnly(pod -> false);
            case 1 -> node.startsOnly(Pod::ofDaemonSet);
            case 2 -> node.withoutLabel("pool").withoutDiskDriver();
            case 3 -> node.condition("NetworkingReady", ConditionStatus.FALSE).withoutDiskDriver();
            default ->
                node.taint(
                    new Taint("node.example.com/agent-not-ready", "", Taint.Effect.NO_SCHEDULE));
          }
        });
  }

  private static void someOfTheFresh(FaultScene scene, Consumer<NodeShape> harm) {
    int[] left = {scene.dice().percent(50) ? Integer.MAX_VALUE : scene.dice().between(1, 2)};
    scene
        .cluster()
        .whenNodesJoin(
            (machine, node) -> {
              if (left[0]-- > 0) {
                harm.accept(node);
                scene.struck();
              }
            });
  }

  private static void heartbeatsComeLate(FaultScene scene) {
    int times = scene.dice().between(2, 6);
    for (int i = 0; i < times; i++) {
      Duration span = scene.dice().seconds(5, 100);
      scene.soon(
          () -> {
            List<Node> ready = scene.cluster().nodes().stream().filter(Node::ready).toList();
            if (!ready.isEmpty()) {
              scene.cluster().edit().missHeartbeats(scene.dice().one(ready).name(), span);
              scene.struck();
            }
          });
    }
  }

  private static void freshNodesDie(FaultScene scene) {
    TreeSet<String> old = new TreeSet<>();
    instances(scene).forEach(instance -> old.add(instance.id()));
    int most = scene.dice().between(1, 3);
    int[] lost = {0};
    int first = scene.dice().between(1, 9);
    for (int minute = first; minute <= first + 30; minute++) {
      scene.at(
          Duration.ofMinutes(minute),
          () -> {
            List<CloudInstance> fresh =
                instances(scene).stream()
                    .filter(instance -> !old.contains(instance.id()))
                    .filter(instance -> holdsPods(scene, instance))
                    .toList();
            if (!fresh.isEmpty() && lost[0] < most) {
              lost[0]++;
              scene.group().loseMachine(scene.dice().one(fresh).id());
              scene.struck();
            }
          });
    }
  }

  private static List<CloudInstance> instances(FaultScene scene) {
    return scene.group().state().instances().stream()
        .filter(instance -> instance.state() == LifecycleState.IN_SERVICE)
        .toList();
  }

  private static boolean holdsPods(FaultScene scene, CloudInstance instance) {
    return scene.cluster().nodes().stream()
        .filter(node -> node.providerId().orElse("").endsWith(instance.id()))
        .flatMap(node -> scene.cluster().podsOn(node.name()).stream())
        .anyMatch(pod -> !pod.ofDaemonSet());
  }

  /** The names of nodes that go are given to those that come; one node registers anew. */
  private static void namesComeBack(FaultScene scene) {
    TreeSet<String> gone = new TreeSet<>();
    scene
        .cluster()
        .observeTruth(
            truth -> {
              if (truth instanceof Truth.Changed changed) {
                changed
                    .before()
                    .filter(node -> node instanceof Node && changed.after().isEmpty())
                    .ifPresent(node -> nameIsFree(scene, node.key().name(), gone));
                changed
                    .after()
                    .filter(node -> node instanceof Node && changed.before().isEmpty())
                    .filter(node -> gone.remove(node.key().name()))
                    .ifPresent(node -> scene.struck());
              }
            });
    scene.soon(
        () -> {
          List<Node> nodes = scene.cluster().nodes().stream().filter(Node::ready).toList();
          if (!nodes.isEmpty()) {
            scene.struck(); // as the node goes, which comes back in a moment
            scene.cluster().edit().registerAnew(scene.dice().one(nodes).name());
          }
        });
  }

  private static void nameIsFree(FaultScene scene, String name, TreeSet<String> gone) {
    scene.cluster().nextNodeIsNamed(name);
    gone.add(name);
  }

  /** Once: who does it each time brings the run to a halt, with that as its reason. */
  private static void somebodyOpensNodes(FaultScene scene) {
    boolean[] opened = {false};
    for (int i = 1; i <= 60; i++) {
      scene.at(
          scene.dice().seconds(i * 20, i * 20 + 19),
          () -> {
            List<Node> closed =
                scene.cluster().nodes().stream().filter(Node::unschedulable).toList();
            if (!closed.isEmpty() && !opened[0]) {
              opened[0] = true;
              scene
                  .cluster()
                  .edit()
                  .patch(scene.dice().one(closed).name(), NodePatch.nothing().uncordon());
              scene.struck();
            }
          });
    }
  }

  private static void aKubeletFallsSilent(FaultScene scene) {
    Duration span = scene.dice().seconds(60, 1500);
    scene.soon(
        () -> {
          List<Node> ready = scene.cluster().nodes().stream().filter(Node::ready).toList();
          if (!ready.isEmpty()) {
            String node = scene.dice().one(ready).name();
            scene.cluster().edit().silence(node);
            scene.struck();
            scene.at(span, () -> scene.cluster().edit().hearAgain(node));
          }
        });
    if (scene.dice().percent(30)) {
      nodesAreRepaired(scene);
    }
  }

  /** Whoever repairs nodes terminates one that has not been Ready for some minutes. */
  private static void nodesAreRepaired(FaultScene scene) {
    Duration patience = scene.dice().seconds(300, 900);
    scene.at(
        Duration.ZERO,
        () ->
            scene
                .cluster()
                .with(
                    Actors.nodeRepair(scene.cloud(), scene.groupName(), patience)
                        .stopsAfter(Duration.ofHours(2))));
  }
}
