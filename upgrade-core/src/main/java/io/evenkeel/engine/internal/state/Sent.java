package io.evenkeel.engine.internal.state;

/** What this process knows of the announced step: whether it was sent, and what was answered. */
public enum Sent {
  /** An earlier process has announced it; nobody knows whether it was sent. */
  MAYBE,
  /** This process has announced it, and has not sent it yet. */
  NOT_YET,
  ACCEPTED,
  /** It was answered that nothing was done. */
  REFUSED,
  /** The answer was lost. */
  UNANSWERED
}
