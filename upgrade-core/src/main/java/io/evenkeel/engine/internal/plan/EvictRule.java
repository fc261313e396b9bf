package io.evenkeel.engine.internal.plan;

import io.evenkeel.Disposition;
import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.BudgetLedger;
import io.evenkeel.engine.internal.state.Drain;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Evicts as soon as a slot is free: from the nodes with the fewest pods left first, what is
 * critical for the system after everything else on its node.
 */
final class EvictRule {
  private static final Duration DIAGNOSED_AFTER = Duration.ofSeconds(2);

  List<Decision> decide(BudgetLedger ledger, RunState run, Instant now) {
    if (!ledger.anyWaiting() || endsWithoutDraining(run)) {
      return List.of();
    }
    Optional<Instant> closed = ledger.closedUntil().filter(until -> until.isAfter(now));
    if (closed.isPresent()) {
      return List.of(wake(ledger, Duration.between(now, closed.get())));
    }
    int pace = run.pace().free(now);
    if (pace == 0) {
      return List.of(wake(ledger, Duration.between(now, run.pace().nextAfter(now))));
    }
    List<Decision> decisions = evictions(ledger, run, pace, now);
    decisions.addAll(tryAgain(ledger, run, now));
    return decisions;
  }

  private static List<Decision> evictions(
      BudgetLedger ledger, RunState run, int pace, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    LinkedHashSet<String> kept = new LinkedHashSet<>();
    Slots slots = new Slots(ledger, run);
    for (Pod pod : due(ledger, run, now)) {
      boolean free = costsNoSlot(pod, run);
      if (losesItsRoom(pod, run)) {
        decisions.add(new Decision.Wake(new AgendaItem.OfNode(node(pod)), Duration.ZERO));
      } else if (decisions.size() < pace && (free || slots.take(pod))) {
        decisions.add(evict(pod, ledger, run, free, slots.before));
      } else {
        pod.nodeName().ifPresent(kept::add);
      }
    }
    kept.forEach(node -> decisions.add(diagnose(node)));
    return decisions;
  }

  /** What a budget still allows while evictions are decided one after another. */
  private static final class Slots {
    private final RunState run;
    private final int before;
    private int allowed;
    private int allowedByStatus;

    Slots(BudgetLedger ledger, RunState run) {
      this.run = run;
      this.before = ledger.allowed(run.cluster());
      this.allowed = before;
      this.allowedByStatus = ledger.allowedByStatus(run.cluster());
    }

    /**
     * A pod that its load balancers have left counts as down since then: no second slot of ours.
     */
    boolean take(Pod pod) {
      boolean down = run.budgets().outOfLoadBalancer(pod);
      if (down ? allowedByStatus < 1 : allowed < 1) {
        return false;
      }
      allowedByStatus--;
      allowed = Math.min(down ? allowed : allowed - 1, allowedByStatus);
      return true;
    }
  }

  private static boolean endsWithoutDraining(RunState run) {
    return run.ending().map(e -> e.surge() == Ending.Surge.STAYS).orElse(false);
  }

  /** Pods that were rejected for another reason than the budget are tried again by and by. */
  private static List<Decision> tryAgain(BudgetLedger ledger, RunState run, Instant now) {
    return ledger.waiting().stream()
        .flatMap(uid -> run.cluster().pod(uid).stream())
        .flatMap(pod -> run.refusals().pausedUntil(pod, now).stream())
        .min(Comparator.naturalOrder())
        .<List<Decision>>map(again -> List.of(wake(ledger, Duration.between(now, again))))
        .orElse(List.of());
  }

  /** What keeps a drain is looked at once for all that changes within a while. */
  private static Decision diagnose(String node) {
    return new Decision.Wake(new AgendaItem.OfDrain(node), DIAGNOSED_AFTER);
  }

  private static Decision wake(BudgetLedger ledger, Duration after) {
    return new Decision.Wake(new AgendaItem.OfBudget(ledger.key()), after);
  }

  private static List<Pod> due(BudgetLedger ledger, RunState run, Instant now) {
    List<Pod> due = new ArrayList<>();
    for (String uid : ledger.waiting()) {
      run.cluster().pod(uid).filter(p -> isDue(p, run, now)).ifPresent(due::add);
    }
    if (due.size() > 1) {
      due.sort(Comparator.comparingInt((Pod pod) -> drain(pod, run).remaining()));
    }
    return due;
  }

  private static boolean isDue(Pod pod, RunState run, Instant now) {
    return !pod.terminating()
        && mayLeave(pod, run)
        && run.verdicts().of(pod).isPresent()
        && run.refusals().pausedUntil(pod, now).isEmpty()
        && !(pod.systemCritical() && drain(pod, run).ordinaryPodsRemain());
  }

  /** Nothing leaves a node that is being written to: it may be open again the next moment. */
  private static boolean mayLeave(Pod pod, RunState run) {
    return pod.nodeName()
        .filter(node -> !run.isBusy(node))
        .flatMap(run::placeOf)
        .filter(place -> isDraining(place.member()))
        .filter(place -> run.ending().isEmpty() || place.member().replacement())
        .filter(place -> isWrittenDown(place, pod, run))
        .isPresent();
  }

  /** Room for its pods is what makes a node one that nobody needs, until it is certain to go. */
  private static boolean losesItsRoom(Pod pod, RunState run) {
    return run.placeOf(node(pod)).filter(place -> place.member().unused().isPresent()).isPresent()
        && run.cluster().node(node(pod)).filter(Marks::leavesTargetGroups).isEmpty()
        && run.room().isLost(pod);
  }

  private static String node(Pod pod) {
    return pod.nodeName().orElse("");
  }

  private static boolean isDraining(Member member) {
    return member.stage() == NodeStage.DRAINING || member.stage() == NodeStage.BLOCKED;
  }

  /** What moves to prove a canary is written down first. */
  private static boolean isWrittenDown(RunState.Place place, Pod pod, RunState run) {
    return pod.nodeName()
        .flatMap(run.cluster()::node)
        .map(node -> ProofNotes.knowsAll(place.group(), place.member(), node, run))
        .orElse(true);
  }

  private static Drain drain(Pod pod, RunState run) {
    return run.drainOf(node(pod));
  }

  /** A pod that is not Ready is evicted beside the budget, where the API server allows it. */
  private static boolean costsNoSlot(Pod pod, RunState run) {
    // A deletion asks no budget at the API server, so that it always takes a slot of ours.
    boolean deleted =
        run.verdicts().of(pod).filter(Disposition.Delete.class::isInstance).isPresent();
    if (pod.ready() || deleted) {
      return false;
    }
    return run.budgets().covering(pod).stream().allMatch(EvictRule::letsUnhealthyGo);
  }

  private static boolean letsUnhealthyGo(Budget budget) {
    Budget.Status status = budget.status();
    return budget.unhealthyPods() == Budget.UnhealthyPods.ALWAYS_ALLOW
        || (budget.observed()
            && status.desiredHealthy() > 0
            && status.currentHealthy() >= status.desiredHealthy());
  }

  private static Decision evict(
      Pod pod, BudgetLedger ledger, RunState run, boolean free, int allowed) {
    Disposition how = run.verdicts().of(pod).orElseThrow();
    String group =
        pod.nodeName().flatMap(run::placeOf).map(place -> place.group().name()).orElse("");
    return new Decision.Evict(
        group,
        pod,
        how,
        ledger.key().path(),
        free
            ? "it is not Ready, so that no budget is charged"
            : ledger.key() + " allows " + allowed + " more to be down");
  }
}
