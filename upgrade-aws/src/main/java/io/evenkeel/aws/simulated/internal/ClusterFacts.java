package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.ClusterRoleTrust;
import io.evenkeel.aws.simulated.KeyState;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.simulation.SimulatedControlPlane;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one EKS cluster is made of at one time. */
public final class ClusterFacts {

  /** A subnet that EKS may put network interfaces of the control plane into. */
  public record Subnet(String id, String zone, int freeAddresses) {}

  /** A key that secrets are encrypted with. */
  public record Key(String id, KeyState state) {}

  /** A trouble that EKS has found. */
  public record Issue(String code, String message, List<String> resources) {}

  /** Somebody who is let in. */
  public record AccessEntry(String principal, List<String> groups) {}

  /** A role; one that is gone is still named by the cluster. */
  record Role(String name, ClusterRoleTrust trust, boolean gone) {}

  /** How far the last refresh of the insights is. */
  record Refresh(Instant startedAt, Optional<Instant> endedAt) {}

  private final String name;
  private final Map<String, Subnet> subnets = new LinkedHashMap<>();
  private final TreeSet<String> goneSubnets = new TreeSet<>();
  private Role role;
  private Optional<Key> key = Optional.empty();
  private Optional<List<String>> nodePools = Optional.empty();
  private final Map<String, Issue> issues = new LinkedHashMap<>();
  private final Map<String, UpgradeInsight> insights = new LinkedHashMap<>();
  private final Map<String, UpgradeInsight> coming = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> tags = new TreeMap<>();
  private final Map<String, AccessEntry> access = new TreeMap<>();
  private Optional<SimulatedControlPlane> plane = Optional.empty();
  private boolean insightsBlock;
  private boolean onlyEntriesCount;
  private Optional<Refresh> refresh = Optional.empty();
  private Optional<Instant> refreshedAt = Optional.empty();

  public ClusterFacts(String name) {
    this.name = name;
    this.role = new Role(name + "-cluster", ClusterRoleTrust.ASSUME_ROLE, false);
  }

  /** Returns the same facts, to be changed without these. */
  ClusterFacts copy() {
    ClusterFacts copy = new ClusterFacts(name);
    copy.subnets.putAll(subnets);
    copy.goneSubnets.addAll(goneSubnets);
    copy.role = role;
    copy.key = key;
    copy.nodePools = nodePools;
    copy.issues.putAll(issues);
    copy.insights.putAll(insights);
    copy.coming.putAll(coming);
    copy.access.putAll(access);
    copy.plane = plane;
    copy.insightsBlock = insightsBlock;
    copy.onlyEntriesCount = onlyEntriesCount;
    tags.forEach((arn, of) -> copy.tags.put(arn, new TreeMap<>(of)));
    copy.refresh = refresh;
    copy.refreshedAt = refreshedAt;
    return copy;
  }

  String name() {
    return name;
  }

  public void subnet(Subnet subnet) {
    subnets.put(subnet.id(), subnet);
    goneSubnets.remove(subnet.id());
  }

  public void subnetIsGone(String id) {
    goneSubnets.add(id);
  }

  /** Returns the subnets that were given to the cluster, whether they still are or not. */
  List<Subnet> subnets(String region) {
    return subnets.isEmpty()
        ? List.of(usual(region, "a"), usual(region, "b"), usual(region, "c"))
        : List.copyOf(subnets.values());
  }

  boolean isGone(Subnet subnet) {
    return goneSubnets.contains(subnet.id());
  }

  private static Subnet usual(String region, String letter) {
    return new Subnet("subnet-" + region + letter, region + letter, 250);
  }

  public void role(String roleName, ClusterRoleTrust trust) {
    role = new Role(roleName, trust, false);
  }

  public void roleIsGone() {
    role = new Role(role.name(), role.trust(), true);
  }

  Role role() {
    return role;
  }

  public void key(Key newKey) {
    key = Optional.of(newKey);
  }

  Optional<Key> key() {
    return key;
  }

  public void autoMode(List<String> pools) {
    nodePools = Optional.of(pools);
  }

  /** Returns the built-in node pools of Auto Mode; empty where it is off. */
  Optional<List<String>> nodePools() {
    return nodePools;
  }

  public void issue(Issue issue) {
    issues.put(issue.code(), issue);
  }

  public void healthy() {
    issues.clear();
  }

  List<Issue> issues() {
    return List.copyOf(issues.values());
  }

  public void insight(UpgradeInsight insight) {
    insights.put(insight.id(), insight);
  }

  public void insightOnceRefreshed(UpgradeInsight insight) {
    coming.put(insight.id(), insight);
  }

  List<UpgradeInsight> insights() {
    return List.copyOf(insights.values());
  }

  void refreshStarts(Instant now) {
    refresh = Optional.of(new Refresh(now, Optional.empty()));
  }

  void refreshEnds(Instant now) {
    insights.putAll(coming);
    coming.clear();
    refreshedAt = Optional.of(now);
    refresh = refresh.map(begun -> new Refresh(begun.startedAt(), Optional.of(now)));
  }

  Instant insightsAsOf(Instant begin) {
    return refreshedAt.orElse(begin);
  }

  Optional<Refresh> refresh() {
    return refresh;
  }

  public void plane(SimulatedControlPlane stated) {
    plane = Optional.of(stated);
  }

  Optional<SimulatedControlPlane> plane() {
    return plane;
  }

  public void letOnlyEntriesCount() {
    onlyEntriesCount = true;
  }

  /** Returns by what somebody is let in, as EKS calls it. */
  String authenticationMode() {
    return onlyEntriesCount ? "API" : "API_AND_CONFIG_MAP";
  }

  public void letInsightsBlock() {
    insightsBlock = true;
  }

  boolean insightsBlock() {
    return insightsBlock;
  }

  /** Returns the tags of the cluster or of something in it, to be read only. */
  Map<String, String> tags(String arn) {
    return Collections.unmodifiableMap(tags.getOrDefault(arn, Map.of()));
  }

  void tag(String arn, Map<String, String> more) {
    tags.computeIfAbsent(arn, none -> new TreeMap<>()).putAll(more);
  }

  void untag(String arn, List<String> keys) {
    tags.computeIfAbsent(arn, none -> new TreeMap<>()).keySet().removeAll(keys);
  }

  public void access(AccessEntry entry) {
    access.put(entry.principal(), entry);
  }

  List<AccessEntry> access() {
    return List.copyOf(access.values());
  }
}
