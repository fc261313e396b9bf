package io.evenkeel.engine.internal.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/** How many pods may still be asked to leave within the minute that ends now. */
public final class EvictionPace {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final ArrayDeque<Instant> sent = new ArrayDeque<>();
  private int most = Integer.MAX_VALUE;
  private Optional<Instant> unknownUntil = Optional.empty();

  /** Sets the most evictions of any minute. */
  public void limit(int perMinute) {
    most = perMinute;
  }

  /** Notes that another process may have used the last minute up, which nobody has counted. */
  public void unknownBefore(Instant now) {
    if (most < Integer.MAX_VALUE) {
      unknownUntil = Optional.of(now.plus(WINDOW));
    }
  }

  /** Returns how many pods may be asked to leave now. */
  public int free(Instant now) {
    if (unknownUntil.filter(until -> until.isAfter(now)).isPresent()) {
      return 0;
    }
    long recent = sent.stream().filter(when -> when.plus(WINDOW).isAfter(now)).count();
    return (int) Math.max(0, most - recent);
  }

  /** Returns when the next pod may be asked to leave, where none may now. */
  public Instant nextAfter(Instant now) {
    Instant known = unknownUntil.filter(until -> until.isAfter(now)).orElse(now);
    Instant oldest = sent.isEmpty() ? now : sent.peekFirst().plus(WINDOW);
    return oldest.isAfter(known) ? oldest : known;
  }

  public void sent(Instant now) {
    if (most < Integer.MAX_VALUE) {
      while (sent.size() >= most) {
        sent.removeFirst();
      }
      sent.addLast(now);
    }
  }
}
