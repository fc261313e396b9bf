package io.evenkeel.examples.joined;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** How low the watch has seen what must not fall: available nodes, and ready pods of a budget. */
final class Lows {
  private final int members;
  private final int maxUnavailable;
  private final List<SeenPod> movable;
  private final List<String> violations;
  private volatile int missingByOthers;
  private final Map<String, Integer> lowest = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> wanted = new ConcurrentSkipListMap<>();

  /**
   * Knows what there is while nothing is missing.
   *
   * @param violations where it is told what has fallen too low
   */
  Lows(int members, int maxUnavailable, List<SeenPod> movable, List<String> violations) {
    this.members = members;
    this.maxUnavailable = maxUnavailable;
    this.movable = movable;
    this.violations = violations;
  }

  /** Others close so many nodes for which the run is not to be blamed. */
  void mayMiss(int nodes) {
    missingByOthers = nodes;
  }

  Map<String, Integer> lowest() {
    return lowest;
  }

  void look(ClusterPicture now) {
    now.budgets().forEach(budget -> lookAt(budget, now));
    int available =
        (int) now.nodes().stream().filter(node -> ofGroup(node) && node.available()).count();
    note("available nodes", available, members - maxUnavailable - missingByOthers);
  }

  private static boolean ofGroup(SeenNode node) {
    return node.labels().containsKey(Landscape.NODE_LABEL);
  }

  private void lookAt(SeenBudget budget, ClusterPicture now) {
    int expected = (int) movable.stream().filter(budget::covers).count();
    int up = (int) now.pods().stream().filter(pod -> budget.covers(pod) && pod.up()).count();
    // What was allowed to go before a budget was tightened may be seen to go only after that.
    int least = wanted.merge(budget.name(), budget.wanted(expected), Math::min);
    note("ready pods of " + budget.name(), up, least);
  }

  private void note(String what, int is, int least) {
    int before = lowest.getOrDefault(what, Integer.MAX_VALUE);
    lowest.put(what, Math.min(before, is));
    if (is < least && is < before) {
      violations.add("%s: %d %s, at least %d are wanted".formatted(Instant.now(), is, what, least));
    }
  }
}
