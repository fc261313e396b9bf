package io.evenkeel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run did, group by group.
 *
 * @param updates what became of the control plane and its add-ons, in the order of its end
 */
public record UpgradeSummary(
    String runId,
    Instant started,
    Instant ended,
    List<UpdateSummary> updates,
    List<GroupSummary> groups) {

  public UpgradeSummary {
    updates = List.copyOf(updates);
    groups = List.copyOf(groups);
  }

  /** Returns what a run did that left the control plane alone. */
  public UpgradeSummary(String runId, Instant started, Instant ended, List<GroupSummary> groups) {
    this(runId, started, ended, List.of(), groups);
  }

  public Duration took() {
    return Duration.between(started, ended);
  }

  public int replaced() {
    return groups.stream().mapToInt(GroupSummary::replaced).sum();
  }

  /** Returns how many nodes went that nobody needed, and for which nothing has come. */
  public int removed() {
    return groups.stream().mapToInt(group -> group.removed().size()).sum();
  }

  /** Returns the nodes of all groups that were not replaced, and what stood in the way. */
  public List<HinderedNode> hindered() {
    return groups.stream().flatMap(group -> group.hindered().stream()).toList();
  }
}
