package io.evenkeel.engine.internal.plan;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.AgendaItem;
import io.evenkeel.engine.internal.state.CanaryMark;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The first replacement proves the target before any other node is touched. The group launches from
 * the target for that one launch only, and then from the original again until the canary has
 * passed.
 */
final class CanaryRule implements Rule {
  private static final int MOST_LOSSES = 4;

  @Override
  public List<Decision> decide(GroupView group, RunState run, Instant now) {
    CanaryMark mark = group.marks().canary();
    if (mark instanceof CanaryMark.None) {
      return begin(group, run, now);
    }
    if (mark instanceof CanaryMark.Launching launching) {
      return launch(group, run, launching, now);
    }
    if (mark instanceof CanaryMark.Judged judged) {
      return judge(group, run, judged, now);
    }
    return List.of();
  }

  private static List<Decision> begin(GroupView group, RunState run, Instant now) {
    boolean inPlace = group.surgeLimit() == 0;
    if (UnusedRule.goesOn(group)) {
      // What goes without a replacement goes first.
      return List.of();
    }
    if (run.course().paused() || (inPlace && CanaryPlace.leavable(group, run, now).isEmpty())) {
      return List.of();
    }
    return mark(group, new CanaryMark.Launching(now, 0), "the first replacement is to be launched");
  }

  private static List<Decision> launch(
      GroupView group, RunState run, CanaryMark.Launching launching, Instant now) {
    Optional<Member> canary = CanaryPlace.launched(group);
    TemplateVersion target = group.target().template().orElseThrow();
    if (canary.isPresent()) {
      return group.state().pointer().equals(original(group)) || target.equals(original(group))
          ? mark(
              group,
              new CanaryMark.Judged(canary.get().id(), now, launching.losses(), Optional.empty()),
              "the canary " + canary.get().id() + " has been launched")
          : point(group, original(group), "only the canary is launched from the target for now");
    }
    if (isOver(left(group, launching, run, now))) {
      return notLaunched(group);
    }
    boolean room =
        !CanaryPlace.slotsAreTaken(group)
            || CanaryPlace.leavable(group, run, now).isPresent()
            || CanaryPlace.isMade(group, run);
    TemplateVersion wanted = room ? target : original(group);
    if (!group.state().pointer().equals(wanted)) {
      return point(
          group,
          wanted,
          room ? "the canary is launched from the target" : "there is no room for a canary yet");
    }
    return order(group, run, launching, now);
  }

  private static List<Decision> order(
      GroupView group, RunState run, CanaryMark.Launching launching, Instant now) {
    if (run.course().paused()) {
      return List.of();
    }
    int wanted = CanaryPlace.roomFor(group);
    if (group.state().desired() < wanted) {
      return Sizes.raise(group, wanted, "room for the canary", now);
    }
    if (!CanaryPlace.slotsAreTaken(group)) {
      return look(group, launching, run, now);
    }
    Optional<Member> place = CanaryPlace.leavable(group, run, now);
    if (place.isPresent() && group.marks().borrowed() > group.surgeLimit()) {
      String because = place.get().label() + " is empty, and others have made the group smaller";
      return Sizes.giveBack(group, place.get().id(), because, now);
    }
    // What goes is replaced from the pointer: one that was confirmed may not have come about.
    return place.isPresent() && group.showsPointer() && !CanaryPlace.shrinks(group)
        ? List.of(
            new Decision.Terminate(
                group.name(),
                place.get().id(),
                AfterTermination.REPLACE,
                "the canary takes its place"))
        : look(group, launching, run, now);
  }

  private static List<Decision> look(
      GroupView group, CanaryMark.Launching launching, RunState run, Instant now) {
    return List.of(
        new Decision.Observe(group.name(), group.facts().observeEvery()),
        new Decision.Wake(new AgendaItem.OfGroup(group.name()), left(group, launching, run, now)));
  }

  private static Duration left(
      GroupView group, CanaryMark.Launching launching, RunState run, Instant now) {
    return group.plan().canary().patience().minus(run.course().lasts(launching.since(), now));
  }

  private static List<Decision> judge(
      GroupView group, RunState run, CanaryMark.Judged judged, Instant now) {
    TemplateVersion target = group.target().template().orElseThrow();
    if (group.state().pointer().equals(target) && !target.equals(original(group))) {
      return point(group, original(group), "only the canary is launched from the target for now");
    }
    Optional<Member> canary = group.member(judged.instance()).filter(m -> !m.leaving());
    if (canary.isEmpty()) {
      return lost(group, judged, now);
    }
    if (canary.get().stage() == NodeStage.FAILED) {
      return failed(
          group,
          FailureReason.CANARY_FAILED,
          "the canary " + canary.get().label() + " did not become usable in time");
    }
    if (!run.course().paused() && lacksRoom(group)) {
      return Sizes.raise(group, group.base() + 1, "the canary came without the surge for it", now);
    }
    boolean well = CanaryWatch.isWell(group, run, judged);
    Optional<Instant> since = well ? Optional.of(wellSince(group, judged, now)) : Optional.empty();
    if (!since.equals(judged.well())) {
      return mark(
          group,
          judged.withWell(since),
          well ? "all is well with the canary from now on" : "not all is well with the canary");
    }
    return judged.well().isPresent()
        ? proven(group, canary.get(), judged.well().get(), now)
        : waitForProof(group, run, judged, now);
  }

  /** What has ailed for a moment, while its mark could not be written, must be well anew. */
  private static Instant wellSince(GroupView group, CanaryMark.Judged judged, Instant now) {
    return judged.well().filter(since -> !group.canaryProof().ailedSince(since)).orElse(now);
  }

  /** A canary that somebody or something has taken away says nothing about the target. */
  private static List<Decision> lost(GroupView group, CanaryMark.Judged judged, Instant now) {
    int losses = judged.losses() + 1;
    return losses < MOST_LOSSES
        ? mark(
            group, new CanaryMark.Launching(now, losses), "the canary is gone, and another follows")
        : failed(
            group,
            FailureReason.CANARY_FAILED,
            "the canary is gone, as were " + judged.losses() + " before it" + why(group));
  }

  private static List<Decision> waitForProof(
      GroupView group, RunState run, CanaryMark.Judged judged, Instant now) {
    Duration patience = group.plan().canary().patience();
    Duration lasts = run.course().lasts(judged.since(), now);
    return lasts.compareTo(patience.plus(group.drains().timeout())) >= 0
        ? failed(
            group,
            FailureReason.CANARY_FAILED,
            "the pods of the first drained node did not become Ready in time")
        : List.of(
            new Decision.Wake(
                new AgendaItem.OfGroup(group.name()), untilNext(patience.minus(lasts))));
  }

  /** What others have launched may be the canary: then no node can be spared to prove it. */
  private static boolean lacksRoom(GroupView group) {
    return group.surgeLimit() > 0 && group.state().desired() < group.base() + 1;
  }

  private static List<Decision> proven(GroupView group, Member canary, Instant well, Instant now) {
    Instant proof = well.plus(group.plan().canary().proof());
    if (proof.isAfter(now)) {
      return List.of(
          new Decision.Wake(new AgendaItem.OfGroup(group.name()), Duration.between(now, proof)));
    }
    String because = "it is usable, and what moved to the new node is well";
    return List.of(
        new Decision.MarkGroup(
            group.name(), group.marks().withCanary(new CanaryMark.Passed()), because),
        new Decision.Tell(
            new UpgradeEvent.CanaryJudged(
                now, group.name(), canary.label(), UpgradeEvent.CanaryVerdict.PASSED, because)));
  }

  private static boolean isOver(Duration left) {
    return left.isNegative() || left.isZero();
  }

  private static Duration untilNext(Duration left) {
    return isOver(left) ? Duration.ofSeconds(30) : left;
  }

  static TemplateVersion original(GroupView group) {
    return group.marks().pointer().orElse(group.state().pointer());
  }

  private static String why(GroupView group) {
    return group.state().recentFailure().map(f -> ": " + f).orElse("");
  }

  private static List<Decision> point(GroupView group, TemplateVersion to, String because) {
    return List.of(new Decision.Point(group.name(), group.state().pointer(), to, because));
  }

  private static List<Decision> mark(GroupView group, CanaryMark canary, String because) {
    return List.of(new Decision.MarkGroup(group.name(), group.marks().withCanary(canary), because));
  }

  private static List<Decision> notLaunched(GroupView group) {
    boolean withoutSurge = group.surgeLimit() > 0 && group.unavailableLimit() > 0;
    return List.of(
        new Decision.End(
            new Ending.Failing(
                FailureReason.NO_CAPACITY,
                "node group " + group.name() + ": no canary was launched in time" + why(group),
                "mend what keeps new instances from being launched"
                    + (withoutSurge
                        ? ", or plan with maxSurge(nodes(0)): the limits let a node go first, and"
                            + " the new one takes its place"
                        : ""))));
  }

  private static List<Decision> failed(GroupView group, FailureReason reason, String message) {
    return List.of(
        new Decision.End(
            new Ending.Failing(
                reason,
                "node group " + group.name() + ": " + message,
                "look at the instance's system log and at "
                    + group.target().description()
                    + "; the other nodes have not been replaced")));
  }
}
