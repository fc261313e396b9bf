package io.evenkeel.engine;

/** The lease of a cluster could not be read or written, so that nothing is known of its run. */
public final class LeaseUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  public LeaseUnreadableException(String cluster, String because, String remedy) {
    super("The lease of " + cluster + " cannot be reached: " + because + "; " + remedy + ".");
    this.remedy = remedy;
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy;
  }
}
