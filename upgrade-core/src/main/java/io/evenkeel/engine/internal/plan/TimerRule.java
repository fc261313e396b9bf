package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Stall;
import io.evenkeel.engine.internal.state.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes down since when things last that have a deadline and that no other mark tells of, so that
 * a new process does not begin their time anew: a stall, and of the replacements that are not
 * usable and the instances that are going the one that has kept us waiting longest. What is over
 * soon is not worth a mark.
 */
final class TimerRule implements Rule {
  private static final Duration WORTH = Duration.ofMinutes(2);
  private static final List<NodeStage> UNPROVEN =
      List.of(NodeStage.LAUNCHED, NodeStage.REGISTERED, NodeStage.READY);

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    Timers timers = timers(group, now);
    return timers.equals(group.marks().timers())
        ? List.of()
        : List.of(
            new Decision.MarkGroup(
                group.name(),
                group.marks().withTimers(timers),
                "a new process must not begin to wait anew"));
  }

  private static Timers timers(GroupView group, Instant now) {
    Timers timers = Timers.NONE;
    Optional<Stall> stall = group.stall().filter(Stall::told);
    if (stall.isPresent()) {
      timers = timers.withStall(stall.get().since());
    }
    Optional<Waiting> unusable =
        longest(
            group,
            UNPROVEN,
            m -> m.replacement() ? Optional.of(m.unusableSince()) : Optional.empty(),
            now);
    if (unusable.isPresent()) {
      timers = timers.withUnusable(unusable.get().member().id(), unusable.get().since());
    }
    Optional<Waiting> leaving =
        longest(group, List.of(NodeStage.TERMINATING), Member::leavingSince, now);
    return leaving.isPresent()
        ? timers.withLeaving(leaving.get().member().id(), leaving.get().since())
        : timers;
  }

  private record Waiting(Member member, Instant since) {}

  private static Optional<Waiting> longest(
      GroupView group,
      List<NodeStage> stages,
      Function<Member, Optional<Instant>> since,
      Instant now) {
    return stages.stream()
        .flatMap(stage -> group.at(stage).stream())
        .flatMap(m -> since.apply(m).map(s -> new Waiting(m, s)).stream())
        .filter(w -> Duration.between(w.since(), now).compareTo(WORTH) >= 0)
        .min(Comparator.comparing(Waiting::since).thenComparingInt(w -> w.member().number()));
  }
}
