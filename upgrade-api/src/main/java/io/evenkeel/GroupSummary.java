package io.evenkeel;

import java.util.List;

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
    List<String> leftovers) {

  public GroupSummary {
    quarantined = List.copyOf(quarantined);
    givenBack = List.copyOf(givenBack);
    leftovers = List.copyOf(leftovers);
  }
}
