package io.evenkeel.engine.internal.state;

/** A group of the plan, whoever replaces its nodes, as far as the order of the work goes. */
public interface PlannedGroup {

  String name();

  /** Returns whether nothing is left to do. */
  boolean done();

  /** Returns how much there still is to replace; not zero as long as the group is not as wanted. */
  int toBeReplaced();

  /** Returns whether there is, or may be, something to do about it. */
  default boolean hasWork() {
    return toBeReplaced() > 0;
  }

  /** Returns whether the run has changed anything about it. */
  boolean touched();
}
