package io.evenkeel.aws.internal;

import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.spi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeInsightsRefreshResponse;
import software.amazon.awssdk.services.eks.model.InsightsRefreshStatus;

/** Has insights refreshed where they are too old to judge by, and waits for it. */
final class InsightFreshness {
  /** EKS refreshes insights by itself once a day. */
  private static final Duration STALE = Duration.ofHours(25);

  /** A version that has been refreshed so lately is not there for another reason. */
  private static final Duration JUST_NOW = Duration.ofHours(1);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

  private final EksClient eks;
  private final Calls calls;
  private final InstantSource clock;

  InsightFreshness(EksClient eks, Calls calls, InstantSource clock) {
    this.eks = eks;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Makes sure that the insights may be judged by.
   *
   * @param complete whether they tell of every version that is asked about
   * @throws Stop where they are being refreshed, so that asking again later may work
   */
  void require(String cluster, List<UpgradeCheck> insights, boolean complete) {
    Duration limit = complete ? STALE : JUST_NOW;
    Instant newest =
        insights.stream()
            .map(UpgradeCheck::lastRefreshed)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    if (complete && isFresh(newest, limit)) {
      return;
    }
    Optional<DescribeInsightsRefreshResponse> last = lastRefresh(cluster);
    if (last.filter(refresh -> refresh.status() == InsightsRefreshStatus.IN_PROGRESS).isPresent()) {
      throw beingRefreshed();
    }
    if (last.filter(refresh -> isFresh(ended(refresh), limit)).isEmpty()) {
      calls.write(
          Action.START_INSIGHTS_REFRESH,
          () -> eks.startInsightsRefresh(r -> r.clusterName(cluster)));
      throw beingRefreshed();
    }
  }

  private boolean isFresh(Instant when, Duration limit) {
    return when.plus(limit).isAfter(clock.instant());
  }

  private static Instant ended(DescribeInsightsRefreshResponse refresh) {
    return refresh.endedAt() == null ? Instant.EPOCH : refresh.endedAt();
  }

  private Optional<DescribeInsightsRefreshResponse> lastRefresh(String cluster) {
    try {
      return Optional.of(
          calls.read(
              Action.DESCRIBE_INSIGHTS_REFRESH,
              () -> eks.describeInsightsRefresh(r -> r.clusterName(cluster))));
    } catch (Stop stop) {
      if (stop.problem() instanceof Answer.Missing<?>) {
        return Optional.empty();
      }
      throw stop;
    }
  }

  private static Stop beingRefreshed() {
    return new Stop(
        new Answer.Throttled<>(
            LOOK_AGAIN,
            "the upgrade insights of the cluster are being refreshed; look again soon"));
  }
}
