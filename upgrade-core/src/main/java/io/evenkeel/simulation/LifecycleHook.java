package io.evenkeel.simulation;

import java.time.Duration;
import java.util.Optional;

/**
 * Holds an instance back while it is launched or terminated, until somebody says how to go on.
 *
 * @param heartbeat how long the group waits for that word; it starts again with every heartbeat
 * @param byDefault what happens when the wait is over
 * @param answered how long whoever listens to the hook takes to say continue; absent where nobody
 *     listens
 */
public record LifecycleHook(
    String name,
    Transition on,
    Duration heartbeat,
    Result byDefault,
    Optional<DurationRange> answered) {

  /** Where in its life an instance is held back. */
  public enum Transition {
    LAUNCHING,
    TERMINATING
  }

  /** How it goes on. */
  public enum Result {
    CONTINUE,
    /** A launch is given up and the instance replaced; a termination goes on as well. */
    ABANDON
  }

  /** Returns a hook that waits an hour, abandons then, and that nobody listens to. */
  public static LifecycleHook onLaunch(String name) {
    return new LifecycleHook(
        name, Transition.LAUNCHING, Duration.ofHours(1), Result.ABANDON, Optional.empty());
  }

  /** Returns a hook that waits an hour, abandons then, and that nobody listens to. */
  public static LifecycleHook onTermination(String name) {
    return new LifecycleHook(
        name, Transition.TERMINATING, Duration.ofHours(1), Result.ABANDON, Optional.empty());
  }

  public LifecycleHook heartbeat(Duration duration) {
    return new LifecycleHook(name, on, duration, byDefault, answered);
  }

  public LifecycleHook byDefault(Result result) {
    return new LifecycleHook(name, on, heartbeat, result, answered);
  }

  /** Somebody says continue after that time. */
  public LifecycleHook answeredIn(DurationRange range) {
    return new LifecycleHook(name, on, heartbeat, byDefault, Optional.of(range));
  }
}
