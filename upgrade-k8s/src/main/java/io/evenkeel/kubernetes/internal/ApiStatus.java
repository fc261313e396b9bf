package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the API server says about a request that it did not carry out. */
public record ApiStatus(
    String message, String reason, List<Cause> causes, Optional<Duration> retryAfter) {

  /** One cause among the details. */
  public record Cause(String reason, String message) {}

  static ApiStatus of(JsonObject status) {
    JsonObject details = Json.object(status, "details");
    long seconds = Json.number(details, "retryAfterSeconds", 0);
    return new ApiStatus(
        Json.text(status, "message", ""),
        Json.text(status, "reason", ""),
        Json.objects(details, "causes").stream()
            .map(c -> new Cause(Json.text(c, "reason", ""), Json.text(c, "message", "")))
            .toList(),
        seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty());
  }

  public Optional<Cause> cause(String causeReason) {
    return causes.stream().filter(cause -> cause.reason().equals(causeReason)).findFirst();
  }
}
