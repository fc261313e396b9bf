package io.evenkeel.aws.simulated;

/** What a KMS key can be used for now. */
public enum KeyState {
  ENABLED("Enabled"),
  DISABLED("Disabled"),
  PENDING_DELETION("PendingDeletion");

  private final String wire;

  KeyState(String wire) {
    this.wire = wire;
  }

  /** Returns how KMS calls it, such as {@code PendingDeletion}. */
  public String wireName() {
    return wire;
  }
}
