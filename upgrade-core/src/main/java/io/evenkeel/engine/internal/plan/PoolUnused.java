package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Has nodes of a pool removed that nobody needs, once all of them are as wanted. Each is closed
 * first, so that it still is unneeded when it is asked to go; what the provisioner takes meanwhile
 * is on its way, and what it launches came for a need.
 */
final class PoolUnused {
  /** Pods that have moved are Ready again within this time, or are not waited for. */
  private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

  private final RolloutView view;
  private final RunState run;
  private final Instant now;
  private final PoolWork work;

  PoolUnused(RolloutView view, RunState run, Instant now) {
    this.view = view;
    this.run = run;
    this.now = now;
    this.work = view.pool().orElseThrow();
  }

  /** A node of the pool with its claim. */
  private record Candidate(NodeClaim claim, Node node) {
    boolean isMarked() {
      return Marks.unused(node).isPresent();
    }
  }

  /** Returns what is to be done; nothing once no node is left that nobody needs. */
  List<Decision> decide() {
    if (!view.asksToRemoveUnused() || !view.content().requests().isEmpty()) {
      return List.of();
    }
    List<Decision> decisions = closed();
    if (decisions.isEmpty() && !work.writing()) {
      decisions = more();
    }
    return decisions.isEmpty() ? waiting() : decisions;
  }

  /** Those that are closed go, or are opened again, before others are closed. */
  private List<Decision> closed() {
    List<Decision> decisions = new ArrayList<>();
    PoolFit fit = new PoolFit(view, leaving(), run);
    for (Candidate next : candidates((pod, state) -> true)) {
      if (next.isMarked()) {
        boolean goes =
            next.node().unschedulable()
                && Unused.pods(next.node().name(), run).stream()
                    .allMatch(p -> Unused.mayMove(p, run))
                && fit.take(next.node().name()).isPresent();
        decisions.addAll(goes ? List.of(remove(next)) : open(next));
      }
    }
    return decisions;
  }

  private List<Decision> more() {
    List<Decision> decisions = new ArrayList<>();
    PoolFit fit = new PoolFit(view, leaving(), run);
    for (Candidate next : candidates(Unused::mayMove)) {
      fit.take(next.node().name()).ifPresent(promises -> decisions.add(close(next, promises)));
    }
    return decisions;
  }

  private Decision remove(Candidate next) {
    return new Decision.RemoveNode(
        view.name(), next.claim(), "nobody needs it: " + Marks.unused(next.node()).orElseThrow());
  }

  private List<Decision> open(Candidate next) {
    String because =
        next.node().unschedulable() ? "it is needed after all" : "somebody else has opened it";
    return List.of(
        Unused.stays(view.name(), next.node(), because, now),
        new Decision.PatchPoolNode(
            view.name(), next.node(), Cleaning.of(next.node()), "open", because));
  }

  private Decision close(Candidate next, List<Room.Promise> promises) {
    String because = Unused.because(promises);
    NodePatch patch =
        NodePatch.nothing()
            .cordon()
            .annotate(Marks.CORDONED, run.runId())
            .annotate(Marks.UNUSED, because);
    return new Decision.PatchPoolNode(
        view.name(), next.node(), patch, "close", "nobody needs it: " + because);
  }

  /** What is being written to is about to be closed. */
  private List<String> leaving() {
    return view.content().claims().stream()
        .flatMap(
            claim ->
                claim.node().stream()
                    .filter(node -> !claim.state().staysInPool() || work.occupied(node)))
        .toList();
  }

  /** The least used first. */
  private List<Candidate> candidates(BiPredicate<Pod, RunState> pods) {
    return view.content().claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .filter(claim -> !claim.createdAt().isAfter(work.removesSince(now)))
        .flatMap(claim -> node(claim).map(node -> new Candidate(claim, node)).stream())
        .filter(next -> mayGo(next.node()))
        .filter(
            next -> Unused.pods(next.node().name(), run).stream().allMatch(p -> pods.test(p, run)))
        .sorted(
            Comparator.comparing((Candidate next) -> Unused.pods(next.node().name(), run).size())
                .thenComparing(next -> Unused.share(next.node(), run))
                .thenComparing(next -> next.claim().name()))
        .toList();
  }

  private Optional<Node> node(NodeClaim claim) {
    return claim.node().flatMap(run.cluster()::node);
  }

  private boolean mayGo(Node node) {
    return node.ready()
        && !Marks.closedByOthers(node)
        && !isHeldByOthers(node)
        && (Marks.unused(node).isPresent() || !Unused.hasStayed(node, run))
        && !work.occupied(node.name())
        && !run.isOurOwn(node.name())
        && !run.room().isPromised(node.name());
  }

  private static boolean isHeldByOthers(Node node) {
    return node.hasAnnotation(NodePoolProvider.HELD) && !node.hasAnnotation(Marks.HELD);
  }

  /** What is being written, or has been asked to go, is waited for as long as the plan says. */
  private List<Decision> waiting() {
    Optional<String> going =
        view.content().claims().stream()
            .filter(claim -> !claim.state().staysInPool())
            .flatMap(claim -> node(claim).stream())
            .filter(node -> Marks.unused(node).isPresent())
            .map(Node::name)
            .findFirst();
    if (going.isPresent()) {
      Duration left = work.plan().patience().minus(run.course().lasts(work.movedAt(), now));
      return left.isNegative() || left.isZero() ? List.of(stuck(going.get())) : List.of(wake(left));
    }
    Duration left = Duration.between(now, work.movedAt().plus(BACK_WITHIN));
    boolean back = left.isNegative() || left.isZero();
    return work.writing() || !(back || candidates(Unused::isOnlyDown).isEmpty())
        ? List.of(wake(back ? view.observeEvery() : left))
        : List.of();
  }

  private Decision wake(Duration after) {
    return new Decision.Wake(new AgendaItem.OfRollout(view.name()), after);
  }

  private Decision stuck(String node) {
    return PoolRule.fail(
        FailureReason.DRAIN_STUCK,
        "node "
            + node
            + ", which nobody needs, was asked to go, and nothing has moved for "
            + Words.time(work.plan().patience()),
        "see what keeps its pods; its provisioner goes on with it",
        view);
  }
}
