package io.evenkeel.engine.internal.state;

import io.evenkeel.Obstacle;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Evictions that were rejected for another reason than a budget, pod by pod. Each is tried again,
 * after longer and longer, since whoever rejects it may change their mind.
 */
public final class Refusals {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Map<String, Refusal> byUid = new LinkedHashMap<>();

  /**
   * Why a pod was not evicted.
   *
   * @param again when it is tried again
   */
  public record Refusal(
      Obstacle.Cause cause, String by, String because, Instant since, int times, Instant again) {}

  public Optional<Refusal> of(Pod pod) {
    return Optional.ofNullable(byUid.get(pod.uid()));
  }

  /** Returns until when the pod is left alone. */
  public Optional<Instant> pausedUntil(Pod pod, Instant now) {
    return of(pod).map(Refusal::again).filter(again -> again.isAfter(now));
  }

  public void note(Pod pod, Obstacle.Cause cause, String by, String because, Instant now) {
    Refusal before = byUid.get(pod.uid());
    int times = before == null ? 1 : before.times() + 1;
    Instant since = before == null ? now : before.since();
    byUid.put(pod.uid(), new Refusal(cause, by, because, since, times, now.plus(wait(times))));
  }

  public void forget(String uid) {
    byUid.remove(uid);
  }

  private static Duration wait(int times) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(times - 1, 5));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
