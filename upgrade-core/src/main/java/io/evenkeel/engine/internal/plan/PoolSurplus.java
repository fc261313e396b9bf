package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * New nodes of a pool that nothing has come to. Where what they are waited for cannot use them, a
 * taint that nobody tolerates or a label that is missing, whoever launches them does so without
 * end.
 */
final class PoolSurplus {
  private PoolSurplus() {}

  /** Returns those that are in service and empty, the oldest first. */
  static List<String> idle(RolloutView view, RunState run) {
    return view.content().claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .filter(view.pool().orElseThrow()::cameSinceTheRunBegan)
        .sorted(Comparator.comparing(NodeClaim::createdAt).thenComparing(NodeClaim::name))
        .flatMap(claim -> claim.node().flatMap(run.cluster()::node).stream())
        .filter(view::isMetBy)
        .map(Node::name)
        .filter(node -> run.cluster().podsOn(node).stream().allMatch(Pod::staysWithItsNode))
        .toList();
  }

  /**
   * Returns the idle ones by which there are more machines than there may be. Where others use more
   * of them than the pool had, it has grown by those.
   */
  static Set<String> beyond(int surge, RolloutView view, RunState run) {
    int machines =
        (int) view.content().claims().stream().filter(claim -> claim.state().staysInPool()).count();
    List<String> idle = idle(view, run);
    int most = Math.max(view.base(), machines - idle.size()) + surge;
    return idle.stream()
        .limit(Math.max(0, machines - most))
        .collect(LinkedHashSet::new, Set::add, Set::addAll);
  }
}
