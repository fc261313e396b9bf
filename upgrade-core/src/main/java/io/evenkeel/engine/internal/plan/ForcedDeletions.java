package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Rung;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Deletes what keeps a node beyond its budgets, one pod of a budget at a time: with its own grace
 * period first, and in the second half of the step's time with a shorter one; never with none.
 */
final class ForcedDeletions {
  private static final Duration SHORT = Duration.ofSeconds(30);

  private final GroupView group;
  private final Node node;
  private final RunState run;
  private final Instant now;

  ForcedDeletions(GroupView group, Node node, RunState run, Instant now) {
    this.group = group;
    this.node = node;
    this.run = run;
    this.now = now;
  }

  boolean anyPossible() {
    boolean stopping =
        node.ready() && drain().going().stream().anyMatch(p -> p.grace().compareTo(SHORT) > 0);
    return stopping || !kept().isEmpty();
  }

  List<Decision> decide(Rung rung, Duration patience) {
    List<Decision> decisions = new ArrayList<>();
    LinkedHashSet<ObjectKey> taken = new LinkedHashSet<>();
    for (Pod pod : kept()) {
      Optional<Instant> next = run.forcing().next(budgetOf(pod), now);
      if (next.isPresent()) {
        decisions.add(NodeRule.wake(node, Duration.between(now, next.get())));
      } else if (run.forcing().graceOf(pod.uid()).isEmpty() && taken.add(budgetOf(pod))) {
        decisions.add(force(pod, pod.grace(), "it keeps the node, and its time is over"));
      }
    }
    decisions.addAll(hurry(rung.since().plus(patience.dividedBy(2))));
    return decisions;
  }

  /** Pods that stop slowly are given a shorter time, once half of the step's time is over. */
  private List<Decision> hurry(Instant from) {
    if (from.isAfter(now)) {
      return List.of(NodeRule.wake(node, Duration.between(now, from)));
    }
    return drain().going().stream()
        .filter(pod -> node.ready() && pod.grace().compareTo(SHORT) > 0)
        .filter(pod -> !run.forcing().graceOf(pod.uid()).equals(Optional.of(SHORT)))
        .map(pod -> force(pod, SHORT, "it has not stopped in time"))
        .toList();
  }

  /** What is not held by anybody's word, and yet cannot be evicted. */
  private List<Pod> kept() {
    List<Pod> kept = new ArrayList<>();
    drain().movable().stream().filter(this::isKept).forEach(kept::add);
    drain().held().stream()
        .filter(held -> held.cause() == Obstacle.Cause.SEVERAL_BUDGETS)
        .map(Drain.Held::pod)
        .forEach(kept::add);
    return kept;
  }

  /** What has been asked to go and has not been answered yet is waited for. */
  private boolean isKept(Pod pod) {
    Optional<BudgetLedger> ledger = run.budgets().ledgerOf(pod);
    boolean asked = ledger.filter(l -> l.charged(pod.uid())).isPresent();
    boolean slot = ledger.filter(l -> l.allowed(run.cluster()) > 0).isPresent();
    return !asked && (!slot || run.refusals().of(pod).isPresent());
  }

  private Decision force(Pod pod, Duration grace, String because) {
    return new Decision.ForceDelete(group.name(), pod, grace, budgetOf(pod), because);
  }

  private ObjectKey budgetOf(Pod pod) {
    return run.budgets().ledgerOf(pod).map(BudgetLedger::key).orElse(pod.key());
  }

  private Drain drain() {
    return run.drainOf(node.name());
  }
}
