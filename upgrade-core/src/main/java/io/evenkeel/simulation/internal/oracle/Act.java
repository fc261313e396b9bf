package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Rescale;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A write that a run sends. */
sealed interface Act {

  record Evict(Pod pod, Optional<Duration> grace) implements Act {}

  record Delete(Pod pod, Duration grace) implements Act {}

  record Patch(Node node, NodePatch patch) implements Act {}

  record Scale(Workload workload, Rescale change) implements Act {}

  record WriteLease(LeaseRecord lease) implements Act {}

  /** A write to a group of the cloud. */
  sealed interface OnGroup extends Act {
    String group();
  }

  record Terminate(String group, String instance, AfterTermination after) implements OnGroup {}

  record Deregister(String group, String instance) implements OnGroup {}

  record SetSize(String group, Resize resize) implements OnGroup {}

  record Point(String group, TemplateVersion to) implements OnGroup {}

  record Suspend(String group, List<String> processes) implements OnGroup {}

  record Resume(String group, List<String> processes) implements OnGroup {}

  record Mark(String group, Map<String, String> marks) implements OnGroup {}

  record Unmark(String group, List<String> names) implements OnGroup {}

  /** A write to a node pool. */
  sealed interface OnPool extends Act {
    String pool();
  }

  record Remove(String pool, NodeClaim claim) implements OnPool {}

  record ChangePool(String pool, String what) implements OnPool {}

  /** Returns whether it takes the mark of an outdated node away from that one. */
  default boolean unmarks(Node node) {
    return this instanceof Patch patch
        && patch.node().uid().equals(node.uid())
        && patch.patch().removeTaints().stream().anyMatch(t -> t.key().equals(Nodes.OUTDATED));
  }

  /**
   * Returns whether it writes down that the canary of the group has passed: as a mark of the group,
   * or in the copy of that in the lease, which is written before it and may be all that a dead
   * process has left.
   */
  default boolean callsProven(String group) {
    if (this instanceof Mark mark) {
      return mark.group().equals(group) && "passed".equals(mark.marks().get("canary"));
    }
    return this instanceof WriteLease write
        && write.lease().data().values().stream()
            .map(copy -> List.of(copy.split("\n")))
            .anyMatch(copy -> copy.containsAll(List.of("group=" + group, "canary=passed")));
  }

  /** Returns whether it writes down that the run ends before it is done. */
  default boolean givesUp() {
    return this instanceof WriteLease write && write.lease().data().containsKey("ending");
  }

  /** Returns what it is, for people. */
  default String told() {
    if (this instanceof Evict evict) {
      return "an eviction of " + evict.pod().key().path();
    } else if (this instanceof Delete delete) {
      return "a deletion of " + delete.pod().key().path();
    } else if (this instanceof Patch patch) {
      return "a write to node " + patch.node().name();
    } else if (this instanceof Scale scale) {
      return "a change of the replicas of " + scale.workload().key();
    } else if (this instanceof Terminate terminate) {
      return "a termination of instance " + terminate.instance();
    }
    if (this instanceof Remove remove) {
      return "a removal of node claim " + remove.claim().name();
    } else if (this instanceof OnPool write) {
      return "a write to node pool " + write.pool();
    }
    return this instanceof OnGroup write
        ? "a write to group " + write.group()
        : "a write to a lease";
  }

  /** Returns the pod that this act moves, where it does. */
  default Optional<Pod> moves() {
    if (this instanceof Evict evict) {
      return Optional.of(evict.pod());
    }
    return this instanceof Delete delete ? Optional.of(delete.pod()) : Optional.empty();
  }
}
