package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No instance is terminated at the run's word while it holds a pod that can be moved, and none is
 * shed by a size that lets the group choose. A pod that came after the run was last told, or that
 * can never end because its kubelet is dead, is no fault. A machine that runs is not terminated
 * either while its node is only out of sight.
 */
final class EmptyBeforeGone implements Rule {
  /** A node that is missing longer than that does not come back by itself. */
  private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

  private final Court court;

  /** Since when an instance has no node any more. */
  private final Map<String, Instant> lostAt = new LinkedHashMap<>();

  EmptyBeforeGone(Court court) {
    this.court = court;
  }

  @Override
  public void changed(CloudChange change) {
    if (change.kind() == CloudChange.Kind.TERMINATING) {
      terminatedBy(change.subject()).ifPresent(call -> judge(call, change.subject()));
    } else if (change.kind() == CloudChange.Kind.RESIZED) {
      court.group(change.group()).ifPresent(group -> judge(group, change));
    }
  }

  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    if (after.orElse(null) instanceof Node node) {
      Picture.instanceOf(node).ifPresent(lostAt::remove);
    } else if (before.orElse(null) instanceof Node node) {
      Picture.instanceOf(node).ifPresent(id -> lostAt.put(id, court.timeline().now()));
    }
  }

  /** A machine that runs may register anew; until then nobody sees what it holds. */
  private void judgeUnseen(String instance) {
    Instant since = lostAt.get(instance);
    if (since != null
        && since.plus(BACK_WITHIN).isAfter(court.timeline().now())
        && runs(instance)) {
      court.violated(
          Invariant.EMPTY_BEFORE_GONE,
          "instance " + instance + " was terminated while it ran and its node was out of sight");
    }
  }

  private boolean runs(String instance) {
    return court
        .groupOfInstance(instance)
        .filter(
            group ->
                group.now().instances().stream()
                    .anyMatch(one -> one.id().equals(instance) && one.running()))
        .isPresent();
  }

  private Optional<Call> terminatedBy(String instance) {
    return court.underWay().stream()
        .filter(
            call ->
                call.act() instanceof Act.Terminate terminate
                    && terminate.instance().equals(instance))
        .findFirst();
  }

  private void judge(Call call, String instance) {
    court
        .truth()
        .nodeOf(instance)
        .ifPresentOrElse(
            node -> {
              List<String> held = held(node, call.views());
              if (!held.isEmpty()) {
                court.violated(
                    Invariant.EMPTY_BEFORE_GONE,
                    "node " + node.name() + " was terminated while it held " + held);
              }
            },
            () -> judgeUnseen(instance));
  }

  private List<String> held(Node node, List<Picture> views) {
    return Nodes.movable(court.truth(), node.name()).stream()
        .filter(pod -> node.ready() || !pod.terminating())
        .filter(pod -> !court.forced().covers(pod))
        .filter(
            pod ->
                views.stream()
                    .allMatch(v -> v.same(pod).flatMap(Pod::nodeName).equals(pod.nodeName())))
        .map(pod -> pod.key().path())
        .toList();
  }

  private void judge(GroupFile group, CloudChange change) {
    CloudGroup now = group.now();
    long capacity = now.instances().stream().filter(EmptyBeforeGone::counts).count();
    if (now.desired() < capacity && group.sizes().ours(change, now)) {
      court.violated(
          Invariant.EMPTY_BEFORE_GONE,
          "the size of group "
              + group.name()
              + " was set to "
              + now.desired()
              + " while "
              + capacity
              + " instances were there, so that the group chooses whom to terminate");
    }
  }

  private static boolean counts(CloudInstance instance) {
    return instance.state() == LifecycleState.PENDING
        || instance.state() == LifecycleState.IN_SERVICE;
  }
}
