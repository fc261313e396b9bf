package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.ControlPlaneView;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what to do about one item of the agenda. A function of its arguments; what it decides is
 * carried out, and noted in the state, by others.
 */
public final class Planner {
  private final GroupRules groupRules;
  private final NodeRule nodeRule = new NodeRule();
  private final RestoreRule restoreRule = new RestoreRule();
  private final EvictRule evictRule = new EvictRule();
  private final HoldRule holdRule = new HoldRule();
  private final RolloutRule rolloutRule = new RolloutRule();
  private final PoolRule poolRule = new PoolRule();
  private final ControlPlaneRule controlPlaneRule = new ControlPlaneRule();

  public Planner(int maxDraining) {
    groupRules = new GroupRules(maxDraining);
  }

  public List<Decision> decide(AgendaItem item, RunState run, Instant now) {
    if (run.course().givenUp().isPresent()) {
      return item instanceof AgendaItem.OfRun ? List.of(new Decision.Finish()) : List.of();
    }
    if (run.course().blind()) {
      return item instanceof AgendaItem.OfRun ? BlindnessRule.decide(run, now) : List.of();
    }
    if (item instanceof AgendaItem.OfNode node) {
      return run.placeOf(node.name())
          .filter(place -> active(place.group()))
          .map(place -> nodeRule.decide(place.group(), place.member(), run, now))
          .orElse(List.of());
    }
    if (item instanceof AgendaItem.OfDrain drain) {
      return run.placeOf(drain.node())
          .map(place -> Hindrances.lookAgain(place.member(), now))
          .orElse(List.of());
    }
    if (item instanceof AgendaItem.OfBudget budget) {
      return run.budgets()
          .ledger(budget.key())
          .map(ledger -> evictRule.decide(ledger, run, now))
          .orElse(List.of());
    }
    if (item instanceof AgendaItem.OfGroup group) {
      return run.group(group.name())
          .filter(g -> isItsTurn(g, run))
          .map(g -> groupRules.decide(g, run, now))
          .orElse(List.of());
    }
    if (item instanceof AgendaItem.OfRollout rollout) {
      return run.rollouts()
          .named(rollout.name())
          .map(
              view ->
                  view.pool().isPresent()
                      ? poolRule.decide(view, run, now)
                      : rolloutRule.decide(view, run, now))
          .orElse(List.of());
    }
    if (item instanceof AgendaItem.OfControlPlane) {
      return run.controlPlane()
          .map(plane -> controlPlaneRule.decide(plane, run, now))
          .orElse(List.of());
    }
    if (over(run) && !RestoreRule.anyLeft(run)) {
      return List.of(new Decision.Finish());
    }
    List<Decision> decisions = new ArrayList<>(restoreRule.decide(run, now));
    decisions.addAll(run.ending().isPresent() ? cleaning(run, now) : holdRule.decide(run, now));
    return decisions;
  }

  /**
   * Cleaning up does not take for ever, whatever stands in its way; how long nobody can see or act
   * is waited for, is said elsewhere.
   */
  private static List<Decision> cleaning(RunState run, Instant now) {
    if (run.rollouts().all().stream().anyMatch(RolloutView::isTheirs)
        || run.controlPlane().filter(ControlPlaneView::underWay).isPresent()) {
      // Nobody but the cloud decides when that is over.
      return List.of();
    }
    Instant since = run.course().clearingSince().orElse(now);
    Duration taken = Duration.between(since, now).minus(run.course().missed(since, now));
    Duration left = UnwindRule.patience(run.groups()).minus(taken);
    return left.isZero() || left.isNegative()
        ? List.of(new Decision.GiveUp("cleaning up took too long"))
        : List.of(new Decision.Wake(new AgendaItem.OfRun(), left));
  }

  private static boolean active(GroupView group) {
    return !group.done();
  }

  /**
   * Groups are worked on wave by wave; those of later waves are only made ready, so that what moves
   * does not land there. Cleaning up is done for all at once.
   */
  static boolean isItsTurn(GroupView group, RunState run) {
    if (run.ending().isPresent()) {
      return true;
    }
    return run.waves().mayWork(group, run)
        || (!group.marks().present() && group.toBeReplaced() > 0 && run.waves().begun(run));
  }

  private static boolean over(RunState run) {
    boolean ending = run.ending().isPresent();
    return run.groups().stream()
            .allMatch(g -> g.done() || (ending && !g.marks().present() && !g.busy()))
        && run.rollouts().all().stream()
            .allMatch(view -> view.done() || (ending && isAtRest(view, run)))
        && run.controlPlane()
            .filter(plane -> !plane.done() && !(ending && plane.atRest()))
            .isEmpty();
  }

  private static boolean isAtRest(RolloutView view, RunState run) {
    return !view.isTheirs()
        && !view.busy()
        && view.mark().before().isEmpty()
        && view.pool()
            .filter(pool -> pool.unseen() || pool.isWriting() || !PoolCleaning.isClean(view, run))
            .isEmpty();
  }
}
