package io.evenkeel;

import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.RolloutProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Wires the four plug-in points into an {@link UpgradePlan}: the cluster, the cloud, and per group
 * a drain policy and a node selector. Not thread-safe.
 */
public final class UpgradePlanBuilder {
  private Optional<ClusterClient> clusterClient = Optional.empty();
  private Optional<CloudProvider> defaultProvider = Optional.empty();
  private int maxDrainingNodes = UpgradePlan.DRAINING_LIMIT;
  private final List<GroupPlan> groups = new ArrayList<>();
  private final List<PlanProblem> problems = new ArrayList<>();

  UpgradePlanBuilder() {}

  /** Sets the cluster; every plan needs one. */
  public UpgradePlanBuilder clusterClient(ClusterClient client) {
    this.clusterClient =
        Optional.of(Objects.requireNonNull(client, "clusterClient(..) needs a client"));
    return this;
  }

  /** Sets the cloud of the groups that follow and do not name another. */
  public UpgradePlanBuilder cloudProvider(CloudProvider provider) {
    this.defaultProvider =
        Optional.of(Objects.requireNonNull(provider, "cloudProvider(..) needs one"));
    return this;
  }

  /** Limits how many nodes are drained at once, over all groups; by default and at most 100. */
  public UpgradePlanBuilder maxDrainingNodes(int nodes) {
    this.maxDrainingNodes = nodes;
    return this;
  }

  /** Adds a group of the plan's cloud, which must be one where we replace the nodes. */
  public UpgradePlanBuilder nodeGroup(String name, Consumer<SelfDrivenGroupBuilder> configurer) {
    CloudProvider provider = defaultProvider.orElse(null);
    if (provider instanceof InstanceProvider instances) {
      return nodeGroup(instances, name, configurer);
    }
    problems.add(
        new PlanProblem(
            "node group '" + name + "'",
            "the plan names no cloud where the library replaces nodes itself",
            "call cloudProvider(..) with an InstanceProvider before nodeGroup(..), or name the"
                + " provider in nodeGroup(provider, name, ..)"));
    return this;
  }

  /** Adds a group whose nodes we replace. */
  public UpgradePlanBuilder nodeGroup(
      InstanceProvider provider, String name, Consumer<SelfDrivenGroupBuilder> configurer) {
    SelfDrivenGroupBuilder group = new SelfDrivenGroupBuilder(name, provider);
    configurer.accept(group);
    problems.addAll(group.problems());
    groups.add(group.build());
    return this;
  }

  /** Adds a group whose nodes somebody else replaces at our word. */
  public UpgradePlanBuilder nodeGroup(
      RolloutProvider provider, String name, Consumer<DelegatedGroupBuilder> configurer) {
    DelegatedGroupBuilder group = new DelegatedGroupBuilder(name, provider);
    configurer.accept(group);
    groups.add(group.build());
    return this;
  }

  /**
   * Returns the plan.
   *
   * @throws InvalidPlanException if anything is wrong with it, naming every problem at once
   */
  public UpgradePlan build() {
    List<PlanProblem> all = new ArrayList<>(problems);
    checkCluster(all);
    checkGroups(all);
    checkDraining(all);
    if (!all.isEmpty()) {
      throw new InvalidPlanException(all);
    }
    return new UpgradePlan(clusterClient.orElseThrow(), groups, maxDrainingNodes);
  }

  private void checkCluster(List<PlanProblem> all) {
    if (clusterClient.isEmpty()) {
      all.add(
          new PlanProblem(
              "plan",
              "it names no cluster",
              "call clusterClient(..), for example with a kubeconfig"));
    }
  }

  private void checkGroups(List<PlanProblem> all) {
    if (groups.isEmpty() && problems.isEmpty()) {
      all.add(new PlanProblem("plan", "it names no node group", "add one with nodeGroup(..)"));
    }
    TreeSet<String> seen = new TreeSet<>();
    for (GroupPlan group : groups) {
      if (group.name().isBlank()) {
        all.add(new PlanProblem("plan", "a node group has no name", "give its name"));
      } else if (!seen.add(group.name())) {
        all.add(
            new PlanProblem(
                "node group '" + group.name() + "'",
                "it is in the plan more than once",
                "name each group once"));
      }
    }
  }

  private void checkDraining(List<PlanProblem> all) {
    if (maxDrainingNodes < 1 || maxDrainingNodes > UpgradePlan.DRAINING_LIMIT) {
      all.add(
          new PlanProblem(
              "plan",
              "maxDrainingNodes is " + maxDrainingNodes,
              "give a number from 1 to " + UpgradePlan.DRAINING_LIMIT));
    }
  }
}
