package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.History;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All parts of one simulated cluster, put together, and what is in it. */
public final class ClusterCore {
  private final World world;
  private final ClusterNodes nodes;
  private final ClusterObjects objects;
  private final Outages outages;
  private final LoadBalancers loadBalancers;
  private final DisruptionController budgets;
  private final ClusterClient client;
  private final ApiServer server;
  private final Provisioner.Parts parts;

  public ClusterCore(Timeline timeline, ClusterSettings settings) {
    world = new World(timeline, settings);
    NodeMachines machines = new NodeMachines();
    PodDeletion deletion = new PodDeletion(world);
    Volumes volumes = new Volumes(world);
    budgets = new DisruptionController(world);
    Kubelets kubelets = new Kubelets(world, machines, deletion, volumes);
    NodeLifecycle lifecycle = new NodeLifecycle(world, deletion);
    new ReplicaSets(world, deletion);
    Deployments deployments = new Deployments(world);
    StatefulSets statefulSets = new StatefulSets(world, deletion, volumes);
    new DaemonSets(world);
    new GarbageCollector(world, deletion);
    Scheduler scheduler = new Scheduler(world, deletion);
    loadBalancers = new LoadBalancers(world);
    server = new ApiServer(world, deletion);
    outages = new Outages(world, server, volumes);
    client = new SimulatedClient(world, server, outages);
    nodes = new ClusterNodes(world, machines, lifecycle, kubelets);
    objects = new ClusterObjects(world, deletion, statefulSets, deployments);
    parts =
        new Provisioner.Parts(world, client, deletion, volumes, objects, scheduler::makesRoomFor);
  }

  /** Returns a provisioner that works on this cluster from now on. */
  public Provisioner provisioner(PoolMachines machines) {
    return new Provisioner(parts, machines);
  }

  public ClusterClient client() {
    return client;
  }

  public void stopBudgetController(Duration span) {
    budgets.stop(span);
  }

  public ClusterNodes machines() {
    return nodes;
  }

  public ClusterObjects objects() {
    return objects;
  }

  public Outages outages() {
    return outages;
  }

  public LoadBalancers loadBalancers() {
    return loadBalancers;
  }

  /** Somebody removes the lease of that name. */
  public void deleteLease(String name) {
    server.leases.delete(name);
  }

  public History history() {
    return world.history();
  }

  public boolean settled() {
    return world.settled();
  }

  public Runnable watchTruth(Consumer<Truth> watcher) {
    return world.watchTruth(watcher);
  }

  // What is there

  public Collection<Node> nodes() {
    return world.store.nodes();
  }

  public Collection<Pod> pods() {
    return world.store.pods();
  }

  public List<Budget> budgets() {
    return List.copyOf(world.store.<Budget>all(ObjectKind.BUDGET));
  }

  public List<Workload> workloads() {
    return world.store.workloads();
  }

  public Collection<Pod> podsOn(String node) {
    return world.pods.onNode(node);
  }

  public Collection<Pod> podsOf(String controllerUid) {
    return world.pods.ofController(controllerUid);
  }

  /** Returns the budgets that cover the pod, or covered it while it was there. */
  public List<ObjectKey> budgetsOf(Pod pod) {
    return world.pods.budgetsOf(pod.key());
  }

  public Optional<ClusterObject> find(ObjectKey key) {
    return Optional.ofNullable(world.store.find(key));
  }

  public ClusterSnapshot snapshot() {
    return world.store.snapshot();
  }
}
