package io.evenkeel.model;

import java.time.Duration;

/**
 * The place of an instance in a target group of a load balancer.
 *
 * @param targetGroup its name, for people
 * @param delay how long connections that exist may last once the instance is taken out
 */
public record TargetRegistration(String targetGroup, State state, Duration delay) {

  /** Whether the instance is still to serve there. */
  public enum State {
    /** It is registered, and is sent traffic as far as it is found healthy. */
    REGISTERED,
    /** It has been taken out: it gets nothing new, and what is under way may end. */
    DRAINING
  }
}
