package io.evenkeel.engine.internal.preflight;

import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.model.DisruptionHold;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what somebody has marked so that no provisioner disrupts it, on nodes that are to be
 * replaced: it would be waited for without end, or deleted at a time that nobody has chosen.
 */
final class HeldInPools implements Check {
  private static final String MARK = NodePoolProvider.HELD;
  private static final String CODE = "POD_NOT_TO_BE_DISRUPTED";

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.rollouts().stream()
        .filter(group -> group.plan().pool().isPresent())
        .flatMap(group -> of(group, situation))
        .toList();
  }

  private static Stream<Finding> of(RolloutFacts group, Situation situation) {
    List<Node> outdated = group.outdated(situation.snapshot().nodes());
    Stream<Finding> nodes =
        outdated.stream()
            .filter(node -> isMarked(node.meta().annotations().get(MARK)))
            .filter(node -> !node.hasAnnotation(Marks.HELD))
            .map(HeldInPools::finding);
    Stream<Finding> pods =
        outdated.stream()
            .flatMap(
                node ->
                    situation.pods().onNode(node.name()).stream()
                        .filter(pod -> keeps(pod, node, group))
                        .flatMap(pod -> held(pod, node, group, situation.now()).stream()));
    return Stream.concat(nodes, pods);
  }

  /**
   * Before a provisioner begins with a node by itself it looks at every pod that runs there, those
   * of DaemonSets and static ones included, unless there is a time after which all of them go.
   */
  private static boolean keeps(Pod pod, Node node, RolloutFacts group) {
    boolean begins = group.isDriven() || grace(group, node).isPresent();
    return group.drains(pod) || (!begins && !pod.finished() && !pod.terminating());
  }

  private static boolean isMarked(@Nullable String value) {
    return "true".equals(value);
  }

  private static Optional<Finding> held(Pod pod, Node node, RolloutFacts group, Instant now) {
    return DisruptionHold.on(pod, now)
        .map(
            hold ->
                pastPatience(hold, group, node)
                    .map(grace -> finding(pod, node, grace, patience(group)))
                    .orElseGet(() -> finding(pod, node, waits(hold, group, node))));
  }

  /**
   * Returns how long the pod is waited for where that is longer than nothing may move; a mark that
   * ends by itself is waited for as long as it lasts.
   */
  private static Optional<Duration> pastPatience(
      DisruptionHold hold, RolloutFacts group, Node node) {
    return hold.until().isPresent()
        ? Optional.empty()
        : grace(group, node).filter(grace -> grace.compareTo(patience(group)) >= 0);
  }

  private static Duration patience(RolloutFacts group) {
    return group.plan().pool().orElseThrow().patience();
  }

  /** Returns how long the pod is waited for, empty where it is without end. */
  private static String waits(DisruptionHold hold, RolloutFacts group, Node node) {
    Optional<String> until = hold.until().map(end -> "waited for until " + end);
    Optional<String> deleted =
        grace(group, node)
            .map(grace -> "deleted within " + Names.time(grace) + " after its node is asked to go");
    return Stream.of(until, deleted)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", and at the latest "));
  }

  private static Optional<Duration> grace(RolloutFacts group, Node node) {
    return group
        .group()
        .pool()
        .flatMap(pool -> pool.ofNode(node.name()))
        .flatMap(NodeClaim::terminationGrace);
  }

  private static Finding finding(Node node) {
    return Finding.blocker(
        "NODE_NOT_TO_BE_DISRUPTED",
        "node " + node.name(),
        "somebody has annotated it " + MARK + ", so that it is never replaced",
        "take the annotation off, or select other nodes");
  }

  private static Finding finding(Pod pod, Node node, Duration grace, Duration patience) {
    return Finding.blocker(
        CODE,
        where(pod),
        what(node)
            + "; it is deleted within "
            + Names.time(grace)
            + " after its node is asked to go, and the run would fail before: nothing may move for "
            + Names.time(patience)
            + " at most",
        "give the pool more patience(..) than "
            + Names.time(grace)
            + ", move the pod by hand before, or take the annotation off");
  }

  private static String where(Pod pod) {
    return "pod " + pod.key().path();
  }

  private static String what(Node node) {
    return "it is annotated " + MARK + ", and node " + node.name() + " is to be replaced";
  }

  private static Finding finding(Pod pod, Node node, String waits) {
    String where = where(pod);
    String what = what(node);
    return waits.isEmpty()
        ? Finding.blocker(
            CODE,
            where,
            what + "; its provisioner waits for it without end",
            "take the annotation off, move the pod by hand, or give the pool a"
                + " terminationGracePeriod")
        : Finding.warning(
            CODE,
            where,
            what + "; it is " + waits,
            "move it by hand before, or take the annotation off");
  }
}
