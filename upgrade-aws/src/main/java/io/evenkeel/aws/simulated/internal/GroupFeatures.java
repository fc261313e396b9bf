package io.evenkeel.aws.simulated.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What only Auto Scaling knows of a group, beyond what any cloud has. Timeline's thread only. */
public final class GroupFeatures {

  private final Map<String, String> operators = new TreeMap<>();
  private final TreeSet<String> refreshing = new TreeSet<>();
  private final TreeSet<String> reusing = new TreeSet<>();
  private final Map<String, Params> mixed = new TreeMap<>();
  private final NodegroupFeatures nodegroups = new NodegroupFeatures();

  /** Returns what only EKS knows of groups that it manages. */
  public NodegroupFeatures nodegroups() {
    return nodegroups;
  }

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

  /** What is said of the pool of prepared instances of a group. */
  record WarmPool(int size, boolean reuses) {}

  /** The group puts instances that leave it into its warm pool. */
  public void reusesInstances(String group) {
    reusing.add(group);
  }

  /** Returns the pool of a group with so many prepared instances; empty where it has none. */
  Optional<WarmPool> warmPool(String group, int prepared) {
    boolean reuses = reusing.contains(group);
    return prepared > 0 || reuses ? Optional.of(new WarmPool(prepared, reuses)) : Optional.empty();
  }

  /** The group has a mixed instances policy of that content, besides its template. */
  void mix(String group, Params policy) {
    mixed.put(group, policy);
  }

  /** The group has a mixed instances policy that takes its template for those types. */
  public void mix(String group, List<String> types) {
    Map<String, String> policy = new LinkedHashMap<>();
    types.forEach(
        type ->
            policy.put(
                "LaunchTemplate.Overrides.member.%d.InstanceType".formatted(policy.size() + 1),
                type));
    policy.put("InstancesDistribution.OnDemandAllocationStrategy", "prioritized");
    policy.put("InstancesDistribution.OnDemandPercentageAboveBaseCapacity", "100");
    mix(group, new Params(policy));
  }

  /** The group launches from its template alone. */
  void unmix(String group) {
    mixed.remove(group);
  }

  Optional<Params> mixed(String group) {
    return Optional.ofNullable(mixed.get(group));
  }
}
