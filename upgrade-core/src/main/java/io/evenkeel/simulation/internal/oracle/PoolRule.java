package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node pool has no more machines than the plan allows, no node of it is removed without room for
 * what it holds, only what is outdated is removed, what came for the roll is not taken again where
 * a process was there to hold it, and at the end no request and no budget of ours is left.
 */
final class PoolRule implements Rule {
  private final Court court;
  private final PoolFile pool;
  private final Attendance attendance = new Attendance();
  private Optional<Instant> begun = Optional.empty();
  private int toldAt = -1;
  private boolean ended;

  /** The run has written down that it ends, and lets go of everything. */
  private boolean givesUp;

  PoolRule(Court court, PoolFile pool) {
    this.court = court;
    this.pool = pool;
    pool.pools().provider().onChange(pool.name(), this::look);
    look();
  }

  private void look() {
    List<NodeClaim> taken = pool.look(court.truth());
    if (ended) {
      return;
    }
    begun.ifPresent(
        since ->
            taken.stream()
                .filter(claim -> claim.createdAt().isAfter(since) && pool.isOurs())
                .filter(claim -> !pool.disturbed() && pool.hasServed(claim))
                .filter(claim -> !pool.isReplaced() && !givesUp)
                .filter(attendance::couldHold)
                .forEach(
                    claim ->
                        violated(
                            Invariant.MOVED_ONCE,
                            "new node claim "
                                + claim.name()
                                + " was taken before the roll ended")));
    if (pool.letGoBeyondLimit(court.truth()) > 0) {
      violated(Invariant.MAX_SURGE, "more nodes are let go at once than the plan allows");
    }
    int most = pool.mayBePresent().orElse(Integer.MAX_VALUE);
    if (pool.machines() > most && pool.machines() != toldAt) {
      toldAt = pool.machines();
      violated(
          Invariant.MAX_SURGE, pool.machines() + " machines are there, and there may be " + most);
    }
  }

  @Override
  public void sent(Call call) {
    attendance.sent(call, pool.claims(), court.truth());
    if (call.act() instanceof Act.Remove remove) {
      pool.look(court.truth());
      pool.claim(remove.claim().uid()).ifPresent(this::judge);
      pool.askedToGo(remove.claim());
    } else if (call.act() instanceof Act.ChangePool) {
      begun = begun.or(() -> Optional.of(court.timeline().now()));
    }
  }

  @Override
  public void answered(Call call, Call.Result result) {
    attendance.answered(call, result, court.timeline().now());
    givesUp |= result == Call.Result.DONE && call.act().givesUp();
  }

  @Override
  public void beginsAnew() {
    givesUp = false;
  }

  private void judge(NodeClaim claim) {
    if (!pool.mayBeSelected(claim)) {
      violated(Invariant.SELECTED_ONLY, claim.name() + " was removed although it was not selected");
    }
    if (claim.state().staysInPool() && !pool.disturbed()) {
      claim.node().flatMap(court.truth()::node).ifPresent(this::judge);
    }
  }

  private void judge(Node leaving) {
    List<Pod> pods = movable(leaving);
    List<Node> others =
        court.truth().nodes().stream().filter(node -> stays(node) && node != leaving).toList();
    Resources free = others.stream().map(this::free).reduce(Resources.NONE, Resources::plus);
    Resources wanted = pods.stream().map(Pod::requests).reduce(Resources.NONE, Resources::plus);
    Optional<Pod> homeless =
        pods.stream().filter(pod -> others.stream().noneMatch(n -> takes(n, pod))).findFirst();
    if (homeless.isPresent() || !free.fits(wanted)) {
      violated(
          Invariant.EMPTY_BEFORE_GONE,
          leaving.name()
              + " was removed, and there was no room for "
              + homeless.map(pod -> pod.key().path()).orElse("all of its pods"));
    }
  }

  private List<Pod> movable(Node node) {
    return Nodes.movable(court.truth(), node.name()).stream()
        .filter(pod -> !isRequest(pod))
        .toList();
  }

  private static boolean isRequest(Pod pod) {
    return pod.meta().labels().containsKey(NodePoolProvider.REQUEST_LABEL);
  }

  private boolean stays(Node node) {
    return node.ready() && !node.unschedulable() && node.meta().deletedAt().isEmpty();
  }

  private Resources free(Node node) {
    Resources used =
        court.truth().podsOn(node.name()).stream()
            .filter(pod -> !pod.finished() && !isRequest(pod))
            .map(Pod::requests)
            .reduce(Resources.NONE, Resources::plus);
    return node.allocatable().minus(used);
  }

  private boolean takes(Node node, Pod pod) {
    return free(node).fits(pod.requests())
        && pod.placement().admits(node.meta().labels())
        && node.taints().stream()
            .filter(taint -> taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
            .allMatch(pod.placement()::tolerates);
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    ended = true;
    if (outcome.succeeded() && !pool.disturbed()) {
      pool.claims().stream()
          .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE && pool.isSelected(claim))
          .forEach(
              claim ->
                  violated(
                      Invariant.FINISHES,
                      "the run says that it has succeeded, and has not replaced " + claim.name()));
    }
    if (!Endings.wroteToTheEnd(outcome)) {
      return;
    }
    court.truth().nodes().stream()
        .flatMap(node -> court.truth().podsOn(node.name()).stream())
        .filter(pod -> isRequest(pod) && !pod.terminating())
        .forEach(pod -> violated(Invariant.GIVEN_BACK, pod.name() + " still asks for a node"));
    if (!pool.budgetsAreAsBefore() && !pool.disturbed()) {
      violated(Invariant.GIVEN_BACK, "its budgets are not as before");
    }
  }

  private void violated(Invariant invariant, String what) {
    court.violated(invariant, "node pool " + pool.name() + ": " + what);
  }
}
