package io.evenkeel.simulation;

import java.time.Instant;

/**
 * Something that an {@link Oracle} saw and that must never be.
 *
 * @param seed the seed with which the same history can be had again
 * @param what what happened, to what
 */
public record OracleViolation(Invariant invariant, Instant at, long seed, String what) {

  /** What always holds, whatever the plan and whatever the plug-ins. */
  public enum Invariant {
    /** No eviction or deletion beyond what a budget allows. */
    BUDGET("I1"),
    /** A voluntary step leaves at least as many nodes available as the plan wants. */
    MAX_UNAVAILABLE("I2"),
    /** The group is never larger, by our doing, than the plan allows. */
    MAX_SURGE("I3"),
    /** No instance is terminated while it holds a pod that can be moved. */
    EMPTY_BEFORE_GONE("I4"),
    /** Nothing is deleted unless the policy says so, and grace is never zero. */
    GENTLE("I5"),
    /** At the end what is ours is gone or given back, and what is others' is untouched. */
    GIVEN_BACK("I6"),
    /** One eviction per pod, one write at a time per node, and none without the lease. */
    ONE_AT_A_TIME("I7"),
    /** Only selected nodes are touched, and no workload unless the plan says so. */
    SELECTED_ONLY("I8"),
    /** Once faults stop, the run finishes, or halts with a named and true reason. */
    FINISHES("I9"),
    /** A bad image damages at most the canary and is not left in place. */
    CANARY("I10"),
    /** A pod moves once. */
    MOVED_ONCE("I11"),
    /** The same seed gives the same history. */
    SAME_HISTORY("I12"),
    /** A Service is never left with fewer reachable endpoints than its budget keeps. */
    REACHABLE("I13");

    private final String number;

    Invariant(String number) {
      this.number = number;
    }

    /** Returns the number under which the manual names it. */
    public String number() {
      return number;
    }
  }

  @Override
  public String toString() {
    return invariant.number + " " + invariant + " at " + at + " (seed " + seed + "): " + what;
  }
}
