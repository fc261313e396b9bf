package io.evenkeel.kubernetes;

/**
 * Thrown where no client can be made of what was given: no such file or context, unusable
 * credentials. The message says what is wrong and where, and ends with what to do about it.
 */
public final class ClusterConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  public ClusterConfigurationException(String what, String remedy) {
    super(what + "; " + remedy);
    this.remedy = remedy;
  }

  public ClusterConfigurationException(String what, String remedy, Throwable cause) {
    super(what + "; " + remedy, cause);
    this.remedy = remedy;
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy;
  }
}
