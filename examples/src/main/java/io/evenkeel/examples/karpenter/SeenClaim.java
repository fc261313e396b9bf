package io.evenkeel.examples.karpenter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A NodeClaim as the API server shows it.
 *
 * @param node absent until its node has registered
 * @param conditions by their type
 */
public record SeenClaim(
    String name,
    String uid,
    Optional<String> node,
    String zone,
    String type,
    Instant createdAt,
    Optional<Instant> deletedAt,
    String expireAfter,
    Map<String, Condition> conditions) {

  public SeenClaim {
    conditions = new TreeMap<>(conditions);
  }

  /** What a condition says, and since when. */
  public record Condition(String status, String reason, Instant since) {}

  /** Returns whether a condition such as {@code Drifted} is true. */
  public boolean is(String condition) {
    return Optional.ofNullable(conditions.get(condition))
        .filter(seen -> seen.status().equals("True"))
        .isPresent();
  }

  /** Returns why a condition is true, absent where it is not. */
  public Optional<String> reason(String condition) {
    return is(condition)
        ? Optional.ofNullable(conditions.get(condition)).map(Condition::reason)
        : Optional.empty();
  }

  static SeenClaim of(JsonObject json) {
    JsonObject status = json.has("status") ? json.getAsJsonObject("status") : new JsonObject();
    return new SeenClaim(
        text(json, "metadata", "name"),
        text(json, "metadata", "uid"),
        Text.at(status, "nodeName").filter(name -> !name.isEmpty()),
        text(json, "metadata", "labels", "topology.kubernetes.io/zone"),
        text(json, "metadata", "labels", "node.kubernetes.io/instance-type"),
        Instant.parse(text(json, "metadata", "creationTimestamp")),
        Text.at(json, "metadata", "deletionTimestamp").map(Instant::parse),
        text(json, "spec", "expireAfter"),
        conditions(status));
  }

  private static Map<String, Condition> conditions(JsonObject status) {
    Map<String, Condition> conditions = new TreeMap<>();
    if (status.has("conditions")) {
      for (JsonElement one : status.getAsJsonArray("conditions")) {
        Instant since = Instant.parse(text(one, "lastTransitionTime"));
        conditions.put(
            text(one, "type"), new Condition(text(one, "status"), text(one, "reason"), since));
      }
    }
    return conditions;
  }

  private static String text(JsonElement json, String... path) {
    return Text.at(json, path).orElse("");
  }
}
