package io.evenkeel.examples.karpenter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How many nodes of a NodePool Karpenter may disrupt at once.
 *
 * @param nodes a number or a share, such as {@code 2} or {@code 10%}
 * @param reasons such as {@code Drifted}; none means all
 * @param window when it counts; absent for always
 */
public record PoolBudget(String nodes, List<String> reasons, Optional<Window> window) {

  public PoolBudget {
    reasons = List.copyOf(reasons);
  }

  /**
   * When a budget counts.
   *
   * @param schedule five fields in UTC
   * @param duration in whole minutes
   */
  public record Window(String schedule, Duration duration) {}

  /** Returns a budget that counts always and for every reason. */
  public static PoolBudget of(String nodes) {
    return new PoolBudget(nodes, List.of(), Optional.empty());
  }

  /** Returns a budget that lets no node go but for the last minute of each day, in UTC. */
  public static PoolBudget closedUntilMidnight() {
    Window allButOneMinute = new Window("0 0 * * *", Duration.ofDays(1).minusMinutes(1));
    return new PoolBudget("0", List.of(), Optional.of(allButOneMinute));
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("nodes", nodes);
    if (!reasons.isEmpty()) {
      JsonArray all = new JsonArray();
      reasons.forEach(all::add);
      json.add("reasons", all);
    }
    window.ifPresent(
        when -> {
          json.addProperty("schedule", when.schedule());
          json.addProperty("duration", when.duration().toMinutes() + "m");
        });
    return json;
  }
}
