package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.model.VolumeAttachment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an emptied node waits for, and how long: Kubernetes detaches volumes by force after six
 * minutes, and target groups let go within their delay, so that what is still there ten minutes
 * later needs somebody to look at it.
 */
record Detaching(GroupView group, Member member, Node node, RunState run, Instant now) {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  boolean isOver() {
    return !holdsVolumes() && !TargetGroupRule.awaits(group, member, run);
  }

  /** Returns when the first of what is waited for is late; empty where nothing is. */
  Optional<Instant> limit() {
    return Stream.of(
            Optional.of(volumesLeaveBy()).filter(by -> holdsVolumes()),
            Optional.of(targetGroupsLetGoBy()).filter(by -> draining().findAny().isPresent()))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  Diagnosis diagnosis() {
    Diagnosis.Findings findings = new Diagnosis.Findings(now);
    Instant telling = begun().plus(Diagnosis.USUAL);
    for (VolumeAttachment volume : run.cluster().volumesOn(node.name())) {
      tell(findings, telling, obstacle(volume));
    }
    draining()
        .forEach(
            place ->
                tell(
                    findings,
                    leaving().plus(place.delay()).plus(Diagnosis.USUAL),
                    obstacle(place)));
    return findings.diagnosis();
  }

  private void tell(Diagnosis.Findings findings, Instant telling, Obstacle obstacle) {
    findings.lookAgain(telling);
    if (!telling.isAfter(now)) {
      findings.add(obstacle);
    }
  }

  boolean isLate() {
    return limit().filter(by -> !by.isAfter(now)).isPresent();
  }

  /** Returns how messages name what keeps the node. */
  String keeper() {
    return holdsVolumes() ? "its volumes do not leave it" : "its target groups do not let go of it";
  }

  /** What is still registered is not waited for: it is yet to be taken out. */
  private Stream<TargetRegistration> draining() {
    return !TargetGroupRule.awaits(group, member, run)
        ? Stream.empty()
        : member.instance().registrations().stream()
            .filter(place -> place.state() == TargetRegistration.State.DRAINING);
  }

  private boolean holdsVolumes() {
    return run.cluster().hasVolumes(node.name());
  }

  private Instant begun() {
    return run.cluster().soakingSince(node.name()).orElse(now).plus(group.drains().soak());
  }

  /** Whoever cannot look meanwhile cannot see that they have let go. */
  private Instant leaving() {
    Instant since = Marks.since(node, Marks.LEAVES_TARGET_GROUPS).orElse(now);
    return since.plus(run.course().missed(since, now));
  }

  private Instant volumesLeaveBy() {
    return begun().plus(PATIENCE);
  }

  private Instant targetGroupsLetGoBy() {
    Duration longest =
        draining()
            .map(TargetRegistration::delay)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    return leaving().plus(longest).plus(PATIENCE);
  }

  private Obstacle obstacle(VolumeAttachment volume) {
    return new Obstacle(
        Obstacle.Cause.VOLUME_ATTACHED,
        node.key(),
        List.of(volume.key()),
        Optional.of(begun()),
        Optional.of(volumesLeaveBy()),
        "volume " + volume.volume() + " is still attached to node " + node.name(),
        "look at the storage driver, and at the volume attachment " + volume.key().name());
  }

  private Obstacle obstacle(TargetRegistration place) {
    return new Obstacle(
        Obstacle.Cause.TARGET_GROUP,
        node.key(),
        List.of(),
        Optional.of(leaving()),
        Optional.of(targetGroupsLetGoBy()),
        "target group "
            + place.targetGroup()
            + " has not let go of node "
            + node.name()
            + ", although its delay of "
            + Words.time(place.delay())
            + " is over",
        "look at the health of its target " + member.id());
  }
}
