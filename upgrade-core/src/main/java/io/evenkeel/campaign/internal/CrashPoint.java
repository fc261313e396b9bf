package io.evenkeel.campaign.internal;

/**
 * Where a process dies: at its nth side effect, counted from 1.
 *
 * @param effect which call that writes, of client and provider together
 */
public record CrashPoint(int effect, Moment moment) {

  /** How far the call has come. */
  public enum Moment {
    /** The process dies when it is about to send the request; nobody receives it. */
    BEFORE_THE_REQUEST,
    /** The process dies when the request has just been sent; it will take effect. */
    AFTER_THE_REQUEST,
    /** The request has been served; the process dies before it hears so. */
    AFTER_THE_EFFECT,
    /** The process has taken the answer in, and dies. */
    AFTER_THE_ANSWER
  }

  @Override
  public String toString() {
    return "effect " + effect + " " + moment;
  }
}
