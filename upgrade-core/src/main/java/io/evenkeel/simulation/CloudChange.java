package io.evenkeel.simulation;

import java.time.Instant;

/**
 * Something that has just become true in the simulated cloud.
 *
 * @param group name of the group; empty where no group is concerned
 * @param subject instance id, template version, process or tag key
 */
public record CloudChange(Instant at, Kind kind, String group, String subject, String text) {

  /** What kind of thing has changed. */
  public enum Kind {
    LAUNCHED,
    IN_SERVICE,
    BOOTED,
    STANDBY,
    /** The machine has stopped, whoever stopped it. */
    STOPPED,
    /** EC2 says that it will take a machine back, or may. */
    NOTICE,
    /** The group has noticed that an instance is not well. */
    UNHEALTHY,
    /** A hook holds an instance back. */
    HELD,
    DETACHED,
    /** A target group of a load balancer lets an instance go, or has done so. */
    TARGETS,
    PROTECTED,
    TERMINATING,
    TERMINATED,
    LAUNCH_FAILED,
    RESIZED,
    POINTED,
    SUSPENDED,
    RESUMED,
    TAGGED,
    UNTAGGED,
    TEMPLATE_CREATED,
    IMAGE_RECOMMENDED,
    ZONE_CAPACITY,
    /** What may be had has changed: a quota, addresses, a machine type. */
    SUPPLY,
    DELETED
  }

  @Override
  public String toString() {
    String where = group.isEmpty() ? "cloud" : group;
    return at + " " + where + " " + kind + " " + subject + (text.isEmpty() ? "" : ": " + text);
  }
}
