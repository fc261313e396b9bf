package io.evenkeel.simulation;

/** How a watch is not what it should be. */
public enum WatchDisorder {
  /** Some events are never told. */
  LOSES,
  /** Some events are told again, later than what came after them. */
  REPEATS,
  /** Some events are told after the one that follows them. */
  REORDERS
}
