package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.LeaseRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * At the end the run has returned what it borrowed from groups: sizes by its own delta, processes
 * that it suspended, its tags, the pointer where the canary failed, and its lease.
 */
final class GroupsGivenBack implements Rule {
  private final Court court;
  private final Map<String, LinkedHashSet<String>> suspended = new LinkedHashMap<>();
  private Optional<LeaseRecord> lease = Optional.empty();

  GroupsGivenBack(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Suspend suspend) {
      court.group(suspend.group()).ifPresent(group -> suspends(group, suspend.processes()));
    } else if (call.act() instanceof Act.Resume resume) {
      court.group(resume.group()).ifPresent(group -> resumes(group, resume.processes()));
    }
  }

  private void suspends(GroupFile group, List<String> processes) {
    processes.stream()
        .filter(process -> !group.now().suspended().contains(process))
        .forEach(process -> suspendedIn(group).add(process));
  }

  private void resumes(GroupFile group, List<String> processes) {
    processes.stream()
        .filter(process -> group.now().suspended().contains(process))
        .filter(process -> !suspendedIn(group).contains(process))
        .forEach(
            process -> violated(group, "the run resumed " + process + ", which others suspended"));
  }

  @Override
  public void answered(Call call, Call.Result result) {
    if (call.act() instanceof Act.WriteLease write && result == Call.Result.DONE) {
      lease = Optional.of(write.lease());
    }
  }

  @Override
  public void beginsAnew() {
    court.groups().stream()
        .filter(group -> !court.toldOf(group.name()))
        .forEach(group -> processes(group, leftSuspended(group)));
    suspended.clear();
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    if (!Endings.wroteToTheEnd(outcome)) {
      return;
    }
    court.groups().forEach(group -> judge(group, outcome));
    lease
        .filter(this::isHeld)
        .filter(held -> court.groups().stream().noneMatch(group -> isStranded(group, outcome)))
        .ifPresent(
            held ->
                court.violated(
                    Invariant.GIVEN_BACK,
                    "lease " + held.name() + " is still held by " + held.holder()));
  }

  /** Where it cannot be written to the end, a lease lapses as it is meant to. */
  private boolean isHeld(LeaseRecord held) {
    Instant lapses = held.renewedAt().plus(held.duration());
    return !held.holder().isEmpty() && lapses.isAfter(court.timeline().now());
  }

  private void judge(GroupFile group, UpgradeOutcome outcome) {
    boolean told = !outcome.succeeded() && Endings.tellsLeftovers(outcome, group.name());
    if (group.sizes().borrowed() != 0 && !(told && group.sizes().borrowed() > 0)) {
      violated(group, "its desired size is off by " + group.sizes().borrowed());
    }
    boolean stays = told || isTakenByOthers(group, outcome);
    if (group.sizes().borrowedMax() != 0 && !(stays && group.sizes().borrowedMax() > 0)) {
      violated(group, "its maximum is off by " + group.sizes().borrowedMax());
    }
    if (!isStranded(group, outcome)) {
      marks(group);
    }
    processes(
        group, leftSuspended(group).filter(name -> !Endings.tells(outcome, group.name(), name)));
  }

  /**
   * Others have raised desired into the room that the run had lent: no maximum may be below that,
   * so that part of it stays, and the run says so.
   */
  private static boolean isTakenByOthers(GroupFile group, UpgradeOutcome outcome) {
    return group.now().max() == group.now().desired()
        && Endings.tellsLeftovers(outcome, group.name());
  }

  /** What it launched from is gone: the run says so, and leaves what the next one needs. */
  private static boolean isStranded(GroupFile group, UpgradeOutcome outcome) {
    return !outcome.succeeded()
        && !group.templates().canGoBack()
        && Endings.tellsLeftovers(outcome, group.name());
  }

  private void marks(GroupFile group) {
    List<String> left =
        group.now().tags().stream()
            .map(CloudGroup.Tag::key)
            .filter(key -> key.startsWith(Nodes.OURS))
            .toList();
    if (!left.isEmpty()) {
      violated(group, "it is left with the tags " + left);
    }
  }

  private Stream<String> leftSuspended(GroupFile group) {
    return suspendedIn(group).stream().filter(group.now().suspended()::contains);
  }

  private void processes(GroupFile group, Stream<String> left) {
    List<String> names = left.toList();
    if (!names.isEmpty()) {
      violated(group, "the processes " + names + " are left suspended");
    }
  }

  private LinkedHashSet<String> suspendedIn(GroupFile group) {
    return suspended.computeIfAbsent(group.name(), none -> new LinkedHashSet<>());
  }

  private void violated(GroupFile group, String what) {
    court.violated(Invariant.GIVEN_BACK, "group " + group.name() + ": " + what);
  }
}
