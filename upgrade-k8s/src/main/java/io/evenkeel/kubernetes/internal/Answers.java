package io.evenkeel.kubernetes.internal;

import io.evenkeel.spi.Answer;
import java.io.IOException;
import java.time.Duration;

/** Turns replies and failures into the answers of the port. */
public final class Answers {
  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  private Answers() {}

  /** Returns which of the named things stood in the way. */
  public static <T> Answer.Problem<T> problem(Reply reply, String permission) {
    String because = reply.because();
    return switch (reply.code()) {
      case 401 -> new Answer.Denied<>("valid credentials", because);
      case 403 -> new Answer.Denied<>(permission, because);
      case 404, 410 -> new Answer.Missing<>(because);
      case 409, 412 -> new Answer.Conflict<>(because);
      case 422 -> invalid(reply, because);
      case 429 -> new Answer.Throttled<>(reply.retryAfter().orElse(SHORT_WAIT), because);
      default ->
          reply.code() >= 500 ? new Answer.Unknown<>(because) : new Answer.Refused<>(because);
    };
  }

  /** A uid that has changed is reported as a field that must not change. */
  private static <T> Answer.Problem<T> invalid(Reply reply, String because) {
    return reply.status().message().contains("metadata.uid")
        ? new Answer.Conflict<>(because)
        : new Answer.Refused<>(because);
  }

  public static <T> Answer.Problem<T> unknown(String address, IOException failure) {
    return new Answer.Unknown<>(Failures.because(address, failure));
  }
}
