package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.VolumeAttachment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long an emptied node waits for its volumes: Kubernetes detaches them by force after six
 * minutes, so that one which is still there after ten needs somebody to look at it.
 */
final class Detaching {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Detaching() {}

  static Instant limit(GroupView group, Node node, RunState run, Instant now) {
    return begun(group, node, run, now).plus(PATIENCE);
  }

  static Diagnosis diagnosis(GroupView group, Node node, RunState run, Instant now) {
    Instant begun = begun(group, node, run, now);
    Diagnosis.Findings findings = new Diagnosis.Findings(now);
    Instant telling = begun.plus(Diagnosis.USUAL);
    for (VolumeAttachment volume : run.cluster().volumesOn(node.name())) {
      findings.lookAgain(telling);
      if (!telling.isAfter(now)) {
        findings.add(obstacle(node, volume, begun, limit(group, node, run, now)));
      }
    }
    return findings.diagnosis();
  }

  private static Instant begun(GroupView group, Node node, RunState run, Instant now) {
    return run.cluster().soakingSince(node.name()).orElse(now).plus(group.drains().soak());
  }

  private static Obstacle obstacle(
      Node node, VolumeAttachment volume, Instant begun, Instant limit) {
    return new Obstacle(
        Obstacle.Cause.VOLUME_ATTACHED,
        node.key(),
        List.of(volume.key()),
        Optional.of(begun),
        Optional.of(limit),
        "volume " + volume.volume() + " is still attached to node " + node.name(),
        "look at the storage driver, and at the volume attachment " + volume.key().name());
  }
}
