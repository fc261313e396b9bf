package io.evenkeel.engine;

/** A result was waited for that could never have come while somebody waited for it that way. */
public final class CannotWaitException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public CannotWaitException(String message) {
    super(message);
  }
}
