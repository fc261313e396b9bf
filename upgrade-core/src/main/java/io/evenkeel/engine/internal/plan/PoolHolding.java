package io.evenkeel.engine.internal.plan;

import io.evenkeel.Roll;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.PoolWork;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds the provisioner off every node that is to be replaced, before anything makes it outdated,
 * and takes that off again where it is not needed.
 */
final class PoolHolding {
  private final RolloutView view;
  private final RunState run;
  private final Roll roll;
  private final boolean mayBecomeOutdated;
  private final boolean podsAreMoving;
  private final Set<String> surplus;

  PoolHolding(RolloutView view, RunState run, Instant now) {
    this.view = view;
    this.run = run;
    this.mayBecomeOutdated = PoolDrift.isAhead(run) || PoolDrift.isAwaited(view, run, now);
    this.roll = PoolWay.of(view, run);
    this.podsAreMoving =
        view.content().claims().stream()
            .filter(claim -> !claim.state().staysInPool())
            .filter(view.pool().orElseThrow()::isChosen)
            .flatMap(claim -> claim.node().stream())
            .anyMatch(node -> run.drainByOthers(node).remaining() > 0);
    this.surplus =
        roll instanceof Roll.Driven driven
            ? PoolSurplus.beyond(driven.maxSurge().roundedUp(view.base()), view, run)
            : new LinkedHashSet<>();
  }

  /** Returns whether every node of every pool is held that has to be. */
  static boolean isDoneEverywhere(RunState run, Instant now) {
    return run.rollouts().all().stream()
        .filter(view -> view.pool().isPresent() && !view.done())
        .allMatch(view -> new PoolHolding(view, run, now).isDone());
  }

  /** What is being written is not written yet. */
  private boolean isDone() {
    return decide().isEmpty() && !view.pool().orElseThrow().isWriting();
  }

  /** Returns what is still to be written; nothing once every node is held that has to be. */
  List<Decision> decide() {
    List<Decision> decisions = new ArrayList<>();
    for (NodeClaim claim : view.content().claims()) {
      claim
          .node()
          .flatMap(run.cluster()::node)
          .filter(node -> claim.state().staysInPool())
          .ifPresent(node -> decide(node, decisions));
    }
    return decisions;
  }

  private void decide(Node node, List<Decision> decisions) {
    PoolWork work = view.pool().orElseThrow();
    NodePatch patch = mustBeHeld(node) ? hold(node) : letBe(node);
    if (!patch.isNothing() && !work.occupied(node.name())) {
      decisions.add(
          mustBeHeld(node)
              ? new Decision.PatchPoolNode(
                  view.name(), node, patch, "hold", "its turn has not come")
              : new Decision.PatchPoolNode(
                  view.name(), node, patch, "hold no more", freeBecause(node)));
    }
  }

  private String freeBecause(Node node) {
    if (surplus.contains(node.name())) {
      return "nothing has come to it, and there are more machines than there may be";
    }
    return view.isMetBy(node)
        ? "it is as the target wants it"
        : "a window is open, and the provisioner takes the next node itself";
  }

  /** What is only watched is held as long as the provisioner may not begin anything new. */
  private boolean mustBeHeld(Node node) {
    return roll instanceof Roll.Watched
        ? run.course().outsideWindow()
            && !view.isMetBy(node)
            && !PoolWay.isMovedByTheCloud(view, run)
        : mayBecomeOutdated || !view.isMetBy(node) || isFresh(node);
  }

  /**
   * What has come for the roll is not to be saved again before it is over, unless there is too much
   * of it and nobody uses it.
   */
  private boolean isFresh(Node node) {
    return view.mark().begun().isPresent()
        && !surplus.contains(node.name())
        && view.content()
            .ofNode(node.name())
            .filter(
                claim ->
                    isHeldAlready(node) || view.pool().orElseThrow().cameSinceTheRunBegan(claim))
            .isPresent();
  }

  private static boolean isHeldAlready(Node node) {
    return node.hasAnnotation(Marks.HELD) && !node.hasAnnotation(Marks.CORDONED);
  }

  /**
   * A node that pods are on their way to is not closed, lest there be one machine more for them.
   */
  private NodePatch hold(Node node) {
    NodePatch patch = NodePatch.nothing();
    if (node.hasAnnotation(Marks.LET_GO)) {
      return patch;
    }
    if (!node.hasAnnotation(NodePoolProvider.HELD)) {
      patch = patch.annotate(NodePoolProvider.HELD, "true").annotate(Marks.HELD, run.runId());
    }
    boolean closes = roll instanceof Roll.Driven && !view.isMetBy(node);
    if (closes && !podsAreMoving && !node.unschedulable()) {
      patch = patch.cordon().annotate(Marks.CORDONED, run.runId());
    }
    return patch;
  }

  private static NodePatch letBe(Node node) {
    return Marks.any(node) ? Cleaning.of(node) : NodePatch.nothing();
  }
}
