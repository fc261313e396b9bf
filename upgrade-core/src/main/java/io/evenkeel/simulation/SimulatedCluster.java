package io.evenkeel.simulation;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.internal.ClusterCore;
import io.evenkeel.simulation.internal.Names;
import io.evenkeel.simulation.internal.Provisioner;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A Kubernetes cluster that exists only in memory: API server, controllers, scheduler and kubelets
 * on one timeline, so that upgrade logic can be tested in milliseconds.
 *
 * <p>Names are {@code name}, in the namespace {@code default}, or {@code namespace/name}. Equal
 * programs with equal seeds have equal {@linkplain #history() histories}. Use it on the timeline's
 * thread only.
 */
public final class SimulatedCluster extends ClusterState {
  private static final Duration SETTLES_WITHIN = Duration.ofHours(1);

  private final Timeline timeline;
  private final MachineTypes types = new MachineTypes();
  private final Joins joins;
  private Optional<ClusterRecord> record = Optional.empty();

  private SimulatedCluster(Timeline timeline, ClusterSettings settings) {
    super(new ClusterCore(timeline, settings));
    this.timeline = timeline;
    this.joins = new Joins(core, types);
  }

  /** Returns an empty cluster on that timeline, with the default settings and the seed 1. */
  public static SimulatedCluster on(Timeline timeline) {
    return on(timeline, ClusterSettings.seeded(1));
  }

  /** Returns an empty cluster on that timeline, with these settings. */
  public static SimulatedCluster on(Timeline timeline, ClusterSettings settings) {
    return new SimulatedCluster(timeline, settings);
  }

  /** Returns a client of this cluster, as a run uses it. */
  public ClusterClient client() {
    return core.client();
  }

  /** Returns where a simulated cloud tells this cluster about its machines. */
  public NodeLink nodeLink() {
    return joins;
  }

  Provisioner provisioner() {
    return core.provisioner(joins);
  }

  // Saying what is in it

  /** Adds a node that is Ready. */
  public SimulatedCluster node(String name, Consumer<NodeShape> shape) {
    NodeShape wanted = new NodeShape(name);
    shape.accept(wanted);
    joins.add(wanted);
    return this;
  }

  /** Says what nodes of a machine type offer; 4 cores, 16 GiB and 58 pods for an unknown type. */
  public SimulatedCluster machineType(String type, double cores, long memoryGib, long maxPods) {
    NodeShape shape = new NodeShape(type).cpu(cores).memoryGib(memoryGib).maxPods(maxPods);
    types.put(type, shape.allocatable());
    return this;
  }

  /** Changes how nodes of machines from the cloud join from now on. */
  public SimulatedCluster whenNodesJoin(BiConsumer<BootedInstance, NodeShape> rule) {
    joins.rule(rule);
    return this;
  }

  /** Gives the next node that joins that name, if no other has it then. */
  public SimulatedCluster nextNodeIsNamed(String name) {
    joins.nameNext(name);
    return this;
  }

  /** Says which Kubernetes version the API server is of; 1.36 at first. */
  public SimulatedCluster version(String version) {
    core.outages().serve(version);
    return this;
  }

  public SimulatedCluster deployment(String name, Consumer<DeploymentShape> shape) {
    DeploymentShape wanted = new DeploymentShape(Names.key(ObjectKind.DEPLOYMENT, name));
    shape.accept(wanted);
    core.objects()
        .addWorkload(wanted.key, wanted.replicas, wanted.template(), wanted.maxUnavailable);
    return this;
  }

  public SimulatedCluster statefulSet(String name, Consumer<StatefulSetShape> shape) {
    StatefulSetShape wanted = new StatefulSetShape(Names.key(ObjectKind.STATEFUL_SET, name));
    shape.accept(wanted);
    Workload set =
        core.objects()
            .addWorkload(wanted.key, wanted.replicas, wanted.template(), Optional.empty());
    if (wanted.zonalDisks) {
      core.objects().giveDisks(set);
    }
    return this;
  }

  public SimulatedCluster daemonSet(String name) {
    return daemonSet(name, shape -> {});
  }

  public SimulatedCluster daemonSet(String name, Consumer<DaemonSetShape> shape) {
    DaemonSetShape wanted = new DaemonSetShape(Names.key(ObjectKind.DAEMON_SET, name));
    shape.accept(wanted);
    core.objects().addDaemonSet(wanted.key, wanted.template());
    return this;
  }

  public SimulatedCluster job(String name, Consumer<JobShape> shape) {
    JobShape wanted = new JobShape(Names.key(ObjectKind.JOB, name));
    shape.accept(wanted);
    core.objects().addWorkload(wanted.key, wanted.parallel, wanted.template(), Optional.empty());
    return this;
  }

  /** Adds a pod that no controller recreates. */
  public SimulatedCluster pod(String name, Consumer<BarePodShape> shape) {
    BarePodShape wanted = new BarePodShape(Names.key(ObjectKind.POD, name));
    shape.accept(wanted);
    core.objects().addPod(wanted.key, wanted.template(), wanted.node);
    return this;
  }

  /** Adds a PodDisruptionBudget for the workload of that name. */
  public SimulatedCluster budget(String name, Consumer<BudgetShape> shape) {
    ObjectKey key = Names.key(ObjectKind.BUDGET, name);
    BudgetShape wanted = new BudgetShape(key.name());
    shape.accept(wanted);
    core.objects().addBudget(key, wanted.selector, wanted.limit, wanted.unhealthy);
    return this;
  }

  /** Adds a Service of type LoadBalancer for the workload of that name. */
  public SimulatedCluster loadBalancer(String name, boolean localTraffic) {
    ObjectKey key = Names.key(ObjectKind.SERVICE, name);
    core.objects().addService(key, LabelSelector.of("app", key.name()), true, localTraffic);
    return this;
  }

  // Letting it run

  /**
   * Lets virtual time pass until nothing is under way in the cluster: pods are placed and started,
   * nodes have joined, budgets have their status. What cannot be placed stays pending.
   *
   * @throws IllegalStateException if the timeline is not virtual, or it does not settle in an hour
   */
  public SimulatedCluster settle() {
    if (!(timeline instanceof VirtualTimeline virtual)) {
      throw new IllegalStateException(
          "only a cluster on a VirtualTimeline can be settled; elsewhere wait for isSettled()");
    }
    if (!virtual.runUntil(this::isSettled, SETTLES_WITHIN) && !isSettled()) {
      throw new IllegalStateException(
          "the cluster did not settle within " + SETTLES_WITHIN + "; look at its history()");
    }
    return this;
  }

  /** Returns whether nothing is under way in the cluster. */
  public boolean isSettled() {
    return core.settled();
  }

  // What goes wrong, and what other people do

  /** Lets the cluster be changed as other people or other controllers would. */
  public ClusterEdits edit() {
    return new ClusterEdits(core, joins);
  }

  /** Lets that actor take part in the cluster's life, such as an autoscaler. */
  public SimulatedCluster with(ClusterActor actor) {
    actor.join(this, timeline);
    return this;
  }

  /** Denies that permission from now on. */
  public SimulatedCluster deny(Permission permission) {
    core.outages().deny(permission);
    return this;
  }

  /** Grants a permission again that was denied. */
  public SimulatedCluster allow(Permission permission) {
    core.outages().allow(permission);
    return this;
  }

  /** Returns what goes wrong with the calls of {@link #client()}: nothing unless asked for. */
  public ClusterFaults faults() {
    return new ClusterFaults(core.outages());
  }

  /** Breaks every watch for that long. */
  public void interruptWatches(Duration duration) {
    core.outages().interruptWatches(duration);
  }

  // What is kept of it

  /** Begins to record what assertions ask about; a recording that went on before is dropped. */
  public ClusterRecord startRecording() {
    record.ifPresent(ClusterRecord::stop);
    ClusterRecord begun = new ClusterRecord(core);
    record = Optional.of(begun);
    return begun;
  }

  /**
   * Returns what was recorded.
   *
   * @throws IllegalStateException if no recording was started
   */
  public ClusterRecord recorded() {
    return record.orElseThrow(
        () -> new IllegalStateException("nothing was recorded; call startRecording() first"));
  }
}
