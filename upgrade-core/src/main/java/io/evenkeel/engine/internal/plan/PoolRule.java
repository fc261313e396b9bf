package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle;
import io.evenkeel.Roll;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolledNode;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.spi.RolloutPace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to do about a node pool: hold its outdated nodes, cause what makes them outdated, have them
 * replaced as the plan says, and take off whatever was put on.
 */
final class PoolRule {
  private static final Duration UNTIL_SHOWN = Duration.ofMinutes(10);
  private static final List<Obstacle.Cause> BUDGETS =
      List.of(Obstacle.Cause.POOL_BUDGET_CLOSED, Obstacle.Cause.POOL_BUDGET_NEVER_OPENS);

  List<Decision> decide(RolloutView view, RunState run, Instant now) {
    if (view.done() || view.busy() || view.pool().orElseThrow().unseen()) {
      return List.of();
    }
    if (run.ending().isPresent()) {
      return ending(view, run);
    }
    if (!run.waves().mayWork(view, run)) {
      return waiting(view, run, now);
    }
    if (run.course().paused()) {
      // What has been begun is finished, and nothing else is begun.
      return run.course().outsideWindow() && isOnlyToBeClosed(view, run, now)
          ? close(view, run, now)
          : waiting(view, run, now);
    }
    if (PoolDrift.isAwaited(view, run, now)) {
      return awaitDrift(view, run, now);
    }
    PoolNodes nodes = PoolNodes.of(view, run);
    if (isRolled(view, nodes, run)) {
      return settle(view, run, now);
    }
    List<Decision> holds = new PoolHolding(view, run, now).decide();
    if (view.mark().begun().isEmpty()) {
      return holds.isEmpty() ? begin(view) : holds;
    }
    Optional<Decision> wrong = madeWrong(view, run);
    if (wrong.isPresent()) {
      return List.of(wrong.get());
    }
    List<Decision> decisions = new ArrayList<>(holds);
    decisions.addAll(step(view, nodes, run, now));
    decisions.addAll(patience(view, run, now));
    return decisions;
  }

  private static List<Decision> waiting(RolloutView view, RunState run, Instant now) {
    return run.waves().begun(run) || run.controlPlane().isPresent()
        ? new PoolHolding(view, run, now).decide()
        : List.of();
  }

  /** A claim whose node has vanished is not gone yet, and may come to have another. */
  private static boolean isRolled(RolloutView view, PoolNodes nodes, RunState run) {
    return view.outdated() == 0
        && nodes.leaving().isEmpty()
        && PoolNodes.withoutNode(view, run).isEmpty();
  }

  private static boolean isOnlyToBeClosed(RolloutView view, RunState run, Instant now) {
    return view.mark().begun().isPresent()
        && isRolled(view, PoolNodes.of(view, run), run)
        && new PoolUnused(view, run, now).decide().isEmpty();
  }

  private static List<Decision> awaitDrift(RolloutView view, RunState run, Instant now) {
    List<Decision> decisions = new ArrayList<>(new PoolHolding(view, run, now).decide());
    decisions.add(
        new Decision.Wake(
            new AgendaItem.OfRollout(view.name()),
            Duration.between(now, PoolDrift.shownBy(view, now))));
    PoolDrift.told(view, now).ifPresent(decisions::add);
    return decisions;
  }

  private static List<Decision> begin(RolloutView view) {
    Optional<RolloutPace> pace = view.wantedPace();
    if (pace.isEmpty() || view.pool().orElseThrow().isPaced()) {
      return List.of(
          new Decision.StartRollout(view.name(), view.target(), "its nodes are to be replaced"));
    }
    return view.mark().before().isPresent()
        ? List.of(new Decision.PaceRollout(view.name(), pace.get(), "the plan says so"))
        : List.of(
            new Decision.NoteRollout(
                view.name(),
                view.mark().pacedBefore(view.group().pace()),
                "what was set before is written down first"));
  }

  private static List<Decision> step(RolloutView view, PoolNodes nodes, RunState run, Instant now) {
    Roll roll = PoolWay.of(view, run);
    if (roll instanceof Roll.Gated gated) {
      return PoolGating.decide(gated, view, nodes, run, now);
    }
    return roll instanceof Roll.Driven driven
        ? new PoolDriving(driven, view, nodes, run).decide(now)
        : List.of();
  }

  /** A pool that makes nodes of another version would be rolled without end. */
  private static Optional<Decision> madeWrong(RolloutView view, RunState run) {
    return view.content().claims().stream()
        .filter(claim -> view.pool().orElseThrow().seenToCome(claim))
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .filter(claim -> claim.outdatedBecause().isEmpty())
        .flatMap(claim -> claim.node().flatMap(run.cluster()::node).stream())
        .filter(view::isBehind)
        .findFirst()
        .map(
            node ->
                fail(
                    FailureReason.ROLLOUT_FAILED,
                    "new node "
                        + node.name()
                        + " has a kubelet of version "
                        + node.kubeletVersion()
                        + ", and "
                        + view.target().kubernetes().orElse("")
                        + " is wanted",
                    "see what image the class of the pool names, then start again",
                    view));
  }

  private static List<Decision> settle(RolloutView view, RunState run, Instant now) {
    List<Decision> unused = new PoolUnused(view, run, now).decide();
    return unused.isEmpty() ? close(view, run, now) : unused;
  }

  private static List<Decision> close(RolloutView view, RunState run, Instant now) {
    PoolWork work = view.pool().orElseThrow();
    if (!PoolCleaning.isClean(view, run)) {
      return PoolCleaning.decide(view, run);
    }
    if (view.mark().before().isPresent()) {
      return List.of(giveBack(view));
    }
    if (view.mark().begun().isPresent() && !(work.verified() && view.behind().isEmpty())) {
      return !work.verified() || run.course().lasts(work.movedAt(), now).compareTo(UNTIL_SHOWN) < 0
          ? List.of(new Decision.VerifyRollout(view.name(), view.observeEvery()))
          : List.of(
              fail(FailureReason.ROLLOUT_FAILED, behind(view), "see what the pool shows", view));
    }
    return List.of(new Decision.FinishRollout(view.name()));
  }

  private static String behind(RolloutView view) {
    return "its nodes are replaced, but it is not as wanted: " + String.join("; ", view.behind());
  }

  private static List<Decision> ending(RolloutView view, RunState run) {
    if (!PoolCleaning.isClean(view, run)) {
      return PoolCleaning.decide(view, run);
    }
    return view.mark().before().isPresent() ? List.of(giveBack(view)) : List.of();
  }

  private static Decision giveBack(RolloutView view) {
    return new Decision.PaceRollout(
        view.name(), view.mark().before().orElseThrow(), "what was set before is set again");
  }

  /** What opens at a known time is waited for; anything else may take as long as the plan says. */
  private static List<Decision> patience(RolloutView view, RunState run, Instant now) {
    PoolWork work = view.pool().orElseThrow();
    Instant since =
        obstacles(view, run).stream()
            .flatMap(obstacle -> obstacle.until().stream())
            .reduce(work.movedAt(), (a, b) -> a.isAfter(b) ? a : b);
    Optional<Obstacle> useless = PoolUseless.seen(view, run);
    Duration patience = useless.isPresent() ? withUseless(work) : work.plan().patience();
    Duration left = patience.minus(run.course().lasts(since, now));
    return left.isNegative() || left.isZero()
        ? List.of(stuck(view, run, patience, useless, now))
        : List.of(new Decision.Wake(new AgendaItem.OfRollout(view.name()), left));
  }

  /** New nodes that nobody can use become more all the time. */
  private static Duration withUseless(PoolWork work) {
    Duration most = work.plan().patience();
    return most.compareTo(PoolUseless.TAKEN_OFF_WITHIN) < 0 ? most : PoolUseless.TAKEN_OFF_WITHIN;
  }

  private static Decision stuck(
      RolloutView view, RunState run, Duration patience, Optional<Obstacle> useless, Instant now) {
    List<Obstacle> told = useless.map(List::of).orElseGet(() -> obstacles(view, run));
    List<Obstacle> obstacles = told.isEmpty() ? PoolObstacles.seen(view, run, now) : told;
    boolean noNode =
        obstacles.stream()
            .anyMatch(
                o ->
                    o.cause() == Obstacle.Cause.POOL_LIMIT
                        || o.cause() == Obstacle.Cause.NODE_DOES_NOT_COME);
    boolean drains =
        view.nodes().stream().anyMatch(node -> node.underWay() && !node.obstacles().isEmpty());
    return fail(
        noNode
            ? FailureReason.NO_CAPACITY
            : drains ? FailureReason.DRAIN_STUCK : FailureReason.ROLLOUT_FAILED,
        "nothing has moved for "
            + Words.time(patience)
            + stillToBeReplaced(view)
            + ": "
            + (obstacles.isEmpty() ? "nobody says why" : Diagnosis.inWords(obstacles)),
        obstacles.isEmpty()
            ? "see what the provisioner says, then start again"
            : Diagnosis.remedy(obstacles) + "; then start again",
        view);
  }

  /** What is waited for may be a claim whose node is gone already. */
  private static String stillToBeReplaced(RolloutView view) {
    return view.outdated() == 0 ? "" : ", " + view.outdated() + " nodes are still to be replaced";
  }

  /** Budgets of the pool bound what the provisioner starts, and not what we have removed. */
  private static List<Obstacle> obstacles(RolloutView view, RunState run) {
    boolean bounded = !(PoolWay.of(view, run) instanceof Roll.Driven);
    return Stream.concat(
            view.content().waits().stream()
                .filter(wait -> bounded || !BUDGETS.contains(wait.cause())),
            view.nodes().stream()
                .filter(RolledNode::outdated)
                .flatMap(node -> node.obstacles().stream()))
        .toList();
  }

  static Decision fail(FailureReason reason, String what, String remedy, RolloutView view) {
    return new Decision.End(
        new Ending.Failing(reason, "node pool " + view.name() + ": " + what, remedy));
  }
}
