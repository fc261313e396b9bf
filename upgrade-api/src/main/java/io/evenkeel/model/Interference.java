package io.evenkeel.model;

/**
 * A process of a group that would fight a replacement, so that it is off while one lasts.
 *
 * @param process its name, as the cloud knows it
 * @param actsOn what makes it act, and so must be in order before it is switched on again
 */
public record Interference(String process, Cause actsOn) {

  /** What makes a process of a group launch or terminate instances. */
  public enum Cause {
    /** Zones that have more instances than others. */
    UNEVEN_ZONES,
    /** Instances that the group holds to be unhealthy. */
    UNHEALTHY_INSTANCES
  }
}
