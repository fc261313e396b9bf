package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts evictions by workload, and those of pods that replace one that the run had evicted. */
public final class MovedOnce implements Rule {
  private final Court court;
  private final Map<String, Integer> evictions = new TreeMap<>();
  private final Map<String, Instant> firstEviction = new LinkedHashMap<>();
  private int relandings;

  MovedOnce(Court court) {
    this.court = court;
  }

  @Override
  public void accepted(Pod pod) {
    if (pod.terminating()) {
      return;
    }
    String workload =
        court.truth().workloadOf(pod).map(w -> w.key().toString()).orElse(pod.key().toString());
    evictions.merge(workload, 1, Integer::sum);
    Instant first = firstEviction.computeIfAbsent(workload, w -> court.timeline().now());
    if (!pod.meta().createdAt().isBefore(first)) {
      relandings++;
    }
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    court
        .permits()
        .relandings()
        .ifPresent(
            atMost -> {
              if (relandings > atMost) {
                court.violated(
                    Invariant.MOVED_ONCE,
                    relandings
                        + " pods were moved that replaced a pod the run had moved before, where "
                        + atMost
                        + " may be: "
                        + evictions);
              }
            });
  }

  public Map<String, Integer> evictions() {
    return new TreeMap<>(evictions);
  }

  public int relandings() {
    return relandings;
  }
}
