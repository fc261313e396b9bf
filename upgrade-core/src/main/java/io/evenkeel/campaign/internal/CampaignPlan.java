package io.evenkeel.campaign.internal;

import io.evenkeel.InvalidPlanException;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan that a seed makes up for a world. A <em>fair</em> one allows a surge and moves every pod;
 * any other may hold pods, and have plug-ins that keep to no contract.
 */
public final class CampaignPlan {
  private final List<GroupPart> groups;
  private final PacePart pace;
  private final boolean keepsContracts;
  private final Optional<PoolPart> pool;

  CampaignPlan(CampaignWorld world, long seed, boolean fair, PlugIns.Made plugIns) {
    this.groups =
        world.shape.groups().stream()
            .map(group -> new GroupPart(world, group, seed, fair, plugIns))
            .toList();
    this.pace = PacePart.drawn(Dice.of(seed, "pace"));
    this.keepsContracts = (fair || world.shape.pool().isPresent()) && plugIns.none();
    this.pool =
        world
            .shape
            .pool()
            .map(nodes -> new PoolPart(nodes, world.time.now(), Dice.of(seed, "roll")));
  }

  /**
   * Returns whether its plug-ins move every pod and do as they promise; a user's may do anything.
   */
  boolean keepsContracts() {
    return keepsContracts;
  }

  /** Returns whether gates may hold the run. */
  boolean asksGates() {
    return pool.isEmpty() && !pace.gates().isEmpty();
  }

  /** Tells the oracle what the plan allows. */
  void states(Oracle oracle) {
    groups.forEach(group -> group.states(oracle));
    groups.stream()
        .flatMap(group -> group.forcesAfter().stream())
        .min(Duration::compareTo)
        .ifPresent(oracle::mayForce);
  }

  /** Returns what the plan says of the node pool of the world, where it has one. */
  Optional<PoolPart> pool() {
    return pool;
  }

  /** Returns the plan for a node pool, to be carried out through these. */
  UpgradePlan through(ClusterClient client, NodePoolProvider provider) {
    UpgradePlanBuilder plan = UpgradePlan.builder().clusterClient(client);
    pool.orElseThrow().joins(plan, provider);
    return plan.build();
  }

  /** Returns the plan, to be carried out through these. */
  UpgradePlan through(ClusterClient client, InstanceProvider provider) {
    UpgradePlanBuilder plan = UpgradePlan.builder().clusterClient(client).cloudProvider(provider);
    groups.forEach(group -> group.lookedAt(true));
    pace.joins(plan, groups);
    try {
      return plan.build();
    } catch (InvalidPlanException refused) {
      throw new CannotBeTriedException("with what is to be tried " + refused.getMessage(), refused);
    } finally {
      groups.forEach(group -> group.lookedAt(false));
    }
  }

  /** Returns whether every zone of every group gets a new node before it has to lose one. */
  boolean replacesEveryZone() {
    return groups.stream().allMatch(GroupPart::replacesEveryZone);
  }

  /** Returns the instances of which some zone may lose its last before there is another one. */
  List<String> replacedInPlace() {
    return groups.stream().flatMap(GroupPart::replacedInPlace).toList();
  }

  /**
   * Returns how long a drain may take in that group; empty where its policy does not keep to it.
   */
  Optional<Duration> patience(String group) {
    return groups.stream()
        .filter(part -> part.name().equals(group))
        .findFirst()
        .flatMap(GroupPart::patience);
  }

  /** Returns a line for each group, and for what their waves wait for. */
  List<String> lines() {
    return pool.map(part -> List.of(part.toString()))
        .orElseGet(
            () ->
                Stream.concat(groups.stream().map(GroupPart::toString), pace.lines().stream())
                    .toList());
  }
}
