package io.evenkeel.simulation;

/**
 * Whom a simulated group terminates when it shrinks by itself. Every policy first takes the zone
 * with the most instances; an instance that is protected from scale-in is never chosen.
 */
public enum TerminationPolicy {
  /** The oldest template version, then the instance launched first. */
  DEFAULT("Default"),
  OLDEST_INSTANCE("OldestInstance"),
  /** The one launched last: in a rollout the very node that has just been replaced. */
  NEWEST_INSTANCE("NewestInstance"),
  OLDEST_TEMPLATE("OldestLaunchTemplate");

  private final String label;

  TerminationPolicy(String label) {
    this.label = label;
  }

  /** Returns the word that Auto Scaling uses. */
  public String label() {
    return label;
  }
}
