package io.evenkeel.aws.simulated.internal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What only Auto Scaling knows of a group, beyond what any cloud has. Timeline's thread only. */
public final class GroupFeatures {

  private final Map<String, String> operators = new TreeMap<>();
  private final TreeSet<String> refreshing = new TreeSet<>();
  private final TreeSet<String> mixed = new TreeSet<>();

  /** The service of that principal operates the group; everybody else is denied changes. */
  public void operator(String group, String principal) {
    operators.put(group, principal);
  }

  public Optional<String> operator(String group) {
    return Optional.ofNullable(operators.get(group));
  }

  /** An instance refresh is running on the group, or it no longer is. */
  public void refreshing(String group, boolean running) {
    if (running) {
      refreshing.add(group);
    } else {
      refreshing.remove(group);
    }
  }

  boolean refreshing(String group) {
    return refreshing.contains(group);
  }

  /** The group has a mixed instances policy. */
  public void makeMixed(String group) {
    mixed.add(group);
  }

  boolean mixed(String group) {
    return mixed.contains(group);
  }
}
