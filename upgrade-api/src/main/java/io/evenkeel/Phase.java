package io.evenkeel;

/** The phases of a group, by the names under which EKS users know them. */
public enum Phase {
  /** The target is pinned, the launch template made, the group made ready. */
  SET_UP("Set-up"),
  /** The surge is launched and proven. */
  SCALE_UP("Scale-up"),
  /** Old nodes are drained and terminated. */
  UPGRADE("Upgrade"),
  /** What was borrowed is given back. */
  SCALE_DOWN("Scale-down"),
  DONE("Done");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
