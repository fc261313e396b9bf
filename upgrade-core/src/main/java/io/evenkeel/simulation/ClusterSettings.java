package io.evenkeel.simulation;

import java.time.Duration;

/**
 * How a simulated cluster behaves in time, and what it remembers.
 *
 * <p>The defaults are those of a healthy cluster of moderate size. Equal settings give equal
 * histories.
 *
 * @param seed everything that varies is drawn from it
 * @param call one way of a call to the API server
 * @param watch from a change until a watcher is told
 * @param controller from a change until a controller reacts
 * @param budget from a change until the disruption controller has written a budget's status
 * @param scheduling from one pod's placement to the next
 * @param register from a machine that has booted until its node is registered
 * @param becomeReady from a registered node until it is Ready
 * @param notice from a machine that is gone until its node is NotReady
 * @param cleanup from a NotReady node without a machine until the node is deleted, and from then
 *     until its pods are
 * @param attach attaching or detaching a volume
 * @param scoresSome whether the scheduler of a cluster of more than 100 nodes looks at a share of
 *     the possible nodes only, as the real one does by default
 * @param history what is remembered of what happened
 */
public record ClusterSettings(
    long seed,
    DurationRange call,
    DurationRange watch,
    DurationRange controller,
    DurationRange budget,
    Duration scheduling,
    DurationRange register,
    DurationRange becomeReady,
    DurationRange notice,
    DurationRange cleanup,
    DurationRange attach,
    boolean scoresSome,
    Remember history) {

  /** How much of the history is kept. */
  public enum Remember {
    /** Every line and the hash. */
    EVERYTHING,
    /** The hash and the number of lines. */
    HASH,
    /** Nothing, for benchmarks. */
    NOTHING
  }

  /** Returns the default settings with that seed. */
  public static ClusterSettings seeded(long seed) {
    return new ClusterSettings(
        seed,
        DurationRange.millis(2, 8),
        DurationRange.millis(5, 50),
        DurationRange.millis(10, 100),
        DurationRange.millis(20, 200),
        Duration.ofMillis(3),
        DurationRange.seconds(5, 10),
        DurationRange.seconds(5, 10),
        DurationRange.seconds(40, 45),
        DurationRange.seconds(1, 5),
        DurationRange.seconds(2, 5),
        true,
        Remember.EVERYTHING);
  }

  public ClusterSettings withCall(DurationRange newCall) {
    return new ClusterSettings(
        seed,
        newCall,
        watch,
        controller,
        budget,
        scheduling,
        register,
        becomeReady,
        notice,
        cleanup,
        attach,
        scoresSome,
        history);
  }

  public ClusterSettings withWatch(DurationRange newWatch) {
    return new ClusterSettings(
        seed,
        call,
        newWatch,
        controller,
        budget,
        scheduling,
        register,
        becomeReady,
        notice,
        cleanup,
        attach,
        scoresSome,
        history);
  }

  public ClusterSettings withController(DurationRange newController) {
    return new ClusterSettings(
        seed,
        call,
        watch,
        newController,
        budget,
        scheduling,
        register,
        becomeReady,
        notice,
        cleanup,
        attach,
        scoresSome,
        history);
  }

  public ClusterSettings withBudget(DurationRange newBudget) {
    return new ClusterSettings(
        seed,
        call,
        watch,
        controller,
        newBudget,
        scheduling,
        register,
        becomeReady,
        notice,
        cleanup,
        attach,
        scoresSome,
        history);
  }

  /** Returns settings with these times for a node to register and then to become Ready. */
  public ClusterSettings withJoining(DurationRange newRegister, DurationRange newBecomeReady) {
    return new ClusterSettings(
        seed,
        call,
        watch,
        controller,
        budget,
        scheduling,
        newRegister,
        newBecomeReady,
        notice,
        cleanup,
        attach,
        scoresSome,
        history);
  }

  /** Returns settings with these times for a node whose machine is gone to leave. */
  public ClusterSettings withLeaving(DurationRange newNotice, DurationRange newCleanup) {
    return new ClusterSettings(
        seed,
        call,
        watch,
        controller,
        budget,
        scheduling,
        register,
        becomeReady,
        newNotice,
        newCleanup,
        attach,
        scoresSome,
        history);
  }

  public ClusterSettings withAttach(DurationRange newAttach) {
    return new ClusterSettings(
        seed,
        call,
        watch,
        controller,
        budget,
        scheduling,
        register,
        becomeReady,
        notice,
        cleanup,
        newAttach,
        scoresSome,
        history);
  }

  /** Returns settings under which the scheduler compares all nodes, however many there are. */
  public ClusterSettings scoringEveryNode() {
    return new ClusterSettings(
        seed,
        call,
        watch,
        controller,
        budget,
        scheduling,
        register,
        becomeReady,
        notice,
        cleanup,
        attach,
        false,
        history);
  }

  public ClusterSettings remembering(Remember newHistory) {
    return new ClusterSettings(
        seed,
        call,
        watch,
        controller,
        budget,
        scheduling,
        register,
        becomeReady,
        notice,
        cleanup,
        attach,
        scoresSome,
        newHistory);
  }
}
