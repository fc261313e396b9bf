package io.evenkeel.model;

/**
 * A change of a group's desired size that the cloud tells of, where it tells of them at all.
 *
 * @param id names it among the changes of its group; the same change has the same id in every look
 * @param instance whose place was given back; empty where none was named
 */
public record SizeChange(String id, int from, int to, Cause cause, String instance) {

  /** How it came about, as far as the cloud can tell callers apart. */
  public enum Cause {
    /** By a resize such as ours. */
    RESIZED,
    /** By a termination that gave the place of an instance back, such as ours. */
    GAVE_BACK,
    /** In a way that is never ours: by a schedule, an alarm, an autoscaler. */
    OTHER
  }
}
