package io.evenkeel.simulation;

import java.time.Duration;

/**
 * How much what a simulated cloud shows of a group's instances may differ from the truth.
 *
 * @param newAreMissing how long an instance that was launched is not shown yet
 * @param deadAreShown how long an instance that is gone is still shown in service
 * @param pagesInAnyOrder whether instances are shown in another order each time
 */
public record DescribeConsistency(
    Duration newAreMissing, Duration deadAreShown, boolean pagesInAnyOrder) {

  /** Everything is shown as it is. */
  public static DescribeConsistency strong() {
    return new DescribeConsistency(Duration.ZERO, Duration.ZERO, false);
  }

  /** New instances are missing and dead ones are shown for that long, in any order. */
  public static DescribeConsistency eventual(Duration lag) {
    return new DescribeConsistency(lag, lag, true);
  }
}
