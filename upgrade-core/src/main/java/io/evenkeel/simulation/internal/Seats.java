package io.evenkeel.simulation.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The seats that the API server has for calls of one level of priority, ours and those of others.
 * Where none is free a call waits in the line of its client, and the lines take turns. It is turned
 * away, for no fault of its own, where its line is full or its wait too long.
 */
final class Seats {
  static final Duration COME_BACK = Duration.ofSeconds(1);

  /** Whose calls we make. */
  static final String OURS = "ours";

  private static final String OTHERS = "others";

  /** How long a call keeps its seat. */
  private static final Duration SEATED = Duration.ofMillis(20);

  /** A call in line, with what happens when it gets a seat and when it gets none. */
  private static final class Waiting {
    private final Runnable served;
    private final Runnable rejected;

    Waiting(Runnable served, Runnable rejected) {
      this.served = served;
      this.rejected = rejected;
    }
  }

  private final World world;

  /** Those that wait, by client; the client that was served last stands last. */
  private final Map<String, Deque<Waiting>> lines = new LinkedHashMap<>();

  private int seats = Integer.MAX_VALUE;
  private int longest;
  private Duration patience = Duration.ZERO;
  private int taken;

  Seats(World world) {
    this.world = world;
  }

  void limit(int atOnce, int lineOf, Duration waits) {
    seats = atOnce;
    longest = lineOf;
    patience = waits;
  }

  /** Serves the call as soon as it has a seat, at once where nobody counts them. */
  void take(String client, Runnable served, Runnable rejected) {
    if (seats == Integer.MAX_VALUE) {
      served.run();
    } else if (taken < seats) {
      seat(served);
    } else {
      queue(client, new Waiting(served, rejected));
    }
  }

  private void seat(Runnable served) {
    taken++;
    world.later(SEATED, this::free);
    served.run();
  }

  private void queue(String client, Waiting call) {
    Deque<Waiting> line = lines.computeIfAbsent(client, c -> new ArrayDeque<>());
    if (line.size() >= longest) {
      call.rejected.run();
      return;
    }
    line.add(call);
    world.later(
        patience,
        () -> {
          if (line.remove(call)) {
            call.rejected.run();
          }
        });
  }

  private void free() {
    taken--;
    String next =
        lines.entrySet().stream()
            .filter(line -> !line.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    Deque<Waiting> line = next == null ? null : lines.remove(next);
    if (next != null && line != null) {
      lines.put(next, line);
      seat(line.remove().served);
    }
  }

  /** Lets other clients call that often, for that long. */
  void crowd(Duration span, int perSecond) {
    Duration gap = Duration.ofSeconds(1).dividedBy(perSecond);
    if (!span.isNegative()) {
      take(OTHERS, () -> {}, () -> {});
      world.later(gap, () -> crowd(span.minus(gap), perSecond));
    }
  }
}
