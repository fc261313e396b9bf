package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Budget;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.simulation.Truth;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Faults 33 to 36: pods that do not go, or do not come back. */
final class PodFaults {
  private static final String HOST = "kubernetes.io/hostname";

  private PodFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.POD_STUCK_TERMINATING, PodFaults::stuck);
    injectors.put(Fault.UNREADY_PODS_UNDER_BUDGET, scene -> scene.soon(() -> unready(scene)));
    injectors.put(Fault.REPLACEMENT_NEVER_READY, scene -> scene.soon(() -> neverReady(scene)));
    injectors.put(Fault.REPLACEMENT_UNSCHEDULABLE, PodFaults::noPlace);
    return injectors;
  }

  private static void stuck(FaultScene scene) {
    switch (scene.dice().between(0, 3)) {
      case 0 -> {
        Duration grace = scene.dice().seconds(60, 600);
        stopsSlowly(scene, grace, grace);
      }
      case 1 -> stopsSlowly(scene, Duration.ofHours(24), scene.dice().seconds(30, 600));
      default -> scene.soon(() -> finalizer(scene));
    }
  }

  /** A hook before the stop that hangs for as long as it may, or a grace of a day. */
  private static void stopsSlowly(FaultScene scene, Duration grace, Duration stops) {
    scene
        .cluster()
        .deployment(
            "slow/slow",
            app -> app.replicas(2).requests(20, 32).grace(grace).stopsIn(stops, stops));
    scene.cluster().settle();
    scene
        .cluster()
        .observeTruth(
            truth -> {
              if (truth instanceof Truth.Changed changed
                  && changed.after().orElse(null) instanceof Pod now
                  && changed.before().orElse(null) instanceof Pod before
                  && now.terminating()
                  && !before.terminating()
                  && now.key().namespace().equals("slow")) {
                scene.struck();
              }
            });
  }

  private static void finalizer(FaultScene scene) {
    List<Pod> pods = running(scene);
    if (!pods.isEmpty()) {
      Pod pod = scene.dice().one(pods);
      scene.cluster().edit().addFinalizer(pod, "example.com/archive");
      scene.struck();
      scene.afterMinutes(
          5, 30, () -> now(scene, pod).ifPresent(scene.cluster().edit()::removeFinalizers));
    }
  }

  private static void unready(FaultScene scene) {
    BudgetFaults.any(scene)
        .ifPresent(
            budget -> {
              List<Pod> pods = running(scene).stream().filter(budget::covers).toList();
              int sick = Math.min(pods.size(), 3);
              pods.subList(0, sick).forEach(pod -> sicken(scene, pod));
              if (sick > 0) {
                scene.struck();
              }
            });
  }

  private static void sicken(FaultScene scene, Pod pod) {
    scene.cluster().edit().change(pod, well -> ill(scene, well));
    scene.afterMinutes(1, 12, () -> heal(scene, pod));
  }

  private static Pod ill(FaultScene scene, Pod well) {
    return well.withStatus(Pod.Phase.RUNNING, Optional.empty())
        .withTrouble(
            new Pod.Trouble(
                Pod.Trouble.Kind.CRASH_LOOP, "its container ends again", scene.time().now()));
  }

  private static void heal(FaultScene scene, Pod pod) {
    now(scene, pod)
        .filter(ill -> !ill.ready() && !ill.terminating())
        .ifPresent(
            ill ->
                scene
                    .cluster()
                    .edit()
                    .change(
                        ill,
                        p -> p.withStatus(Pod.Phase.RUNNING, Optional.of(scene.time().now()))));
  }

  /** Pods of one workload that become Ready from now on fall ill a moment later. */
  private static void neverReady(FaultScene scene) {
    BudgetFaults.any(scene)
        .ifPresent(
            budget -> {
              Duration span = scene.dice().seconds(120, 720);
              scene.struck();
              for (Duration at = Duration.ZERO; at.compareTo(span) < 0; at = at.plusSeconds(2)) {
                scene.at(at, () -> sickenYoung(scene, budget, span));
              }
            });
  }

  private static void sickenYoung(FaultScene scene, Budget budget, Duration span) {
    running(scene).stream()
        .filter(budget::covers)
        .filter(
            pod -> pod.meta().createdAt().isAfter(scene.time().now().minus(Duration.ofSeconds(30))))
        .forEach(
            pod -> {
              scene.cluster().edit().change(pod, well -> ill(scene, well));
              scene.at(span, () -> heal(scene, pod));
            });
  }

  private static void noPlace(FaultScene scene) {
    switch (scene.dice().between(0, 3)) {
      case 0 -> oneOnEachNode(scene);
      case 1 -> evenlyOverZones(scene);
      default -> scene.soon(() -> noRoom(scene));
    }
  }

  /** Where a node goes, its pod of these fits on a node that has none of them only. */
  private static void oneOnEachNode(FaultScene scene) {
    LabelSelector own = LabelSelector.of("app", "apart");
    int nodes = scene.cluster().nodes().size();
    placed(
        scene,
        "picky/apart",
        nodes,
        anywhere ->
            anywhere.withAffinities(
                List.of(new PodAffinity(PodAffinity.Direction.APART, own, List.of(), HOST))));
  }

  private static void evenlyOverZones(FaultScene scene) {
    LabelSelector own = LabelSelector.of("app", "even");
    int zones = (int) scene.cluster().nodes().stream().map(Node::zone).distinct().count();
    placed(
        scene,
        "picky/even",
        zones * scene.dice().between(1, 2),
        anywhere ->
            anywhere.withSpreads(
                List.of(new TopologySpread(1, Node.ZONE_LABEL, own, true, false))));
  }

  /** It strikes once they are all there; they are taken away in the course of the run. */
  private static void placed(
      FaultScene scene, String name, int replicas, UnaryOperator<Placement> how) {
    scene.cluster().deployment(name, app -> app.replicas(replicas).requests(20, 32).placed(how));
    scene.cluster().settle();
    if (scene.cluster().podsOf(name).stream().allMatch(Pod::ready)) {
      scene.struck();
    }
    int minutes = scene.dice().between(2, 30);
    scene.at(
        Duration.ofMinutes(minutes),
        () -> scene.cluster().edit().scale(ObjectKind.DEPLOYMENT, name, 0));
  }

  /** Somebody else fills what room there is, for a while. */
  private static void noRoom(FaultScene scene) {
    long pods = scene.cluster().nodes().stream().filter(Node::ready).count();
    String filler = "filler/filler-" + scene.dice().between(1000, 9999);
    scene.cluster().deployment(filler, shape -> shape.replicas((int) pods * 2).requests(600, 64));
    scene.struck();
    scene.afterMinutes(2, 12, () -> scene.cluster().edit().scale(ObjectKind.DEPLOYMENT, filler, 0));
  }

  private static Optional<Pod> now(FaultScene scene, Pod pod) {
    return scene.cluster().pods().stream().filter(p -> p.uid().equals(pod.uid())).findFirst();
  }

  /** Pods that a drain would have to move. */
  private static List<Pod> running(FaultScene scene) {
    return scene.cluster().pods().stream()
        .filter(pod -> !pod.ofDaemonSet() && !pod.mirror() && !pod.finished())
        .filter(pod -> pod.ready() && !pod.terminating())
        .toList();
  }
}
