package io.evenkeel.simulation;

import io.evenkeel.model.Instance;

/** Where an instance of a simulated group is in its life. More states may be added. */
public enum LifecycleState {
  PENDING("Pending", Instance.State.PENDING, true),
  /** Held back by a hook. */
  PENDING_WAIT("Pending:Wait", Instance.State.PENDING, true),
  IN_SERVICE("InService", Instance.State.IN_SERVICE, true),
  STANDBY("Standby", Instance.State.STANDBY, false),
  /** Held back by a hook; the machine still runs. */
  TERMINATING_WAIT("Terminating:Wait", Instance.State.TERMINATING, false),
  TERMINATING("Terminating", Instance.State.TERMINATING, false),
  TERMINATED("Terminated", Instance.State.TERMINATED, false),
  /** No longer of the group; the machine runs on. */
  DETACHED("Detached", Instance.State.OTHER, false);

  private final String label;
  private final Instance.State state;
  private final boolean capacity;

  LifecycleState(String label, Instance.State state, boolean capacity) {
    this.label = label;
    this.state = state;
    this.capacity = capacity;
  }

  /** Returns the word that Auto Scaling uses. */
  public String label() {
    return label;
  }

  /** Returns the state in the words of the model. */
  public Instance.State asModel() {
    return state;
  }

  /** Returns whether the instance is being launched. */
  public boolean pending() {
    return state == Instance.State.PENDING;
  }

  /** Returns whether the instance is on its way out of the group, or out of it. */
  public boolean goingOrGone() {
    return state == Instance.State.TERMINATING
        || state == Instance.State.TERMINATED
        || this == DETACHED;
  }

  /** Returns whether the group counts the instance when it compares itself with desired. */
  public boolean countsAsCapacity() {
    return capacity;
  }
}
