package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupMarks;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.engine.internal.state.Sent;
import io.evenkeel.engine.internal.state.SizeStep;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of size that has been announced is carried out, observed and counted before anything
 * else is done to the group. After a crash the observed group tells whether it was carried out.
 */
final class PendingStepRule implements Rule {
  /** What a cloud tells of a change it tells within this time. */
  private static final Duration TELLING = Duration.ofMinutes(1);

  /** A group shows what its cloud tells of it within this time, unless others have undone it. */
  private static final Duration SHOWING = Duration.ofMinutes(5);

  /** What was accepted shows within this time, or is told; else it has not come about. */
  private static final Duration HEEDED_WITHIN = Duration.ofMinutes(3);

  /** What was launched is listed within this time, and what was announced is shown. */
  private static final Duration LISTED_WITHIN = Duration.ofMinutes(2);

  /** An older look than that hides too much of what others do to set a size by it. */
  private static final Duration RECENT = Duration.ofSeconds(30);

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    Optional<SizeStep> pending = group.marks().pending();
    if (pending.isEmpty()) {
      return List.of();
    }
    SizeStep step = pending.get();
    SizeStep told = step.asTold(group.state(), group.work().step());
    if (!told.equals(step)) {
      return mark(
          group, group.marks().withPending(told), "the cloud tells from which size it was changed");
    }
    Instant since = group.work().sentAt().orElse(step.announced().at());
    Duration lasts = Duration.between(since, now);
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
      case DOUBTFUL ->
          lasts.compareTo(HEEDED_WITHIN) < 0
              ? look(group)
              : drop(group, "the instance went by other hands, and its place was not given back");
      case AT_ODDS ->
          lasts.compareTo(HEEDED_WITHIN) < 0
              ? look(group)
              : count(group, step, "it was accepted, and others have changed the size since");
      case OVERTAKEN -> drop(group, "others changed the group meanwhile");
      case NOT_YET -> notYet(group, run, step, lasts, now);
    };
  }

  private static List<Decision> notYet(
      GroupView group, RunState run, SizeStep step, Duration lasts, Instant now) {
    return switch (group.work().step()) {
      case ACCEPTED ->
          lasts.compareTo(HEEDED_WITHIN) < 0 ? look(group) : unheeded(group, run, step);
      case UNANSWERED ->
          lasts.compareTo(TELLING) < 0 ? look(group) : carryOut(group, run, step, lasts, now);
      case MAYBE, NOT_YET, REFUSED -> carryOut(group, run, step, lasts, now);
    };
  }

  /**
   * It was accepted, and neither the group nor what its cloud tells has shown it since: it has not
   * come about, and is asked for again, a few times at most.
   */
  private static List<Decision> unheeded(GroupView group, RunState run, SizeStep step) {
    List<Decision> decisions =
        new ArrayList<>(drop(group, "it was accepted, and has not come about"));
    if (step instanceof SizeStep.Set && group.work().defiesNextResize()) {
      decisions.add(new Decision.End(defied(group, step)));
    }
    return decisions;
  }

  private static Ending defied(GroupView group, SizeStep step) {
    return Unheeded.ending(
        group,
        "a change of its size was confirmed again and again, and has not come about (" + step + ")",
        "the group as it is");
  }

  private static List<Decision> look(GroupView group) {
    return List.of(new Decision.Observe(group.name(), group.facts().observeEvery()));
  }

  private static List<Decision> carryOut(
      GroupView group, RunState run, SizeStep step, Duration lasts, Instant now) {
    if (step instanceof SizeStep.Set set) {
      return set.desiredTo() > set.desiredFrom()
          ? raise(group, run, set, lasts)
          : lower(group, set, lasts);
    }
    return giveBack(group, run, ((SizeStep.GiveBack) step).instance(), now);
  }

  /** What an older look shows may be less than what others have asked for since. */
  private static List<Decision> raise(
      GroupView group, RunState run, SizeStep.Set set, Duration lasts) {
    if (run.ending().isPresent()) {
      return drop(group, "the run ends");
    }
    return isAsAnnounced(group, set) || lasts.compareTo(LISTED_WITHIN) >= 0
        ? resize(group, set, "surge is to be launched")
        : look(group);
  }

  private static List<Decision> lower(GroupView group, SizeStep.Set set, Duration lasts) {
    if (group.state().present() > set.desiredTo()) {
      return drop(group, "instances have been launched meanwhile");
    }
    if (isOldLook(group, set, lasts)) {
      return drop(group, "it was seen late, and what others have done since would not show");
    }
    boolean mayLower = set.desiredTo() == set.desiredFrom() || launchFails(group);
    return (mayLower && isAsAnnounced(group, set)) || lasts.compareTo(LISTED_WITHIN) >= 0
        ? resize(group, set, "what was borrowed is given back")
        : look(group);
  }

  /** Below what is launched a group must not be set: it would choose what goes. */
  private static boolean launchFails(GroupView group) {
    return group.state().recentFailure().isPresent();
  }

  /**
   * What is looked at is as old as the announcement that it shows, which is made anew as long as
   * nothing was sent; a cloud that is always late is not waited for without end.
   */
  private static boolean isOldLook(GroupView group, SizeStep.Set set, Duration lasts) {
    return isAsAnnounced(group, set)
        && lasts.compareTo(RECENT) > 0
        && group.work().step() == Sent.NOT_YET
        && !group.work().isAlwaysLate();
  }

  /** Returns whether the group is looked at as it was announced to be, or later. */
  private static boolean isAsAnnounced(GroupView group, SizeStep.Set set) {
    return set.toString().equals(group.state().marks().get("pending"));
  }

  private static List<Decision> resize(GroupView group, SizeStep.Set set, String because) {
    Resize resize = new Resize(set.desiredFrom(), set.maxFrom(), set.desiredTo(), set.maxTo());
    return List.of(new Decision.ResizeGroup(group.name(), resize, because));
  }

  private static List<Decision> giveBack(
      GroupView group, RunState run, String instance, Instant now) {
    Optional<Member> member = group.member(instance).filter(m -> Leaving.mayGo(group, m, run, now));
    return member.isPresent()
        ? List.of(
            new Decision.Terminate(
                group.name(),
                instance,
                AfterTermination.GIVE_BACK,
                member.get().unused().isPresent()
                    ? "it is empty and nobody needs it"
                    : "it is empty and was borrowed"))
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
