package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.util.List;

/**
 * How long the pods of one budget take at least to move, so many at once as it allows: each counts
 * as down until another one is Ready in its place.
 *
 * @param start how long the quickest of its pods took to become Ready
 * @param allowed how many may be down; none where nothing is known by it
 */
record BudgetTime(Budget budget, Duration start, int allowed) {

  static BudgetTime of(Coverage coverage, boolean mayBeOneMore) {
    int allowed = coverage.expected() - coverage.keeps();
    return new BudgetTime(
        coverage.budget(),
        quickest(coverage.pods()),
        allowed > 0 && mayBeOneMore ? allowed + 1 : allowed);
  }

  /** Returns the least time for those of the pods that it covers; the last ones are not awaited. */
  Duration least(PodsByPlace moving) {
    int rounds = rounds(covered(moving));
    return rounds > 1 ? start.multipliedBy(rounds - 1) : Duration.ZERO;
  }

  /** Returns the time that those pods fill, the last ones included. */
  Duration all(PodsByPlace moving) {
    return start.multipliedBy(rounds(covered(moving)));
  }

  private int rounds(int pods) {
    return allowed > 0 ? (pods + allowed - 1) / allowed : 0;
  }

  private int covered(PodsByPlace moving) {
    return (int) moving.coveredBy(budget).stream().filter(Pod::ready).count();
  }

  private static Duration quickest(List<Pod> pods) {
    return pods.stream()
        .flatMap(
            pod ->
                pod
                    .startedAt()
                    .flatMap(from -> pod.readySince().map(to -> Duration.between(from, to)))
                    .stream())
        .filter(time -> !time.isNegative())
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
