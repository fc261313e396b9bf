package io.evenkeel.examples.karpenter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Optional;

/** How Karpenter writes things down. */
final class Text {
  private Text() {}

  static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  /** Returns the string at the end of a path, absent where anything of it is not there. */
  static Optional<String> at(JsonElement object, String... path) {
    JsonElement here = object;
    for (String name : path) {
      if (!here.isJsonObject() || !here.getAsJsonObject().has(name)) {
        return Optional.empty();
      }
      here = here.getAsJsonObject().get(name);
    }
    return here.isJsonPrimitive() ? Optional.of(here.getAsString()) : Optional.empty();
  }

  /** Returns whole seconds, the only form that every field takes. */
  static String seconds(Duration duration) {
    if (duration.toMillis() % 1_000 != 0 || duration.isNegative()) {
      throw new IllegalArgumentException(
          "Karpenter's durations are whole seconds, and " + duration + " is not: round it.");
    }
    return duration.toSeconds() + "s";
  }
}
