package io.evenkeel.aws.simulated.internal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What only EKS knows of a managed node group. Timeline's thread only. */
public final class NodegroupFeatures {
  private final Map<String, String> statuses = new TreeMap<>();
  private final Map<String, String> imageTypes = new TreeMap<>();
  private final Map<String, Map<String, String>> issues = new TreeMap<>();
  private final Map<String, Duration> configUpdates = new TreeMap<>();

  /** EKS shows that status of the group whatever is done to it. */
  public void status(String group, String status) {
    statuses.put(group, status);
  }

  Optional<String> status(String group) {
    return Optional.ofNullable(statuses.get(group));
  }

  /** The group runs images of that type, such as {@code CUSTOM}. */
  public void imageType(String group, String type) {
    imageTypes.put(group, type);
  }

  Optional<String> imageType(String group) {
    return Optional.ofNullable(imageTypes.get(group));
  }

  /** EKS has found that wrong with the group. */
  public void issue(String group, String code, String message) {
    issues.computeIfAbsent(group, none -> new LinkedHashMap<>()).put(code, message);
  }

  /** Nothing is wrong with the group, which is as active as its updates let it be. */
  public void mend(String group) {
    issues.remove(group);
    statuses.remove(group);
  }

  /** Returns what is wrong with the group, by code. */
  Map<String, String> issues(String group) {
    return issues.getOrDefault(group, Map.of());
  }

  /** EKS takes that long to change the config of the group, and does nothing else meanwhile. */
  public void configUpdatesTake(String group, Duration span) {
    configUpdates.put(group, span);
  }

  Duration configUpdate(String group) {
    return configUpdates.getOrDefault(group, Duration.ZERO);
  }
}
