package io.evenkeel.engine.internal.plan;

import io.evenkeel.Roll;
import io.evenkeel.engine.internal.plan.PoolNodes.Taken;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks for new nodes, and has outdated ones removed as there is room for what they hold.
 *
 * <p>Where pods of a node that is removed have a place which a request keeps, the request is taken
 * back, so that they need not wait until its pod has given way. The pool never has more machines
 * than it had, and what others have added, and the surge. What is to be done follows from what is
 * seen, so that a process that goes on needs to know nothing else.
 */
final class PoolDriving {
  private static final Duration OTHERS_FOLLOW = Duration.ofSeconds(5);
  private static final int MANY = 10;
  private static final Duration SOON = Duration.ofHours(1);

  private final RolloutView view;
  private final PoolNodes nodes;
  private final RunState run;
  private final List<NodeRequest> requests;
  private final int base;
  private final int surge;

  PoolDriving(Roll.Driven roll, RolloutView view, PoolNodes nodes, RunState run) {
    this.view = view;
    this.nodes = nodes;
    this.run = run;
    this.requests = view.content().requests();
    this.base = view.base();
    this.surge = roll.maxSurge().roundedUp(base);
  }

  /**
   * Where one node has just been found outdated the others may follow within moments: pods are not
   * led to them.
   */
  List<Decision> decide(Instant now) {
    Instant known = view.pool().orElseThrow().chosenAt().plus(OTHERS_FOLLOW);
    if (now.isBefore(known)) {
      List<Decision> decisions = new ArrayList<>(asking(now));
      decisions.add(
          new Decision.Wake(new AgendaItem.OfRollout(view.name()), Duration.between(now, known)));
      return decisions;
    }
    List<Decision> removals = removals(Packing.Order.ANY);
    List<Decision> decisions = removals.isEmpty() ? asking(now) : removals;
    return decisions.isEmpty() && nothingIsUnderWay() && machines() < base + surge
        ? onItsLimits(now)
        : decisions;
  }

  /** What has come does not take the pods of any node, and there may be one machine more. */
  private List<Decision> onItsLimits(Instant now) {
    List<Decision> lucky = removals(Packing.Order.LUCKY);
    return lucky.isEmpty() && machines() < base + surge - spare() ? anotherNode(now) : lucky;
  }

  /**
   * What has come stays asked for: taken back, its place would be given to whoever asks next. No
   * two requests share a node.
   */
  private List<Decision> anotherNode(Instant now) {
    boolean allHaveCome =
        !requests.isEmpty()
            && requests.stream().allMatch(request -> request.state() == NodeRequest.State.MET);
    Set<ObjectKey> inUse = nodes.budgetsInUse(run);
    return nodes.inOrder(run).stream()
        .filter(next -> allHaveCome && mayGo(next) && keepsItsBudgets(next, inUse))
        .limit(1)
        .map(next -> askOnceMore(next.claim(), now))
        .toList();
  }

  private Decision askOnceMore(NodeClaim claim, Instant now) {
    return new Decision.RequestNode(
        view.name(),
        RequestName.ofOneMore(now, view.pool().orElseThrow().nextRequest(), claim),
        claim,
        "the new node has no room for the pods of any node left, so one more is asked for");
  }

  /** No machine comes, and none goes whose place one could take. */
  private boolean nothingIsUnderWay() {
    return nodes.going() == 0
        && view.content().count(NodeClaim.State.LAUNCHING) == 0
        && requests.stream().allMatch(request -> request.node().isPresent());
  }

  /** A node whose pods have nowhere proven to go is not taken; one without pods needs no room. */
  private List<Decision> removals(Packing.Order order) {
    List<Decision> removals = new ArrayList<>();
    PoolFit fit = new PoolFit(view, nodes.leavingNames(), run);
    Set<ObjectKey> inUse = nodes.budgetsInUse(run);
    for (Taken next : nodes.inOrder(run)) {
      if (mayGo(next) && keepsItsBudgets(next, inUse) && fit.takes(next, order)) {
        inUse.addAll(PoolNodes.budgets(next, run));
        removals.add(
            new Decision.RemoveNode(
                view.name(),
                next.claim(),
                next.pods() == 0 ? "it holds no pods" : "there is room for its pods"));
      }
    }
    // Whoever dies in between has not let pods of a leaving node drive a request out of its place,
    // which would then have one machine more launched.
    List<Decision> decisions = new ArrayList<>(takeBackFrom(fit.used()));
    decisions.addAll(removals);
    return decisions;
  }

  private boolean mayGo(Taken next) {
    return next.heldByUs()
        && next.node().unschedulable()
        && !view.pool().orElseThrow().occupied(next.node().name());
  }

  /**
   * After the grace of a node its pods are deleted whatever budgets say. Where that is soon, no two
   * nodes wait for one budget, so that none has to wait for long.
   */
  private boolean keepsItsBudgets(Taken next, Set<ObjectKey> inUse) {
    return next.claim().terminationGrace().filter(grace -> grace.compareTo(SOON) < 0).isEmpty()
        || Collections.disjoint(PoolNodes.budgets(next, run), inUse);
  }

  /** One that waits would land where another has been taken back, before the pods come there. */
  private List<Decision> takeBackFrom(Set<String> used) {
    boolean anyOn =
        requests.stream().anyMatch(request -> request.node().filter(used::contains).isPresent());
    return requests.stream()
        .filter(request -> anyOn && request.node().map(used::contains).orElse(true))
        .map(request -> takeBack(request, "its room is for the pods of a leaving node"))
        .toList();
  }

  /** Whoever asks now would be given a node that pods are on their way to. */
  private boolean podsAwaitAnEmptyNode() {
    return nodes.leaving().stream().anyMatch(taken -> taken.pods() > 0)
        && view.content().claims().stream()
            .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
            .flatMap(claim -> claim.node().stream())
            .filter(node -> requests.stream().noneMatch(r -> r.node().equals(Optional.of(node))))
            .anyMatch(node -> run.cluster().podsOn(node).stream().allMatch(Pod::staysWithItsNode));
  }

  private Decision takeBack(NodeRequest request, String because) {
    return new Decision.WithdrawRequest(view.name(), request.name(), because);
  }

  private List<Decision> asking(Instant now) {
    int full = (int) nodes.staying().stream().filter(taken -> taken.pods() > 0).count();
    int needed =
        full == 0 ? 0 : full + (int) requests.stream().filter(RequestName::isOneMore).count();
    if (requests.size() > needed) {
      Comparator<NodeRequest> waitingFirst = Comparator.comparing(NodeRequest::state);
      return requests.stream()
          .sorted(waitingFirst.thenComparing(this::isForOneThatStays))
          .limit(requests.size() - needed)
          .map(request -> takeBack(request, "no node needs it"))
          .toList();
    }
    if (counted() > base + surge && requests.stream().anyMatch(r -> r.node().isEmpty())) {
      return requests.stream()
          .filter(request -> request.node().isEmpty())
          .map(request -> takeBack(request, "there are more machines than there may be"))
          .toList();
    }
    if (othersTakeTheRoom(full)) {
      return List.of(
          new Decision.NoteRollout(
              view.name(),
              view.mark().sized(view.machines()),
              "others use the machines that were to be surge"));
    }
    if (podsAwaitAnEmptyNode()) {
      return List.of();
    }
    int more = Math.min(base + surge - spare() - machines(), full - requests.size());
    return nodes.inOrder(run).stream()
        .filter(taken -> taken.pods() > 0)
        .map(Taken::claim)
        .filter(claim -> requests.stream().noneMatch(r -> RequestName.isFor(r, claim)))
        .limit(Math.max(0, more))
        .map(claim -> ask(claim, now))
        .toList();
  }

  /** Machines of a pool differ: what comes is to have room for the pods of the next node. */
  private Decision ask(NodeClaim claim, Instant now) {
    String name = RequestName.of(now, view.pool().orElseThrow().nextRequest(), claim);
    return new Decision.RequestNode(
        view.name(), name, claim, "new nodes come before outdated ones go");
  }

  private boolean isForOneThatStays(NodeRequest request) {
    return nodes.staying().stream().anyMatch(t -> RequestName.isFor(request, t.claim()));
  }

  /**
   * Where many nodes go at once Karpenter, which sees their pods come and go one by one, now and
   * then launches one too many: there is to be a place for it.
   */
  private int spare() {
    return surge / MANY;
  }

  /** Nothing is under way, and as many machines as there may be are in use: the pool has grown. */
  private boolean othersTakeTheRoom(int full) {
    return full > 0
        && requests.isEmpty()
        && nothingIsUnderWay()
        && PoolSurplus.idle(view, run).isEmpty()
        && view.machines() >= base + surge - spare();
  }

  /** Returns how many machines there are, those included that are asked for and do not show. */
  private int machines() {
    List<Instant> asked =
        requests.stream().filter(r -> r.node().isEmpty()).map(this::askedAt).sorted().toList();
    List<Instant> launched =
        view.content().claims().stream()
            .filter(this::comesEmpty)
            .map(NodeClaim::createdAt)
            .sorted()
            .toList();
    // What is launched in place of a node that is disrupted is not what we have asked for.
    int ours = Math.max(0, launched.size() - view.content().count(NodeClaim.State.DISRUPTED));
    return counted() + asked.size() - Math.min(ours, met(asked, launched));
  }

  /** What leaves for others is neither in the pool any more nor in what it had. */
  private int counted() {
    return (int)
        view.content().claims().stream()
            .filter(
                claim -> claim.state().staysInPool() || view.pool().orElseThrow().isChosen(claim))
            .count();
  }

  /** Returns how many may have been met: a machine is launched for what was asked before it. */
  private static int met(List<Instant> asked, List<Instant> launched) {
    int met = 0;
    for (Instant machine : launched) {
      if (met < asked.size() && !machine.isBefore(asked.get(met))) {
        met++;
      }
    }
    return met;
  }

  /** A request that the cluster does not show yet has been made just now. */
  private Instant askedAt(NodeRequest request) {
    return run.cluster().unbound().stream()
        .filter(pod -> pod.key().equals(request.pod()))
        .map(pod -> pod.meta().createdAt())
        .findFirst()
        .orElse(Instant.MAX);
  }

  /** A machine that already has pods is not there for a request any more. */
  private boolean comesEmpty(NodeClaim claim) {
    return claim.state() == NodeClaim.State.LAUNCHING
        && claim.node().stream()
            .flatMap(node -> run.cluster().podsOn(node).stream())
            .allMatch(Pod::staysWithItsNode);
  }
}
