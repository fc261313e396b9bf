package io.evenkeel.engine.internal.act;

/** A plug-in threw, answered nothing, or did not answer in time; the message names it. */
public final class PlugInException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlugInException(String message) {
    super(message);
  }

  PlugInException(String message, Throwable cause) {
    super(message, cause);
  }
}
