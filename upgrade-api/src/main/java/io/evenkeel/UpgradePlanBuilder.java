package io.evenkeel;

import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.RolloutProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Wires the plug-in points into an {@link UpgradePlan}: the cluster, the cloud, per group a drain
 * policy and a node selector, the control plane, and what is asked between waves. Not thread-safe.
 */
public final class UpgradePlanBuilder {
  private static final String CONTROL_PLANE = "control plane";

  private Optional<ClusterClient> clusterClient = Optional.empty();
  private Optional<CloudProvider> defaultProvider = Optional.empty();
  private int maxDrainingNodes = UpgradePlan.DRAINING_LIMIT;
  private int maxEvictionsPerMinute = UpgradePlan.UNLIMITED;
  private final List<MaintenanceWindow> windows = new ArrayList<>();
  private final GatesBuilder gates = new GatesBuilder();
  private Optional<ControlPlanePlan> controlPlane = Optional.empty();
  private final List<Wave> waves = new ArrayList<>();
  private final List<PlanProblem> problems = new ArrayList<>();

  UpgradePlanBuilder() {}

  /** Sets the cluster; every plan needs one. */
  public UpgradePlanBuilder clusterClient(ClusterClient client) {
    this.clusterClient = Optional.ofNullable(client);
    return this;
  }

  /** Sets the cloud of the groups that follow and do not name another. */
  public UpgradePlanBuilder cloudProvider(CloudProvider provider) {
    this.defaultProvider = Optional.ofNullable(provider);
    return this;
  }

  /** Limits how many nodes are drained at once, over all groups; by default and at most 100. */
  public UpgradePlanBuilder maxDrainingNodes(int nodes) {
    this.maxDrainingNodes = nodes;
    return this;
  }

  /**
   * Limits how many pods are asked to leave within any minute, over all groups and processes; by
   * default only the budgets limit that.
   */
  public UpgradePlanBuilder maxEvictionsPerMinute(int evictions) {
    this.maxEvictionsPerMinute = evictions;
    return this;
  }

  /**
   * Begins nothing new outside of this window; with several, outside of all of them. By default
   * there is none, and a run may work at any time.
   */
  public UpgradePlanBuilder maintenanceWindow(MaintenanceWindow window) {
    if (Checks.present(problems, "plan", "maintenanceWindow(..)", window)) {
      windows.add(window);
    }
    return this;
  }

  /** Says what is asked before each wave and after each canary; by default nothing. */
  public UpgradePlanBuilder gates(Consumer<GatesBuilder> configurer) {
    if (Checks.present(problems, "plan", "gates(..)", configurer)) {
      configurer.accept(gates);
    }
    return this;
  }

  /**
   * Upgrades the control plane of the plan's cloud, before the node groups. Where there is one, the
   * latest image of a group is the latest one for the version that the control plane ends at.
   */
  public UpgradePlanBuilder controlPlane(Consumer<ControlPlaneBuilder> configurer) {
    Optional<ControlPlane> plane = defaultProvider.flatMap(this::controlPlaneOf);
    if (plane.isEmpty()) {
      problems.add(
          new PlanProblem(
              CONTROL_PLANE,
              "the plan names no cloud that upgrades it",
              "call cloudProvider(..) with one before, or name it in controlPlane(plane, ..)"));
      return this;
    }
    return controlPlane(plane.get(), configurer);
  }

  private Optional<ControlPlane> controlPlaneOf(CloudProvider cloud) {
    try {
      Optional<ControlPlane> plane = cloud.controlPlane();
      return Checks.present(problems, CONTROL_PLANE, "what controlPlane() answers", plane)
          ? plane
          : Optional.empty();
    } catch (RuntimeException | Error fault) {
      problems.add(
          new PlanProblem(
              CONTROL_PLANE,
              "its provider: controlPlane() failed: " + fault,
              "mend that method, or name the control plane in controlPlane(plane, ..)"));
      return Optional.empty();
    }
  }

  /** Upgrades this control plane, as {@link #controlPlane(Consumer)} does. */
  public UpgradePlanBuilder controlPlane(
      ControlPlane plane, Consumer<ControlPlaneBuilder> configurer) {
    if (Checks.present(problems, CONTROL_PLANE, "its provider", plane)
        & Checks.present(problems, CONTROL_PLANE, "its configurer", configurer)) {
      Checks.named(problems, CONTROL_PLANE, "its provider", plane::name);
      ControlPlaneBuilder builder = new ControlPlaneBuilder(plane);
      configurer.accept(builder);
      problems.addAll(builder.problems());
      if (controlPlane.isPresent()) {
        problems.add(
            new PlanProblem(
                CONTROL_PLANE, "it is in the plan more than once", "name it once, with its end"));
      }
      controlPlane = Optional.of(builder.build());
    }
    return this;
  }

  /** Adds groups that are worked on at the same time, after the waves and groups before them. */
  public UpgradePlanBuilder wave(String name, Consumer<WaveBuilder> configurer) {
    WaveBuilder wave = new WaveBuilder(String.valueOf(name), defaultProvider);
    if (Checks.present(problems, "wave '" + name + "'", "its configurer", configurer)) {
      configurer.accept(wave);
      problems.addAll(wave.problems());
      waves.add(wave.build());
    }
    return this;
  }

  /** Adds a group of the plan's cloud, which must be one where we replace the nodes. */
  public UpgradePlanBuilder nodeGroup(String name, Consumer<SelfDrivenGroupBuilder> configurer) {
    return alone(groups -> groups.add(name, configurer));
  }

  /** Adds a group whose nodes we replace. */
  public UpgradePlanBuilder nodeGroup(
      InstanceProvider provider, String name, Consumer<SelfDrivenGroupBuilder> configurer) {
    return alone(groups -> groups.add(provider, name, configurer));
  }

  /** Adds a group whose nodes the cloud replaces itself, at our word and under our eyes. */
  public UpgradePlanBuilder nodeGroup(
      RolloutProvider provider, String name, Consumer<DelegatedGroupBuilder> configurer) {
    return alone(groups -> groups.add(provider, name, configurer));
  }

  /** Adds a node pool, whose provisioner replaces the nodes. */
  public UpgradePlanBuilder nodePool(
      NodePoolProvider provider, String name, Consumer<NodePoolBuilder> configurer) {
    return alone(groups -> groups.addPool(provider, name, configurer));
  }

  /** A group that is in no wave with others is a wave of its own. */
  private UpgradePlanBuilder alone(Consumer<GroupsBuilder> adding) {
    GroupsBuilder groups = new GroupsBuilder(defaultProvider);
    adding.accept(groups);
    problems.addAll(groups.problems());
    for (GroupPlan group : groups.build()) {
      waves.add(new Wave(group.name(), List.of(group), List.of(), Optional.empty()));
    }
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
    checkNames(all);
    all.addAll(gates.problems("plan"));
    checkLimits(all);
    if (!all.isEmpty()) {
      throw new InvalidPlanException(all);
    }
    return new UpgradePlan(
        clusterClient.orElseThrow(),
        controlPlane,
        pinnedWaves(),
        gates.build(),
        maxDrainingNodes,
        maxEvictionsPerMinute,
        windows);
  }

  private List<Wave> pinnedWaves() {
    return controlPlane
        .map(plane -> waves.stream().map(wave -> wave.withLatestOf(plane.version())).toList())
        .orElse(waves);
  }

  private void checkCluster(List<PlanProblem> all) {
    if (clusterClient.isEmpty()) {
      all.add(
          new PlanProblem(
              "plan",
              "it names no cluster",
              "call clusterClient(..), for example with a kubeconfig"));
    } else {
      Checks.named(all, "plan", "the cluster client", clusterClient.get()::name);
    }
  }

  private void checkNames(List<PlanProblem> all) {
    if (waves.isEmpty() && controlPlane.isEmpty() && problems.isEmpty()) {
      all.add(
          new PlanProblem(
              "plan",
              "it names nothing to upgrade",
              "add a group with nodeGroup(..), or a pool with nodePool(..)"));
    }
    TreeSet<String> seenWaves = new TreeSet<>();
    TreeSet<String> seenGroups = new TreeSet<>();
    for (Wave wave : waves) {
      for (GroupPlan group : wave.groups()) {
        checkName(all, kind(group), group.name(), seenGroups);
      }
      if (aloneInWave(wave)) {
        seenWaves.add(wave.name());
      } else {
        checkName(all, "wave", wave.name(), seenWaves);
      }
    }
  }

  private static String kind(GroupPlan group) {
    return group instanceof GroupPlan.Delegated rolled && rolled.pool().isPresent()
        ? "node pool"
        : "node group";
  }

  private static boolean aloneInWave(Wave wave) {
    return wave.groups().size() == 1 && wave.groups().get(0).name().equals(wave.name());
  }

  private void checkName(List<PlanProblem> all, String kind, String name, TreeSet<String> seen) {
    if (name.isBlank()) {
      all.add(new PlanProblem("plan", "a " + kind + " has no name", "give its name"));
    } else if (!seen.add(name)) {
      all.add(
          new PlanProblem(
              kind + " '" + name + "'",
              "it is in the plan more than once",
              "name each " + kind + " once"));
    }
    if (controlPlane.isPresent() && name.startsWith(ControlPlaneBuilder.STEP)) {
      all.add(
          new PlanProblem(
              kind + " '" + name + "'",
              "the way of the control plane to a version is called so",
              "give it another name"));
    }
  }

  private void checkLimits(List<PlanProblem> all) {
    if (maxDrainingNodes < 1 || maxDrainingNodes > UpgradePlan.DRAINING_LIMIT) {
      all.add(
          new PlanProblem(
              "plan",
              "maxDrainingNodes is " + maxDrainingNodes,
              "give a number from 1 to " + UpgradePlan.DRAINING_LIMIT));
    }
    if (maxEvictionsPerMinute < 1) {
      all.add(
          new PlanProblem(
              "plan",
              "maxEvictionsPerMinute is " + maxEvictionsPerMinute,
              "give a number of 1 or more"));
    }
  }
}
