package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** Options of a deletion: always bound to one uid, never without grace. */
public final class DeleteOptions {
  private DeleteOptions() {}

  public static JsonObject of(String uid, Optional<Duration> grace) {
    JsonObject preconditions = new JsonObject();
    preconditions.addProperty("uid", uid);
    JsonObject options = new JsonObject();
    options.addProperty("apiVersion", "v1");
    options.addProperty("kind", "DeleteOptions");
    options.add("preconditions", preconditions);
    grace.ifPresent(g -> options.addProperty("gracePeriodSeconds", seconds(g)));
    return options;
  }

  private static long seconds(Duration grace) {
    return Math.max(1, grace.plusNanos(999_999_999).toSeconds());
  }
}
