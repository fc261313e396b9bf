package io.evenkeel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a run did, group by group. */
public record UpgradeSummary(
    String runId, Instant started, Instant ended, List<GroupSummary> groups) {

  public UpgradeSummary {
    groups = List.copyOf(groups);
  }

  public Duration took() {
    return Duration.between(started, ended);
  }

  public int replaced() {
    return groups.stream().mapToInt(GroupSummary::replaced).sum();
  }

  /** Returns the nodes of all groups that were not replaced, and what stood in the way. */
  public List<HinderedNode> hindered() {
    return groups.stream().flatMap(group -> group.hindered().stream()).toList();
  }
}
