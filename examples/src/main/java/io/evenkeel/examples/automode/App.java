package io.evenkeel.examples.automode;

/**
 * A Deployment of the walk-through.
 *
 * @param cpuMillis what each of its pods requests
 */
record App(String name, int replicas, long cpuMillis, long memoryMib, Spread spread) {

  /** Whether its pods have topology spread constraints. */
  enum Spread {
    NONE,
    /** Over zones and over nodes, by a selector that selects none of its pods. */
    OF_OTHER_PODS
  }

  /** What the spread constraints of {@link Spread#OF_OTHER_PODS} select. */
  static final String SELECTED = "my-app";

  static App of(String name, int replicas, long cpuMillis, long memoryMib) {
    return new App(name, replicas, cpuMillis, memoryMib, Spread.NONE);
  }

  /** Returns it with constraints that were meant to spread its pods, and do not. */
  App spreadByMistake() {
    return new App(name, replicas, cpuMillis, memoryMib, Spread.OF_OTHER_PODS);
  }
}
