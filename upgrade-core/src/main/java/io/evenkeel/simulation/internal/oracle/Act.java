package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A write that a run sends. */
sealed interface Act {

  record Evict(Pod pod, Optional<Duration> grace) implements Act {}

  record Delete(Pod pod, Duration grace) implements Act {}

  record Patch(Node node, NodePatch patch) implements Act {}

  record WriteLease(LeaseRecord lease) implements Act {}

  /** A write to a group of the cloud. */
  sealed interface OnGroup extends Act {
    String group();
  }

  record Terminate(String group, String instance, AfterTermination after) implements OnGroup {}

  record SetSize(String group, Resize resize) implements OnGroup {}

  record Point(String group, TemplateVersion to) implements OnGroup {}

  record Suspend(String group, List<String> processes) implements OnGroup {}

  record Resume(String group, List<String> processes) implements OnGroup {}

  record Mark(String group, List<String> names) implements OnGroup {}

  /** Returns the pod that this act moves, where it does. */
  default Optional<Pod> moves() {
    if (this instanceof Evict evict) {
      return Optional.of(evict.pod());
    }
    return this instanceof Delete delete ? Optional.of(delete.pod()) : Optional.empty();
  }
}
