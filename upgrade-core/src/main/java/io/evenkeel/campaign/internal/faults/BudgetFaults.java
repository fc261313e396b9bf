package io.evenkeel.campaign.internal.faults;

import io.evenkeel.campaign.Fault;
import io.evenkeel.model.Budget;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.BudgetShape;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Faults 27 to 30 and 32: budgets, and who else has a say in evictions. */
final class BudgetFaults {
  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");
  private static final Budget.Limit EVERYTHING =
      new Budget.Limit.MinAvailable(PodShare.percent(100));

  private BudgetFaults() {}

  static Map<Fault, FaultInjector> injectors() {
    Map<Fault, FaultInjector> injectors = new EnumMap<>(Fault.class);
    injectors.put(Fault.BUDGET_NEVER_ALLOWS, BudgetFaults::neverAllows);
    injectors.put(Fault.BUDGET_EDITED, BudgetFaults::edited);
    injectors.put(Fault.SEVERAL_BUDGETS, scene -> scene.soon(() -> several(scene)));
    injectors.put(Fault.BUDGET_STATUS_STALE, scene -> scene.soon(() -> stale(scene)));
    injectors.put(Fault.EVICTION_WEBHOOK, scene -> scene.soon(() -> webhook(scene)));
    return injectors;
  }

  /** It lasts, by its nature. */
  private static void neverAllows(FaultScene scene) {
    any(scene)
        .ifPresent(
            budget -> {
              scene.cluster().edit().limit(budget.key().path(), EVERYTHING);
              scene.struck();
            });
  }

  private static void edited(FaultScene scene) {
    int how = scene.dice().between(0, 3);
    scene.soon(
        () -> {
          switch (how) {
            case 0 -> made(scene);
            case 1 -> any(scene).ifPresent(budget -> deleted(scene, budget));
            default -> any(scene).ifPresent(budget -> tightened(scene, budget));
          }
        });
  }

  private static void tightened(FaultScene scene, Budget budget) {
    scene.cluster().edit().limit(budget.key().path(), EVERYTHING);
    scene.struck();
    scene.afterMinutes(1, 12, () -> restore(scene, budget));
  }

  private static void restore(FaultScene scene, Budget budget) {
    if (now(scene, budget).isPresent()) {
      scene.cluster().edit().limit(budget.key().path(), budget.limit());
    }
  }

  /** A workload that had no budget has one for some minutes. */
  private static void made(FaultScene scene) {
    List<Workload> bare =
        scene.cluster().workloads().stream()
            .filter(
                one -> one.kind() == ObjectKind.DEPLOYMENT || one.kind() == ObjectKind.STATEFUL_SET)
            .filter(one -> isBare(scene, one))
            .toList();
    if (!bare.isEmpty()) {
      Workload workload = scene.dice().one(bare);
      String name = workload.key().path();
      scene.cluster().budget(name, shape -> shape.of(workload.name()).maxUnavailable("1"));
      scene.struck();
      ObjectKey key = scene.cluster().budget(name).key();
      scene.afterMinutes(1, 12, () -> removeBudget(scene, key));
    }
  }

  private static boolean isBare(FaultScene scene, Workload workload) {
    List<Pod> pods = scene.cluster().podsOf(workload.key().path());
    List<Budget> budgets = scene.cluster().budgets();
    return !pods.isEmpty()
        && budgets.stream().noneMatch(budget -> budget.key().path().equals(workload.key().path()))
        && pods.stream().noneMatch(pod -> budgets.stream().anyMatch(b -> b.covers(pod)));
  }

  /** It is made again after some minutes, as whoever deploys it would. */
  private static void deleted(FaultScene scene, Budget budget) {
    scene.cluster().edit().remove(budget.key());
    scene.struck();
    scene.afterMinutes(
        1,
        12,
        () -> {
          boolean free =
              scene.cluster().budgets().stream().noneMatch(b -> b.key().equals(budget.key()));
          if (free) {
            scene.cluster().budget(budget.key().path(), shape -> as(shape, budget));
            scene.cluster().edit().limit(budget.key().path(), budget.limit());
          }
        });
  }

  private static void as(BudgetShape shape, Budget budget) {
    shape.selects(budget.selector()).maxUnavailable("1");
    if (budget.unhealthyPods() == Budget.UnhealthyPods.ALWAYS_ALLOW) {
      shape.unhealthyPodsMayAlwaysGo();
    }
  }

  private static void several(FaultScene scene) {
    any(scene)
        .ifPresent(
            budget -> {
              String twin = budget.key().path() + "-twin";
              LabelSelector same = budget.selector();
              scene.cluster().budget(twin, shape -> shape.selects(same).minAvailable("1"));
              scene.struck();
              ObjectKey key = scene.cluster().budget(twin).key();
              scene.afterMinutes(1, 12, () -> removeBudget(scene, key));
            });
  }

  private static void removeBudget(FaultScene scene, ObjectKey key) {
    if (scene.cluster().budgets().stream().anyMatch(b -> b.key().equals(key))) {
      scene.cluster().edit().remove(key);
    }
  }

  /** It strikes when a pod is evicted meanwhile, or when a budget changes that is not looked at. */
  private static void stale(FaultScene scene) {
    Duration span = scene.dice().seconds(30, 600);
    scene.cluster().edit().stopBudgetController(span);
    scene.strikesWith(span, truth -> truth instanceof Truth.Evicted);
    if (scene.dice().percent(50)) {
      any(scene)
          .ifPresent(
              budget -> {
                scene.cluster().edit().limit(budget.key().path(), EVERYTHING);
                scene.struck();
                scene.at(span, () -> restore(scene, budget));
              });
    }
  }

  /** One that denies and one that cannot be called are answered alike: nothing is written. */
  private static void webhook(FaultScene scene) {
    ClusterFault fault =
        switch (scene.dice().between(0, 2)) {
          case 0 -> new ClusterFault.Deny("admission webhook \"guard.example\" denied the request");
          case 1 -> new ClusterFault.Deny("failed calling webhook \"guard.example\"");
          default -> new ClusterFault.LoseRequest(); // it does not answer before the call is over
        };
    scene.meets(scene.dice().seconds(30, 600), EVICT::equals, fault);
  }

  /** Returns one of the budgets, as chance wants it. */
  static Optional<Budget> any(FaultScene scene) {
    List<Budget> budgets = scene.cluster().budgets();
    return budgets.isEmpty() ? Optional.empty() : Optional.of(scene.dice().one(budgets));
  }

  private static Optional<Budget> now(FaultScene scene, Budget budget) {
    return scene.cluster().budgets().stream().filter(b -> b.uid().equals(budget.uid())).findFirst();
  }
}
