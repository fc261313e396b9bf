package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.Availability;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.ClusterView;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when all is well with the canary: it is usable, the first node drained after it is empty,
 * and no pod that has started since is without being Ready.
 */
final class CanaryWatch {
  private CanaryWatch() {}

  static void refresh(GroupView group, RunState run, Instant now) {
    if (!(group.marks().canary() instanceof CanaryMark.Judged judged)) {
      return;
    }
    boolean well =
        group.member(judged.instance()).map(m -> m.stage() == NodeStage.USABLE).orElse(false)
            && proofIsComplete(group, run, judged);
    if (!well) {
      group.proof().wellSince(Optional.empty());
    } else if (group.proof().wellSince().isEmpty()) {
      group.proof().wellSince(Optional.of(now));
    }
  }

  private static boolean proofIsComplete(GroupView group, RunState run, CanaryMark.Judged judged) {
    Optional<Member> drained = drained(group);
    if (drained.isEmpty()) {
      return nothingToDrain(group, run);
    }
    return isEmptied(drained.get())
        && newPodsAreReady(run, drainingSince(drained.get(), run).orElse(judged.since()));
  }

  private static boolean isEmptied(Member member) {
    return switch (member.stage()) {
      case EMPTY, SOAKING, DETACHING, TERMINATING -> true;
      default -> false;
    };
  }

  /** The node that was drained to prove the canary; an earlier process may have begun that. */
  private static Optional<Member> drained(GroupView group) {
    return group.members().stream()
        .filter(Member::outdated)
        .filter(
            m ->
                group.proof().drained().isPresent()
                    ? Optional.of(m.label()).equals(group.proof().drained())
                    : Availability.underWay(m) && !m.leaving() || m.stage() == NodeStage.BLOCKED)
        .findFirst();
  }

  private static boolean nothingToDrain(GroupView group, RunState run) {
    return group.members().stream()
        .filter(m -> m.outdated() && m.stage() == NodeStage.OUTDATED)
        .allMatch(m -> !m.available() || Leaving.holdsNothing(m, run));
  }

  private static Optional<Instant> drainingSince(Member member, RunState run) {
    return member
        .nodeName()
        .flatMap(run.cluster()::node)
        .flatMap((Node node) -> Marks.since(node, Marks.DRAINING_SINCE));
  }

  private static boolean newPodsAreReady(RunState run, Instant since) {
    if (run.cluster().anyUnboundSince(since)) {
      return false;
    }
    for (Node node : run.cluster().nodes()) {
      for (Pod pod : run.cluster().podsOn(node.name())) {
        boolean started = pod.meta().createdAt().isAfter(since) && ClusterView.movable(pod);
        if (started && !pod.ready() && !pod.terminating()) {
          return false;
        }
      }
    }
    return true;
  }
}
