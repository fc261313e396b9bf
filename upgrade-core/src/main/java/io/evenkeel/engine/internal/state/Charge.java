package io.evenkeel.engine.internal.state;

/**
 * An eviction that this process has sent, from the sending until the world shows it: it takes a
 * slot of its budget while neither the pod nor the budget's status tell of it.
 */
final class Charge {
  private final String podName;
  private boolean shownByBudget;
  private boolean shownByPod;

  Charge(String podName) {
    this.podName = podName;
  }

  String podName() {
    return podName;
  }

  boolean shownByBudget() {
    return shownByBudget;
  }

  void showByPod() {
    shownByPod = true;
  }

  /** A status that is newer than the pod's going has counted it, whether or not it names it. */
  void budgetChanged(boolean namesPod) {
    shownByBudget |= namesPod || shownByPod;
  }

  boolean settled() {
    return shownByBudget && shownByPod;
  }
}
