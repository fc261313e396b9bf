package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Budget;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults 27 to 30 and 32 to 36: budgets, and pods that do not go or do not come back. */
final class BudgetAndPodFaults {
  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");
  private static final Budget.Limit EVERYTHING =
      new Budget.Limit.MinAvailable(PodShare.percent(100));

  private BudgetAndPodFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.BUDGET_NEVER_ALLOWS, BudgetAndPodFaults::neverAllows);
    injectors.put(Fault.BUDGET_EDITED, scene -> scene.soon(() -> edited(scene)));
    injectors.put(Fault.SEVERAL_BUDGETS, scene -> scene.soon(() -> several(scene)));
    injectors.put(Fault.BUDGET_STATUS_STALE, scene -> scene.soon(() -> stale(scene)));
    injectors.put(Fault.EVICTION_WEBHOOK, scene -> scene.soon(() -> webhook(scene)));
    injectors.put(Fault.POD_STUCK_TERMINATING, scene -> scene.soon(() -> stuck(scene)));
    injectors.put(Fault.UNREADY_PODS_UNDER_BUDGET, scene -> scene.soon(() -> unready(scene)));
    injectors.put(Fault.REPLACEMENT_NEVER_READY, scene -> scene.soon(() -> neverReady(scene)));
    injectors.put(Fault.REPLACEMENT_UNSCHEDULABLE, scene -> scene.soon(() -> noRoom(scene)));
    return injectors;
  }

  /** It lasts, by its nature. */
  private static void neverAllows(FaultScene scene) {
    budget(scene)
        .ifPresent(
            budget -> {
              scene.cluster().edit().limit(budget.key().path(), EVERYTHING);
              scene.struck();
            });
  }

  private static void edited(FaultScene scene) {
    budget(scene)
        .ifPresent(
            budget -> {
              String name = budget.key().path();
              scene.cluster().edit().limit(name, EVERYTHING);
              scene.struck();
              later(scene, 1, 12, () -> restore(scene, budget));
            });
  }

  private static void restore(FaultScene scene, Budget budget) {
    if (now(scene, budget).isPresent()) {
      scene.cluster().edit().limit(budget.key().path(), budget.limit());
    }
  }

  private static void several(FaultScene scene) {
    budget(scene)
        .ifPresent(
            budget -> {
              String twin = budget.key().path() + "-twin";
              LabelSelector same = budget.selector();
              scene.cluster().budget(twin, shape -> shape.selects(same).minAvailable("1"));
              scene.struck();
              ObjectKey key = scene.cluster().budget(twin).key();
              later(scene, 1, 12, () -> removeBudget(scene, key));
            });
  }

  private static void removeBudget(FaultScene scene, ObjectKey key) {
    if (scene.cluster().budgets().stream().anyMatch(b -> b.key().equals(key))) {
      scene.cluster().edit().remove(key);
    }
  }

  private static void stale(FaultScene scene) {
    scene.cluster().edit().stopBudgetController(scene.dice().seconds(30, 600));
    scene.struck();
  }

  private static void webhook(FaultScene scene) {
    ClusterFault fault =
        scene.dice().percent(50)
            ? new ClusterFault.Deny("admission webhook \"guard.example\" denied the request")
            : new ClusterFault.Fail("failed calling webhook \"guard.example\"");
    scene.cluster().faults().during(scene.dice().seconds(30, 600), EVICT::equals, fault);
    scene.struck();
  }

  private static void stuck(FaultScene scene) {
    List<Pod> pods = running(scene);
    if (!pods.isEmpty()) {
      Pod pod = scene.dice().one(pods);
      scene.cluster().edit().addFinalizer(pod, "example.com/archive");
      scene.struck();
      later(
          scene, 5, 30, () -> now(scene, pod).ifPresent(scene.cluster().edit()::removeFinalizers));
    }
  }

  private static void unready(FaultScene scene) {
    budget(scene)
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
    later(scene, 1, 12, () -> heal(scene, pod));
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
    budget(scene)
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

  /** Somebody else fills what room there is, for a while. */
  private static void noRoom(FaultScene scene) {
    long pods = scene.cluster().nodes().stream().filter(Node::ready).count();
    String filler = "filler/filler-" + scene.dice().between(1000, 9999);
    scene.cluster().deployment(filler, shape -> shape.replicas((int) pods * 2).requests(600, 64));
    scene.struck();
    later(
        scene,
        2,
        12,
        () -> scene.cluster().edit().scale(io.evenkeel.model.ObjectKind.DEPLOYMENT, filler, 0));
  }

  private static void later(FaultScene scene, int leastMinutes, int mostMinutes, Runnable act) {
    scene.at(Duration.ofMinutes(scene.dice().between(leastMinutes, mostMinutes)), act);
  }

  private static Optional<Budget> budget(FaultScene scene) {
    List<Budget> budgets = scene.cluster().budgets();
    return budgets.isEmpty() ? Optional.empty() : Optional.of(scene.dice().one(budgets));
  }

  private static Optional<Budget> now(FaultScene scene, Budget budget) {
    return scene.cluster().budgets().stream().filter(b -> b.uid().equals(budget.uid())).findFirst();
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
