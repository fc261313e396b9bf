package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Levers;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.SizeStep;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of size that has been announced is carried out, observed and counted before anything
 * else is done to the group. After a crash the observed group tells whether it was carried out.
 */
final class PendingStepRule implements Rule {
  /** What a cloud tells of a change it tells within this time. */
  private static final Duration TELLING = Duration.ofMinutes(1);

  /** What was accepted shows within this time, unless others have undone it. */
  private static final Duration SHOWING = Duration.ofMinutes(5);

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    Optional<SizeStep> pending = group.marks().pending();
    if (pending.isEmpty()) {
      return List.of();
    }
    SizeStep step = pending.get();
    Duration lasts = Duration.between(step.announced().at(), now);
    return switch (step.seenIn(group.state(), group.work().step())) {
      case TOOK_EFFECT -> count(group, step, "the group shows the new size");
      case NOT_SHOWN ->
          lasts.compareTo(SHOWING) < 0
              ? look(group)
              : count(group, step, "the cloud tells of it, and others have changed the size since");
      case UNTOLD ->
          lasts.compareTo(TELLING) < 0
              ? look(group)
              : count(group, step, "the group has the new size, and nothing tells of others");
      case OVERTAKEN -> drop(group, "others changed the group meanwhile");
      case NOT_YET -> notYet(group, run, step, lasts);
    };
  }

  private static List<Decision> notYet(
      GroupView group, RunState run, SizeStep step, Duration lasts) {
    return switch (group.work().step()) {
      case ACCEPTED -> lasts.compareTo(SHOWING) < 0 ? look(group) : undone(group, run, step);
      case UNANSWERED -> lasts.compareTo(TELLING) < 0 ? look(group) : carryOut(group, run, step);
      case MAYBE, NOT_YET, REFUSED -> carryOut(group, run, step);
    };
  }

  /** It was accepted and does not show: others have set the size back, or it never came about. */
  private static List<Decision> undone(GroupView group, RunState run, SizeStep step) {
    boolean onlyMaximum = step instanceof SizeStep.Set && step.desiredDelta() == 0;
    if (onlyMaximum && run.levers().times(Levers.lowering(group.name())) == 1) {
      return drop(group, "it was accepted and does not show; it is asked for once more");
    }
    return step instanceof SizeStep.Set
        ? count(group, step, "it was accepted, and others have set the size back since")
        : drop(group, "it was accepted, and has not come about");
  }

  private static List<Decision> look(GroupView group) {
    return List.of(new Decision.Observe(group.name(), group.facts().observeEvery()));
  }

  private static List<Decision> carryOut(GroupView group, RunState run, SizeStep step) {
    if (step instanceof SizeStep.Set set) {
      boolean raise = set.desiredTo() > set.desiredFrom();
      if (!raise && group.state().present() > set.desiredTo()) {
        return drop(group, "instances have been launched meanwhile");
      }
      return raise && run.ending().isPresent()
          ? drop(group, "the run ends")
          : List.of(
              new Decision.ResizeGroup(
                  group.name(),
                  new Resize(set.desiredFrom(), set.maxFrom(), set.desiredTo(), set.maxTo()),
                  raise ? "surge is to be launched" : "what was borrowed is given back"));
    }
    return giveBack(group, run, ((SizeStep.GiveBack) step).instance());
  }

  private static List<Decision> giveBack(GroupView group, RunState run, String instance) {
    Optional<Member> member = group.member(instance).filter(m -> Leaving.mayGo(group, m, run));
    return member.isPresent()
        ? List.of(
            new Decision.Terminate(
                group.name(), instance, AfterTermination.GIVE_BACK, "it is empty and was borrowed"))
        : drop(group, "the node is not to go after all");
  }

  private static List<Decision> count(GroupView group, SizeStep step, String because) {
    return mark(group, group.marks().counted(step), because);
  }

  private static List<Decision> drop(GroupView group, String because) {
    return mark(group, group.marks().withoutPending(), because);
  }

  private static List<Decision> mark(GroupView group, GroupMarks marks, String because) {
    return List.of(new Decision.MarkGroup(group.name(), marks, because));
  }
}
