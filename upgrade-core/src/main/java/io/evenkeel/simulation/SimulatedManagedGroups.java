package io.evenkeel.simulation;

import io.evenkeel.Quantity;
import io.evenkeel.simulation.internal.ManagedRollouts;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutProvider;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Node groups of a simulated cloud that the cloud upgrades itself, as EKS does its managed node
 * groups: it launches up to two nodes per zone (or as many as may be missing, if that is more),
 * closes the old ones, drains some at a time by the Eviction API for 15 minutes at most, waits a
 * minute, terminates them, and shrinks the group one by one. A rollout cannot be cancelled.
 *
 * <p>Source: the EKS user guide, <em>Understand each phase of node updates</em>. What it does not
 * say can be stated by {@link #marksOldNodes}. Call on the timeline's thread.
 */
public final class SimulatedManagedGroups {
  /** The label of each node of a group, which names the group. */
  public static final String GROUP_LABEL = "eks.amazonaws.com/nodegroup";

  /** The label of each node that names its image. */
  public static final String IMAGE_LABEL = "eks.amazonaws.com/nodegroup-image";

  private static final String RELEASE =
      "/aws/service/eks/optimized-ami/%s/amazon-linux-2023/x86_64/standard/recommended/release_version";

  private final SimulatedCloud cloud;
  private final ManagedRollouts rollouts;
  private final Map<String, String> imageOfRelease = new LinkedHashMap<>();

  private SimulatedManagedGroups(SimulatedCloud cloud, ClusterClient cluster) {
    this.cloud = cloud;
    this.rollouts = new ManagedRollouts(cloud, cluster);
  }

  /** How old nodes are kept from taking pods while their group is upgraded. */
  public enum Marking {
    /** They are cordoned and leave the load balancers, as since February 2023. */
    CORDON,
    /** They are tainted {@code eks.amazonaws.com/nodegroup=unschedulable:NoSchedule}, as before. */
    TAINT
  }

  /** Returns the groups of a simulated cluster; there are none yet. */
  public static SimulatedManagedGroups on(SimulatedCloud cloud, SimulatedCluster cluster) {
    return on(cloud, cluster.client());
  }

  /**
   * Returns the groups of any cluster that the cloud's machines join as nodes; there are none yet.
   * The client may watch nodes and pods, patch nodes, evict pods and delete them; it stays the
   * caller's.
   */
  public static SimulatedManagedGroups on(SimulatedCloud cloud, ClusterClient cluster) {
    return new SimulatedManagedGroups(cloud, cluster);
  }

  /** States a group that takes one node at a time, new nodes first. */
  public SimulatedGroup group(String name, Consumer<GroupSpec> statement) {
    SimulatedGroup group =
        cloud.group(
            name,
            spec -> {
              spec.nodeLabel(GROUP_LABEL, name).imageLabel(IMAGE_LABEL);
              spec.tag("eks:nodegroup-name", name, true);
              statement.accept(spec);
            });
    rollouts.manage(name, new RolloutPace(Quantity.nodes(1), RolloutPace.Capacity.SURGE));
    return group;
  }

  /**
   * Publishes a release of the image for nodes of that Kubernetes version, such as {@code
   * 1.34.2-20260911}, and recommends it from now on.
   */
  public SimulatedManagedGroups publishes(String kubernetesVersion, String release, String image) {
    cloud.recommends(kubernetesVersion, image);
    cloud.images().parameter(RELEASE.formatted(kubernetesVersion), release);
    imageOfRelease.put(release, image);
    return this;
  }

  /** Returns the image of a release that was published. */
  public Optional<String> imageOf(String release) {
    return Optional.ofNullable(imageOfRelease.get(release));
  }

  /** Returns the release that an image was published as. */
  public Optional<String> releaseOf(String image) {
    return imageOfRelease.entrySet().stream()
        .filter(published -> published.getValue().equals(image))
        .map(Map.Entry::getKey)
        .reduce((older, newer) -> newer);
  }

  /** Returns the names of the groups, in the order in which they were stated. */
  public List<String> names() {
    return rollouts.names();
  }

  /** Sets how many nodes of the group are taken at once. */
  public SimulatedManagedGroups pace(String group, RolloutPace pace) {
    rollouts.manage(group, pace);
    return this;
  }

  /** Returns how many nodes of the group are taken at once. */
  public RolloutPace pace(String group) {
    return rollouts.pace(group);
  }

  /** Lets nodes be drained for that long at most; 15 minutes at first. */
  public SimulatedManagedGroups drainsWithin(Duration limit) {
    rollouts.drainsWithin(limit);
    return this;
  }

  public SimulatedManagedGroups marksOldNodes(Marking marking) {
    rollouts.marks(marking);
    return this;
  }

  /**
   * Starts a rollout and returns its id; with a token that has started one, returns that one.
   *
   * @throws CloudRejection where there is no such group, or another rollout of it is under way
   */
  public String start(String group, RolloutOrder order, String token) {
    return rollouts.begin(group, order, token);
  }

  /**
   * Returns how far a rollout is.
   *
   * @throws CloudRejection where there is none of that id
   */
  public RolloutState state(String rollout) {
    return rollouts.stateOf(rollout);
  }

  /** Returns when a rollout has ended, for good or bad; empty while it is under way. */
  public Optional<Instant> endedAt(String rollout) {
    return rollouts.endedAt(rollout);
  }

  /** Returns the rollout of the group that is under way. */
  public Optional<String> running(String group) {
    return rollouts.running(group);
  }

  /** Begins a rollout of the group to the image that is recommended now, as a person might. */
  public String startByHand(String group) {
    return rollouts.startByHand(group);
  }

  /** Returns the ids of all rollouts of the group, oldest first. */
  public List<String> rollouts(String group) {
    return rollouts.ids(group);
  }

  /** Returns the groups behind the port that the engine uses. */
  public RolloutProvider provider() {
    return rollouts;
  }
}
