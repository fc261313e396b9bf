package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A complete answer of the API server.
 *
 * @param date the time at the server, to the second
 */
public record Reply(
    int code, String body, Optional<Duration> retryAfterHeader, Optional<Instant> date) {
  private static final int LONGEST_MESSAGE = 500;

  public boolean ok() {
    return code >= 200 && code < 300;
  }

  public JsonObject json() {
    return Json.parse(body);
  }

  public ApiStatus status() {
    return ApiStatus.of(json());
  }

  /** Returns how long the answer asks us to wait, in its header or its body. */
  public Optional<Duration> retryAfter() {
    return retryAfterHeader.isPresent() ? retryAfterHeader : status().retryAfter();
  }

  /** Returns the server's own words, shortened, with the code. */
  public String because() {
    String message = status().message();
    String words = message.isEmpty() ? body.strip() : message;
    String shortened =
        words.length() > LONGEST_MESSAGE ? words.substring(0, LONGEST_MESSAGE) + "..." : words;
    return shortened + " (HTTP " + code + ")";
  }
}
