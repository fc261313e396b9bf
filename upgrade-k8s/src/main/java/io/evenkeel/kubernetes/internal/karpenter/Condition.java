package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.ConditionStatus;
import java.time.Instant;
import java.util.Optional;

/** One condition of an object's status; a condition that is not there is UNKNOWN. */
record Condition(ConditionStatus status, String reason, String message, Optional<Instant> since) {
  private static final Condition ABSENT =
      new Condition(ConditionStatus.UNKNOWN, "", "", Optional.empty());

  static Condition of(JsonObject object, String type) {
    return Json.objects(Json.object(object, "status"), "conditions").stream()
        .filter(condition -> Json.text(condition, "type", "").equals(type))
        .findFirst()
        .map(Condition::read)
        .orElse(ABSENT);
  }

  private static Condition read(JsonObject condition) {
    return new Condition(
        status(Json.text(condition, "status", "")),
        Json.text(condition, "reason", ""),
        Json.text(condition, "message", ""),
        Json.instant(condition, "lastTransitionTime"));
  }

  private static ConditionStatus status(String text) {
    return switch (text) {
      case "True" -> ConditionStatus.TRUE;
      case "False" -> ConditionStatus.FALSE;
      default -> ConditionStatus.UNKNOWN;
    };
  }

  boolean isTrue() {
    return status == ConditionStatus.TRUE;
  }

  boolean isFalse() {
    return status == ConditionStatus.FALSE;
  }

  /** Returns what the condition says, for people. */
  String words() {
    return message.isEmpty() || message.equals(reason) ? reason : message;
  }
}
