package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.model.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers for a minute how large the nodes of a pool are, by kind of machine, as long as its
 * template is the same.
 */
final class RoomMemory {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, Known> known = new HashMap<>();

  /** How large the nodes of a template were found to be, and when. */
  private record Known(Instant at, String hash, Resources room) {
    boolean holds(PoolObject pool, Instant now) {
      return hash.equals(pool.hash()) && !now.isBefore(at) && now.isBefore(at.plus(MINUTE));
    }
  }

  /** Returns the room, found out anew where it is not known, and empty where it cannot be. */
  synchronized Optional<Resources> of(
      PoolObject pool, String type, Instant now, Supplier<Optional<Resources>> find) {
    String key = pool.uid() + " " + type;
    Known before = known.get(key);
    if (before != null && before.holds(pool, now)) {
      return Optional.of(before.room());
    }
    Optional<Resources> found = find.get();
    found.ifPresent(room -> known.put(key, new Known(now, pool.hash(), room)));
    return found;
  }
}
