package io.evenkeel.simulation;

import io.evenkeel.simulation.internal.CloudWorld;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Subscription;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A cloud of Auto Scaling groups that behave like EC2's, in the time of a {@link Timeline}.
 *
 * <pre>{@code
 * SimulatedCloud cloud = SimulatedCloud.on(timeline).joins(cluster).recommends("1.34", "ami-new");
 * cloud.group("workers", group -> group
 *     .size(6).max(10).zones("a", "b", "c").template("lt-1", "ami-old").bootsIn(seconds(20, 40)));
 * InstanceProvider provider = cloud.provider();
 * }</pre>
 *
 * <p>The same seed and the same calls give the same history on every JVM. Everything here is called
 * on the timeline's thread; only the provider's methods may be called wherever the timeline may be.
 */
public final class SimulatedCloud {

  private final CloudWorld world;

  private SimulatedCloud(Timeline timeline, long seed) {
    this.world = new CloudWorld(timeline, seed);
  }

  /** Returns an empty cloud with seed 1. */
  public static SimulatedCloud on(Timeline timeline) {
    return on(timeline, 1);
  }

  /** Returns an empty cloud whose random streams come from that seed. */
  public static SimulatedCloud on(Timeline timeline, long seed) {
    return new SimulatedCloud(timeline, seed);
  }

  /** Hands machines to that cluster as they boot and vanish; to nobody until this is called. */
  public SimulatedCloud joins(NodeLink cluster) {
    world.joins(cluster);
    return this;
  }

  /** States a group; its first instances are in service and booted at once. */
  public SimulatedGroup group(String name, Consumer<GroupSpec> statement) {
    GroupSpec spec = new GroupSpec(name);
    statement.accept(spec);
    return world.add(spec.settings());
  }

  /**
   * Returns a group by name.
   *
   * @throws CloudRejection where there is none
   */
  public SimulatedGroup group(String name) {
    return world.group(name);
  }

  /** Returns the group that lists, or once listed, that instance. */
  public SimulatedGroup groupOfInstance(String instanceId) {
    return world.groupOfInstance(instanceId);
  }

  /** Returns all groups in the order in which they were stated. */
  public List<SimulatedGroup> groups() {
    return world.groups();
  }

  /** Returns every instance that ever was, terminated ones included, in the order of launch. */
  public List<CloudInstance> instances() {
    return world.instances();
  }

  /** Returns the instance of that id, running or not. */
  public Optional<CloudInstance> instance(String id) {
    return world.instance(id);
  }

  /**
   * Returns the group as callers are shown it, which may be a while ago.
   *
   * @throws CloudRejection where there is none
   */
  public CloudGroup shown(String group) {
    return world.shown(group);
  }

  public CloudTemplates templates() {
    return world.templates();
  }

  public CloudImages images() {
    return world.images();
  }

  /** Recommends that image for nodes of that Kubernetes version, Amazon Linux 2023 on x86_64. */
  public SimulatedCloud recommends(String kubernetesVersion, String image) {
    world.recommends(kubernetesVersion, image);
    return this;
  }

  /** Returns the image that is recommended for nodes of that Kubernetes version. */
  public Optional<String> recommended(String kubernetesVersion) {
    return world.recommended(kubernetesVersion);
  }

  /** Returns the Kubernetes version that the image is or was recommended for. */
  public Optional<String> kubernetesVersionOf(String image) {
    return world.kubernetesVersionOf(image);
  }

  /** Sets the cluster's Kubernetes version, which the latest image is for; 1.34 at first. */
  public SimulatedCloud kubernetesVersion(String version) {
    world.kubernetesVersion(version);
    return this;
  }

  public String kubernetesVersion() {
    return world.kubernetesVersion();
  }

  /** Says whether machines can be had in that zone; they can until it is said otherwise. */
  public SimulatedCloud zoneHasCapacity(String zone, boolean available) {
    world.supply().zone(zone, available);
    return this;
  }

  /** Says whether machines of that type can be had in that zone. */
  public SimulatedCloud typeHasCapacity(String zone, String type, boolean available) {
    world.supply().type(zone, type, available);
    return this;
  }

  /** Lets all machines together have at most so many virtual cores; no limit at first. */
  public SimulatedCloud coreQuota(int cores) {
    world.supply().quota(cores);
    return this;
  }

  /** Returns how many virtual cores the machines have that were launched and are not gone. */
  public int coresUsed() {
    return world.supply().coresUsed();
  }

  /** Lets a zone's subnet have so many addresses, used ones included; no limit at first. */
  public SimulatedCloud subnetAddresses(String zone, int most) {
    world.supply().addresses(zone, most);
    return this;
  }

  /** Returns how many addresses of a zone's subnet are used. */
  public int addressesUsed(String zone) {
    return world.supply().addressesUsed(zone);
  }

  /** Lets each call of the provider take that long, there and back; 50 ms at first. */
  public SimulatedCloud callsTake(DurationRange range) {
    world.callsTake(range);
    return this;
  }

  /** Shows the groups to callers as they were that long ago; zero at first. */
  public SimulatedCloud describesLag(Duration lag) {
    world.describesLag(lag);
    return this;
  }

  /** Shows groups and instances as an eventually consistent cloud does; at once at first. */
  public SimulatedCloud consistency(DescribeConsistency consistency) {
    world.consistency(consistency);
    return this;
  }

  /** Returns how long after a change it is certain to be shown. */
  public Duration shownWithin() {
    return world.shownWithin();
  }

  /** Returns the faults of the provider's calls. */
  public CloudFaults faults() {
    return world.faults();
  }

  /** Returns the groups behind the port that the engine uses. */
  public InstanceProvider provider() {
    return world.provider();
  }

  /** Calls the listener with every change at the moment at which it becomes true. */
  public Subscription observeTruth(Consumer<CloudChange> listener) {
    return world.log().listen(listener);
  }

  /** Returns everything that has changed so far, in order. */
  public List<CloudChange> history() {
    return world.log().changes();
  }

  /** Returns the timeline that this cloud lives on. */
  public Timeline timeline() {
    return world.timeline();
  }
}
