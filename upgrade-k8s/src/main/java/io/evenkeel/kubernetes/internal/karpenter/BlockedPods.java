package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.model.Budget;
import io.evenkeel.model.DisruptionHold;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which pods of a node keep a provisioner from taking it. The provisioner says so itself, but it
 * says only one thing about a node in two minutes, which may be another.
 */
final class BlockedPods {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final int MOST = 50;

  private final Function<String, List<Pod>> podsOn;
  private final Function<String, List<Budget>> budgetsIn;
  private final Map<String, Looked> looked = new HashMap<>();

  BlockedPods(Function<String, List<Pod>> podsOn, Function<String, List<Budget>> budgetsIn) {
    this.podsOn = podsOn;
    this.budgetsIn = budgetsIn;
  }

  /** What was found on a node, and when. */
  private record Looked(Instant at, List<Obstacle> found) {}

  /** Returns what keeps pods there; what was found moments ago is not looked for again. */
  synchronized List<Obstacle> on(Node node, Instant now) {
    looked.values().removeIf(old -> old.at().isBefore(now.minus(FRESH)));
    Looked found = looked.get(node.name());
    if (found == null) {
      found = new Looked(now, look(node, now));
      if (looked.size() < MOST) {
        looked.put(node.name(), found);
      }
    }
    return found.found();
  }

  private List<Obstacle> look(Node node, Instant now) {
    List<Obstacle> found = new ArrayList<>();
    Map<String, List<Budget>> budgets = new LinkedHashMap<>();
    for (Pod pod : podsOn.apply(node.name())) {
      if (!pod.finished() && !pod.terminating() && !pod.mirror()) {
        List<Budget> there = budgets.computeIfAbsent(pod.namespace(), budgetsIn);
        held(node, pod, now).or(() -> budget(node, pod, there)).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Obstacle> held(Node node, Pod pod, Instant now) {
    return DisruptionHold.on(pod, now)
        .map(
            hold ->
                obstacle(
                    Cause.DO_NOT_DISRUPT,
                    node,
                    pod,
                    List.of(pod.key()),
                    hold.until(),
                    pod.key() + " is annotated " + KarpenterNames.DO_NOT_DISRUPT,
                    "wait for that pod to finish, or take the annotation off"));
  }

  private static Optional<Obstacle> budget(Node node, Pod pod, List<Budget> budgets) {
    List<Budget> covering =
        pod.ofDaemonSet()
            ? List.of()
            : budgets.stream().filter(budget -> budget.covers(pod)).toList();
    List<ObjectKey> keys = covering.stream().map(Budget::key).toList();
    if (covering.size() > 1) {
      return Optional.of(
          obstacle(
              Cause.SEVERAL_BUDGETS,
              node,
              pod,
              keys,
              Optional.empty(),
              pod.key() + " is covered by several budgets, " + keys,
              "leave one budget for each pod"));
    }
    return covering.stream()
        .filter(budget -> closed(budget, pod))
        .findFirst()
        .map(budget -> closed(node, pod, budget));
  }

  private static boolean closed(Budget budget, Pod pod) {
    boolean passes = budget.unhealthyPods() == Budget.UnhealthyPods.ALWAYS_ALLOW && !pod.ready();
    return budget.status().disruptionsAllowed() <= 0 && !passes;
  }

  private static Obstacle closed(Node node, Pod pod, Budget budget) {
    boolean never = PodBudgets.neverAllows(budget);
    return obstacle(
        never ? Cause.BUDGET_NEVER_ALLOWS : Cause.BUDGET_WAITS_FOR_POD,
        node,
        pod,
        List.of(budget.key()),
        Optional.empty(),
        budget.key() + " lets " + pod.key() + " not be evicted" + (never ? " at any time" : " now"),
        never
            ? "let the budget allow at least one eviction"
            : "see which of its pods is not Ready");
  }

  private static Obstacle obstacle(
      Cause cause,
      Node node,
      Pod pod,
      List<ObjectKey> by,
      Optional<Instant> until,
      String what,
      String remedy) {
    return new Obstacle(
        cause,
        pod.key(),
        by,
        Optional.empty(),
        until,
        "node " + node.name() + " is not replaced: " + what,
        remedy);
  }
}
