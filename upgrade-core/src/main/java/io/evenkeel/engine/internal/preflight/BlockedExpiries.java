package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Budget;
import io.evenkeel.model.DisruptionHold;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Foretells which nodes of a pool cannot be emptied when they expire, what keeps them, and when
 * their pods are deleted all the same. A node that the plan replaces is not among them.
 */
final class BlockedExpiries implements Check {
  private static final String MARK = NodePoolProvider.HELD;

  @Override
  public List<Finding> findings(Situation situation) {
    List<Coverage> closed =
        situation.snapshot().budgets().stream()
            .map(budget -> coverage(budget, situation))
            .filter(Coverage::neverAllows)
            .toList();
    return situation.rollouts().stream()
        .flatMap(
            group -> group.expiring().flatMap(claim -> blocked(claim, group, closed, situation)))
        .toList();
  }

  private static Coverage coverage(Budget budget, Situation situation) {
    return Coverage.of(budget, situation.pods().coveredBy(budget), situation.owners());
  }

  private static Stream<Finding> blocked(
      NodeClaim claim, RolloutFacts group, List<Coverage> closed, Situation situation) {
    Optional<Node> node =
        situation.snapshot().nodes().stream()
            .filter(seen -> claim.node().equals(Optional.of(seen.name())))
            .findFirst();
    return node.stream()
        .flatMap(there -> situation.pods().onNode(there.name()).stream())
        .filter(group::drains)
        .flatMap(
            pod ->
                marked(pod, claim.expiresAt().orElseThrow())
                    .or(() -> severalBudgets(pod, situation))
                    .or(() -> closed(pod, closed))
                    .stream())
        .distinct()
        .map(keeper -> finding(claim, keeper));
  }

  private static Optional<String> marked(Pod pod, Instant expires) {
    return DisruptionHold.on(pod, expires)
        .map(hold -> "pod " + pod.key().path() + ", which is annotated " + MARK);
  }

  private static Optional<String> severalBudgets(Pod pod, Situation situation) {
    List<String> covering =
        situation.snapshot().budgets().stream()
            .filter(budget -> budget.covers(pod))
            .map(budget -> budget.key().path())
            .toList();
    return covering.size() > 1
        ? Optional.of(
            "pod "
                + pod.key().path()
                + ", which is under several budgets and never evicted: "
                + Names.of(covering))
        : Optional.empty();
  }

  private static Optional<String> closed(Pod pod, List<Coverage> closed) {
    return closed.stream()
        .filter(coverage -> coverage.budget().covers(pod))
        .findFirst()
        .map(coverage -> coverage.where() + ", which never lets one of its pods go");
  }

  private static Finding finding(NodeClaim claim, String keeper) {
    Instant expires = claim.expiresAt().orElseThrow();
    return Finding.warning(
        "EXPIRY_IS_BLOCKED",
        "node " + claim.node().orElse(claim.name()),
        "it expires at "
            + expires
            + " and cannot be emptied then because of "
            + keeper
            + claim
                .terminationGrace()
                .map(expires::plus)
                .map(forced -> "; at " + forced + " its pods are deleted all the same")
                .orElse("; its provisioner waits for that without end"),
        "change that before " + expires + ", or replace the node earlier");
  }
}
