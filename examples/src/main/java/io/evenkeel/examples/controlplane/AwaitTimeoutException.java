package io.evenkeel.examples.controlplane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was waited for did not happen in time. */
public final class AwaitTimeoutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AwaitTimeoutException(String what, Duration limit, @Nullable Throwable cause) {
    super(
        what + " did not come within " + limit.toMillis() / 1000.0 + " s" + because(cause), cause);
  }

  private static String because(@Nullable Throwable cause) {
    return cause == null ? "" : "; last trouble: " + cause;
  }
}
