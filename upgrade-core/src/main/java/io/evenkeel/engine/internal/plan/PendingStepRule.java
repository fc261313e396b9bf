package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.SizeStep;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Resize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change of size that has been announced is carried out, observed and counted before anything
 * else is done to the group. After a crash the observed group tells whether it was carried out.
 */
final class PendingStepRule implements Rule {

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    Optional<SizeStep> pending = group.marks().pending();
    if (pending.isEmpty()) {
      return List.of();
    }
    SizeStep step = pending.get();
    return switch (step.seenIn(group.state())) {
      case TOOK_EFFECT -> mark(group, group.marks().counted(step), "the group shows the new size");
      case OVERTAKEN ->
          group.work().stepActed()
              ? mark(group, group.marks().counted(step), "it was carried out, and others went on")
              : mark(group, group.marks().withoutPending(), "others changed the group meanwhile");
      case NOT_YET -> carryOut(group, run, step);
    };
  }

  private static List<Decision> carryOut(GroupView group, RunState run, SizeStep step) {
    if (group.work().stepActed()) {
      return List.of(new Decision.Observe(group.name(), group.facts().observeEvery()));
    }
    if (step instanceof SizeStep.Set set) {
      boolean raise = set.desiredTo() > set.desiredFrom();
      if (!raise && group.state().present() > set.desiredTo()) {
        return mark(
            group, group.marks().withoutPending(), "instances have been launched meanwhile");
      }
      return raise && run.ending().isPresent()
          ? mark(group, group.marks().withoutPending(), "the run ends")
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
        : mark(group, group.marks().withoutPending(), "the node is not to go after all");
  }

  private static List<Decision> mark(GroupView group, GroupMarks marks, String because) {
    return List.of(new Decision.MarkGroup(group.name(), marks, because));
  }
}
