package io.evenkeel.engine.internal.lease;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody outside asks of the run that holds the lease.
 *
 * @param id tells it from every other request
 * @param verb what is asked; a word that a version does not know is refused by it
 * @param subject what the verb is about; empty where it is about the whole run
 * @param by who asks
 */
public record Request(String id, String verb, String subject, Instant at, String by) {
  public static final String PAUSE = "pause";
  public static final String RESUME = "resume";
  public static final String APPROVE = "approve";
  public static final String CANCEL = "cancel";
  public static final String CANCEL_RETURNING_SURGE = "cancel-returning-surge";

  private static final int PARTS = 5;

  /** Returns it as a few lines, to be kept beside the lease. */
  public String text() {
    return String.join("\n", id, verb, at.toString(), by.replaceAll("\\R", " "), subject);
  }

  /** Reads one back; a spoiled one is as good as none. */
  static Optional<Request> parse(String text) {
    String[] parts = text.split("\n", PARTS);
    if (parts.length < PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Request(parts[0], parts[1], parts[4], Instant.parse(parts[2]), parts[3]));
    } catch (DateTimeException spoiled) {
      return Optional.empty();
    }
  }
}
