package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Quantity;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One budget of a node pool, as it is written.
 *
 * @param nodes a number or a percentage; what is neither allows nothing
 * @param reasons what it bounds; empty bounds everything
 * @param window when it is in force; absent means always
 */
record DisruptionBudget(String nodes, List<String> reasons, Optional<Window> window) {
  static final String DRIFTED = "Drifted";

  /** What a budget allows while it is not in force. */
  static final int NO_LIMIT = Integer.MAX_VALUE;

  /**
   * When a budget is in force: that long from each time of the schedule.
   *
   * @param schedule absent where it cannot be read, which allows nothing at any time
   */
  record Window(String text, Optional<Schedule> schedule, Duration duration) {}

  static DisruptionBudget read(JsonObject json) {
    Optional<String> schedule = Json.text(json, "schedule");
    Optional<String> duration = Json.text(json, "duration");
    return new DisruptionBudget(
        Json.text(json, "nodes", "10%"),
        Json.strings(json, "reasons"),
        schedule.isEmpty() && duration.isEmpty()
            ? Optional.empty()
            : Optional.of(window(schedule.orElse(""), duration.orElse(""))));
  }

  private static Window window(String schedule, String duration) {
    Optional<Duration> length = GoDuration.parse(duration);
    return new Window(
        schedule,
        length.isEmpty() ? Optional.empty() : Schedule.parse(schedule),
        length.orElse(Duration.ZERO));
  }

  boolean bounds(String reason) {
    return reasons.isEmpty() || reasons.contains(reason);
  }

  /** Returns how many nodes of that many may be gone at once; shares round up. */
  int allowed(Instant now, int nodesInPool) {
    if (unreadable(now)) {
      return 0;
    }
    return inForce(now) ? quantity().map(q -> q.roundedUp(nodesInPool)).orElse(0) : NO_LIMIT;
  }

  /** Returns whether Karpenter cannot make sense of it now. */
  boolean unreadable(Instant now) {
    return window.filter(w -> w.schedule().isEmpty()).isPresent()
        || (inForce(now) && quantity().isEmpty());
  }

  /** Returns whether it is in force; one whose schedule cannot be read always is. */
  boolean inForce(Instant now) {
    return window.flatMap(w -> w.schedule().map(s -> hitWithin(s, w.duration(), now))).orElse(true);
  }

  private static boolean hitWithin(Schedule schedule, Duration duration, Instant now) {
    return schedule.next(now.minus(duration)).filter(hit -> !hit.isAfter(now)).isPresent();
  }

  /** Returns when it next may come into force or cease to be. */
  Optional<Instant> nextChange(Instant now) {
    return window.flatMap(w -> w.schedule().flatMap(s -> nextChange(s, w.duration(), now)));
  }

  private static Optional<Instant> nextChange(Schedule schedule, Duration length, Instant now) {
    Optional<Instant> end = schedule.next(now.minus(length)).map(hit -> hit.plus(length));
    return Stream.of(end, schedule.next(now)).flatMap(Optional::stream).min(Instant::compareTo);
  }

  /** Returns what it allows while it is in force, empty where that cannot be read. */
  Optional<Quantity> quantity() {
    try {
      return Optional.of(Quantity.parse(nodes)).filter(quantity -> quantity.roundedUp(100) >= 0);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "nodes: "
        + nodes
        + (reasons.isEmpty() ? "" : ", for " + String.join(" and ", reasons))
        + window.map(w -> ", '" + w.text() + "' in UTC for " + w.duration()).orElse("");
  }
}
