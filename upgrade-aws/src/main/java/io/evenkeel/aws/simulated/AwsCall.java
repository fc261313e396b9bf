package io.evenkeel.aws.simulated;

import java.time.Instant;

/**
 * A call that the simulated endpoint has received.
 *
 * @param at when, in the cloud's time
 * @param action as a policy names it, such as {@code autoscaling:SetDesiredCapacity}
 * @param outcome {@code ok}, an error code, or {@code lost}
 */
public record AwsCall(Instant at, String action, String outcome) {

  /** Returns whether the caller was told that it may not do this. */
  public boolean denied() {
    return outcome.startsWith("AccessDenied") || outcome.equals("UnauthorizedOperation");
  }
}
