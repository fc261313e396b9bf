package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.GroupHabits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated group does by itself beyond keeping its size.
 *
 * <p>Unless told otherwise: the default termination policy, no protection, no hooks, health as EC2
 * sees it without a grace period, no limit to an instance's life, no capacity rebalancing, one
 * machine type, no machines prepared ahead, no target groups.
 */
public final class GroupOptions {

  private TerminationPolicy termination = TerminationPolicy.DEFAULT;
  private boolean protectsNew;
  private final List<LifecycleHook> hooks = new ArrayList<>();
  private boolean asksLoadBalancer;
  private Duration healthGrace = Duration.ZERO;
  private Optional<Duration> lifetime = Optional.empty();
  private boolean rebalancesCapacity;
  private List<String> furtherTypes = List.of();
  private int prepared;
  private String upgradedImage = "";
  private int upgraded;
  private final List<TargetGroup> targetGroups = new ArrayList<>();

  GroupOptions() {}

  public GroupOptions termination(TerminationPolicy policy) {
    this.termination = policy;
    return this;
  }

  /** Protects every instance from scale-in as it comes into service. */
  public GroupOptions protectsNewInstances() {
    this.protectsNew = true;
    return this;
  }

  public GroupOptions hook(LifecycleHook hook) {
    hooks.add(hook);
    return this;
  }

  /** Takes the word of a load balancer about an instance's health as well. */
  public GroupOptions asksLoadBalancer() {
    this.asksLoadBalancer = true;
    return this;
  }

  /** Ignores ill health for that long after an instance has come into service. */
  public GroupOptions healthGrace(Duration grace) {
    this.healthGrace = grace;
    return this;
  }

  /** Replaces instances that are older than that, one after another. */
  public GroupOptions maxInstanceLifetime(Duration longest) {
    this.lifetime = Optional.of(longest);
    return this;
  }

  /** Launches the successor of a spot instance as soon as an interruption becomes likely. */
  public GroupOptions rebalancesCapacity() {
    this.rebalancesCapacity = true;
    return this;
  }

  /** Falls back to these machine types, in this order, where the template's cannot be had. */
  public GroupOptions furtherTypes(String... types) {
    this.furtherTypes = List.of(types);
    return this;
  }

  /**
   * Keeps so many machines prepared, and launches those first. A prepared machine is what the
   * template was when it was prepared, whatever the group launches from by then. It is no member of
   * the group before it is launched.
   */
  public GroupOptions warmPool(int machines) {
    this.prepared = machines;
    return this;
  }

  /**
   * Registers its instances in that target group of a load balancer. One that leaves lets its
   * connections end for that long; the group terminates none before.
   */
  public GroupOptions targetGroup(String name, Duration delay) {
    targetGroups.add(new TargetGroup(name, delay));
    return this;
  }

  /** Starts with so many instances of that image already, from version 2 of its template. */
  public GroupOptions alreadyOn(String image, int instances) {
    this.upgradedImage = image;
    this.upgraded = instances;
    return this;
  }

  GroupHabits habits() {
    return new GroupHabits(
        termination,
        protectsNew,
        hooks,
        asksLoadBalancer,
        healthGrace,
        lifetime,
        rebalancesCapacity,
        furtherTypes,
        prepared,
        upgradedImage,
        upgraded,
        targetGroups);
  }
}
