package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an instance may be asked to terminate. */
final class Leaving {
  /** Pods that were bound just before the cordon was seen everywhere show up within this time. */
  static final Duration SETTLE = Duration.ofSeconds(5);

  /** A node that is missing longer than that is not only out of sight. */
  private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

  private Leaving() {}

  /**
   * Returns whether the node has been emptied, has soaked, holds no volume, and is in no target
   * group any more.
   */
  static boolean ready(GroupView group, Member member, RunState run, Instant now) {
    return member.stage() == NodeStage.DETACHING
        && !member.leaving()
        && !TargetGroupRule.awaits(group, member, run)
        && member.nodeName().map(n -> !run.cluster().hasVolumes(n)).orElse(true)
        && closed(member, run)
        && settled(member, run, now);
  }

  /** Returns whether no pod would be lost with the instance now, whatever has been announced. */
  static boolean mayGo(GroupView group, Member member, RunState run, Instant now) {
    return !member.leaving()
        && !member.nodeName().map(run::isBusy).orElse(false)
        && (member.stage() == NodeStage.DETACHING
            || isDead(group, member, now)
            || uselessAndEmpty(group, member, run));
  }

  /**
   * Returns whether the machine has gone, as after a Spot interruption, and its group may not
   * replace it, since that would replace what load balancers let go of as well.
   */
  static boolean isDead(GroupView group, Member member, Instant now) {
    return (member.outdated() || member.replacement())
        && !member.leaving()
        && !member.terminationAsked()
        && hasNoNode(group, member, now)
        && member.instance().health() == Instance.Health.UNHEALTHY
        && mayNotBeReplaced(group);
  }

  /**
   * A node that registers anew, or that an API server behind the others does not show, is back
   * soon. Another process may have seen its node; whatever never joins in time has none.
   */
  private static boolean hasNoNode(GroupView group, Member member, Instant now) {
    Optional<Instant> noneAfter =
        member
            .withoutNodeSince()
            .map(since -> since.plus(BACK_WITHIN))
            .or(() -> Optional.of(member.since().plus(group.patienceWith(member))));
    return member.nodeName().isEmpty() && !noneAfter.get().isAfter(now);
  }

  private static boolean mayNotBeReplaced(GroupView group) {
    return TargetGroupRule.replacersOfUnhealthy(group)
        .anyMatch(each -> group.isOff(each.process()));
  }

  /** Returns whether it is a replacement that never became usable and holds nothing. */
  static boolean uselessAndEmpty(GroupView group, Member member, RunState run) {
    return member.replacement()
        && !member.leaving()
        && group.marks().borrowed() > 0
        && neverUsable(member)
        && holdsNothing(member, run);
  }

  static boolean holdsNothing(Member member, RunState run) {
    return member.nodeName().map(run.cluster()::movablePodsOn).orElse(0) == 0;
  }

  private static boolean neverUsable(Member member) {
    return switch (member.stage()) {
      case LAUNCHED, REGISTERED, FAILED -> true;
      default -> false;
    };
  }

  /** A node that somebody has opened again may have been given pods that we do not see yet. */
  private static boolean closed(Member member, RunState run) {
    return member.nodeName().flatMap(run.cluster()::node).map(Node::unschedulable).orElse(true);
  }

  private static boolean settled(Member member, RunState run, Instant now) {
    return member
        .nodeName()
        .flatMap(run.cluster()::drainingSince)
        .map(since -> !since.plus(SETTLE).isAfter(now))
        .orElse(true);
  }
}
