package io.evenkeel.campaign.internal;

import org.jspecify.annotations.Nullable;

/** There is no plug-in to be tried, which is a fault of whoever asks and not of the library. */
final class CannotBeTriedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  CannotBeTriedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
