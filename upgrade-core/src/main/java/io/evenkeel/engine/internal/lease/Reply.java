package io.evenkeel.engine.internal.lease;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the holder of the lease says to a request.
 *
 * @param request the id of the request
 * @param by who has answered
 * @param words what was done, or why it was not
 */
public record Reply(String request, Kind kind, Instant at, String by, String words) {
  private static final int PARTS = 5;

  /** Whether the request is heeded. */
  public enum Kind {
    TAKEN,
    /** The run ends already, so that there is nothing left to ask of it. */
    ENDING,
    /** The holder does not know what is asked. */
    UNKNOWN
  }

  /** Returns it as one line, to be kept beside the lease. */
  public String text() {
    return request + "|" + kind + "|" + at + "|" + by.replace('|', '/') + "|" + words;
  }

  /** Reads one back; a spoiled one is as good as none. */
  static Optional<Reply> parse(String text) {
    String[] parts = text.split("\\|", PARTS);
    if (parts.length < PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Reply(parts[0], Kind.valueOf(parts[1]), Instant.parse(parts[2]), parts[3], parts[4]));
    } catch (DateTimeException | IllegalArgumentException spoiled) {
      return Optional.empty();
    }
  }
}
