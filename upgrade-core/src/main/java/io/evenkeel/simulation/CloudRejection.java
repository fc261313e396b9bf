package io.evenkeel.simulation;

/** The simulated cloud says no to a request; nothing was changed. */
public final class CloudRejection extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why a request was turned down. */
  public enum Reason {
    NO_SUCH_GROUP,
    NO_SUCH_INSTANCE,
    NO_SUCH_TEMPLATE,
    NO_SUCH_VERSION,
    NO_SUCH_PARAMETER,
    /** The values contradict each other or the group's limits. */
    INVALID,
    /** A token was used before, for something else. */
    TOKEN_REUSED,
    /** The instance is on its way out already. */
    ALREADY_TERMINATING,
    /** The cloud itself is at work on the group. */
    GROUP_IS_UPDATED,
    NO_SUCH_ROLLOUT,
    /** The cloud itself is at work on the control plane or an add-on. */
    CONTROL_PLANE_IS_UPDATED,
    NO_SUCH_ADD_ON
  }

  private final Reason reason;
  private final String because;

  public CloudRejection(Reason reason, String message) {
    super(message);
    this.reason = reason;
    this.because = message;
  }

  public Reason reason() {
    return reason;
  }

  /** Returns the message, as a sentence for people. */
  public String because() {
    return because;
  }
}
