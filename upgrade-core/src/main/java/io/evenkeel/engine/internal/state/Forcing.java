package io.evenkeel.engine.internal.state;

import io.evenkeel.model.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The forced deletions that this process has sent: one pod of a budget at a time. */
public final class Forcing {
  private static final Duration BETWEEN = Duration.ofSeconds(60);

  private final Map<String, Duration> graces = new LinkedHashMap<>();
  private final Map<ObjectKey, Instant> last = new LinkedHashMap<>();

  public void sent(String podUid, Duration grace, ObjectKey budget, Instant now) {
    graces.put(podUid, grace);
    last.put(budget, now);
  }

  /** Returns with which grace the pod was last deleted by force. */
  public Optional<Duration> graceOf(String podUid) {
    return Optional.ofNullable(graces.get(podUid));
  }

  /** Returns when the next pod of that budget may be deleted by force. */
  public Optional<Instant> next(ObjectKey budget, Instant now) {
    return Optional.ofNullable(last.get(budget))
        .map(sent -> sent.plus(BETWEEN))
        .filter(next -> next.isAfter(now));
  }
}
