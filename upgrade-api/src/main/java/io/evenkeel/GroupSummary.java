package io.evenkeel;

import java.util.List;
import java.util.Optional;

/**
 * What a run did to one group.
 *
 * @param replaced instances that were replaced
 * @param quarantined nodes that were left closed
 * @param evictions evictions that were accepted, and deletions
 * @param podsMoved pods that had to move; evictions over pods moved is 1.0 at best
 * @param peakSurge the most instances above the group's own size
 * @param givenBack what was borrowed or changed, and is as before
 * @param leftovers what is not as before, and why
 * @param hindered nodes that were not replaced, and what stood in the way
 * @param newerTarget what the plan's target means by now, where it has moved on during the run; the
 *     run has kept to the one that it had pinned
 * @param removed nodes that nobody needed, and that went without a replacement
 * @param kind what the group is to people
 */
public record GroupSummary(
    String group,
    String target,
    int replaced,
    List<String> quarantined,
    int evictions,
    int podsMoved,
    int peakSurge,
    List<String> givenBack,
    List<String> leftovers,
    List<HinderedNode> hindered,
    Optional<String> newerTarget,
    List<RemovedNode> removed,
    Kind kind) {

  /** What the group is to people. */
  public enum Kind {
    NODE_GROUP,
    NODE_POOL;

    @Override
    public String toString() {
      return this == NODE_GROUP ? "node group" : "node pool";
    }
  }

  public GroupSummary {
    removed = List.copyOf(removed);
    hindered = List.copyOf(hindered);
    quarantined = List.copyOf(quarantined);
    givenBack = List.copyOf(givenBack);
    leftovers = List.copyOf(leftovers);
  }

  /** Returns the summary of a group of which no node was hindered. */
  public GroupSummary(
      String group,
      String target,
      int replaced,
      List<String> quarantined,
      int evictions,
      int podsMoved,
      int peakSurge,
      List<String> givenBack,
      List<String> leftovers) {
    this(
        group,
        target,
        replaced,
        quarantined,
        evictions,
        podsMoved,
        peakSurge,
        givenBack,
        leftovers,
        List.of(),
        Optional.empty(),
        List.of(),
        Kind.NODE_GROUP);
  }
}
