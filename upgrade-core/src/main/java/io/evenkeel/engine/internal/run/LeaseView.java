package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.LeaseUnreadableException;
import io.evenkeel.engine.internal.act.LeaseTimes;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Looks at a lease of somebody else again and again until it shows what is waited for. How long its
 * holder has been silent is measured on this process' own clock, so that no skew matters.
 */
final class LeaseView {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ClusterClient cluster;
  private final Timeline timeline;
  private final PlugInCalls calls;
  private final LeaseTimes times;
  private Instant lastRenewal = Instant.MIN;
  private Duration heardAt;
  private Duration readAt;

  LeaseView(ClusterClient cluster, Timeline timeline, PlugInCalls calls, LeaseTimes times) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.calls = calls;
    this.times = times;
    this.heardAt = timeline.elapsed();
    this.readAt = timeline.elapsed();
  }

  /**
   * Looks until the answer is there.
   *
   * @param answer is given what each look shows, and is empty while there is nothing to say
   */
  <T> CompletionStage<T> until(Function<Optional<LeaseRecord>, Optional<T>> answer) {
    CompletableFuture<T> result = new CompletableFuture<>();
    look(answer, result);
    return result;
  }

  private <T> void look(
      Function<Optional<LeaseRecord>, Optional<T>> answer, CompletableFuture<T> result) {
    Statuses.lease(cluster, calls)
        .whenComplete(
            (lease, fault) -> {
              if (fault != null) {
                blind(fault, answer, result);
              } else {
                seen(lease, answer, result);
              }
            });
  }

  private <T> void seen(
      Optional<LeaseRecord> lease,
      Function<Optional<LeaseRecord>, Optional<T>> answer,
      CompletableFuture<T> result) {
    readAt = timeline.elapsed();
    lease
        .filter(l -> !l.renewedAt().equals(lastRenewal))
        .ifPresent(
            l -> {
              lastRenewal = l.renewedAt();
              heardAt = timeline.elapsed();
            });
    try {
      answer.apply(lease).ifPresentOrElse(result::complete, () -> again(answer, result));
    } catch (RuntimeException fault) {
      result.completeExceptionally(fault);
    }
  }

  private <T> void again(
      Function<Optional<LeaseRecord>, Optional<T>> answer, CompletableFuture<T> result) {
    timeline.schedule(EVERY, () -> look(answer, result));
  }

  private <T> void blind(
      Throwable fault,
      Function<Optional<LeaseRecord>, Optional<T>> answer,
      CompletableFuture<T> result) {
    boolean tooLong = timeline.elapsed().compareTo(readAt.plus(times.duration())) > 0;
    if (tooLong || !(Closing.cause(fault) instanceof LeaseUnreadableException)) {
      result.completeExceptionally(Closing.cause(fault));
    } else {
      again(answer, result);
    }
  }

  /** Returns whether the holder has been silent for longer than one that lives would be. */
  boolean silent(LeaseRecord lease) {
    Duration lasts =
        lease.duration().compareTo(times.duration()) > 0 ? lease.duration() : times.duration();
    return timeline.elapsed().compareTo(heardAt.plus(lasts).plus(times.callLimit())) > 0;
  }
}
