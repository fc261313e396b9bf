package io.evenkeel.engine.internal.act;

/** A plug-in threw, answered nothing, or did not answer in time; the message names it. */
public final class PlugInException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean timedOut;

  PlugInException(String message) {
    this(message, false);
  }

  PlugInException(String message, boolean timedOut) {
    super(message);
    this.timedOut = timedOut;
  }

  PlugInException(String message, Throwable cause) {
    super(message, cause);
    this.timedOut = false;
  }

  /** Returns whether it did not answer in time, so that nobody knows what it has done. */
  public boolean timedOut() {
    return timedOut;
  }
}
