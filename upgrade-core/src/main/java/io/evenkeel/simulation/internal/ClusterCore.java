package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Service;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.History;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Permission;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All parts of one simulated cluster, put together. */
public final class ClusterCore {
  private final World world;
  private final NodeMachines machines = new NodeMachines();
  private final PodDeletion deletion;
  private final NodeLifecycle lifecycle;
  private final StatefulSets statefulSets;
  private final WatchHub watches;
  private final ApiServer server;
  private final ClusterClient client;
  private final FaultBook faults;

  public ClusterCore(Timeline timeline, ClusterSettings settings) {
    world = new World(timeline, settings);
    deletion = new PodDeletion(world);
    Volumes volumes = new Volumes(world);
    new DisruptionController(world);
    new Kubelets(world, machines, deletion, volumes);
    lifecycle = new NodeLifecycle(world, deletion);
    new ReplicaSets(world, deletion);
    statefulSets = new StatefulSets(world, deletion, volumes);
    new DaemonSets(world);
    new Scheduler(world);
    watches = new WatchHub(world);
    server = new ApiServer(world, deletion);
    faults = new FaultBook(world);
    client = new SimulatedClient(world, server, watches, faults);
  }

  public ClusterClient client() {
    return client;
  }

  public FaultBook faults() {
    return faults;
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

  public void interruptWatches(Duration duration) {
    watches.interrupt(duration, "the connection broke");
  }

  public void deny(Permission permission) {
    server.deny(permission);
  }

  /** Returns metadata with a new uid for an object that is created now. */
  public Meta newMeta(ObjectKey key) {
    return world.newMeta(key);
  }

  // Machines and nodes

  /** Adds a node whose machine runs and that is Ready. */
  public void addNode(String instanceId, Node node) {
    machines.booted(instanceId, node.name());
    lifecycle.addReady(node);
  }

  /** Lets the machine's node register, and become Ready if it ever does. */
  public void join(String instanceId, Node node, boolean becomesReady) {
    machines.booted(instanceId, node.name());
    Seeds chance = world.seeds.stream("join");
    Duration register = chance.draw(world.settings.register(), instanceId);
    Duration ready = chance.draw(world.settings.becomeReady(), instanceId + "/ready");
    world.after(
        register,
        () -> {
          if (machines.runs(node.name())) {
            lifecycle.register(node.withMeta(world.newMeta(node.key()).withLabels(labels(node))));
            if (becomesReady) {
              world.after(ready, () -> becomeReady(node.name()));
            }
          }
        });
  }

  private static Map<String, String> labels(Node node) {
    return node.meta().labels();
  }

  private void becomeReady(String node) {
    if (machines.runs(node)) {
      lifecycle.becomeReady(node);
    }
  }

  public void machineGone(String instanceId) {
    String node = machines.gone(instanceId);
    if (!node.isEmpty()) {
      world.history.add("machine " + instanceId + " of Node " + node + " gone");
      lifecycle.machineGone(node);
    }
  }

  /** Lets the node stop or resume reporting, its machine running on. */
  public void silence(String node, boolean silent) {
    if (silent) {
      lifecycle.lose(node, false);
    } else {
      lifecycle.hear(node);
    }
  }

  // Objects

  /** Adds a Deployment, with its ReplicaSet, or another workload. */
  public Workload addWorkload(
      ObjectKey key, int replicas, PodTemplate template, Optional<PodShare> maxUnavailable) {
    LabelSelector selector = LabelSelector.of("app", key.name());
    Workload workload =
        new Workload(
            world.newMeta(key).withLabels(template.labels()),
            selector,
            replicas,
            0,
            maxUnavailable);
    world.remember(workload.uid(), template);
    Workload created = world.store.create(workload);
    if (key.kind() == ObjectKind.DEPLOYMENT) {
      addReplicaSet(created, template);
    }
    return created;
  }

  private void addReplicaSet(Workload deployment, PodTemplate template) {
    ObjectKey key =
        new ObjectKey(
            ObjectKind.REPLICA_SET,
            deployment.key().namespace(),
            Names.replicaSetOf(deployment.name()));
    Meta meta =
        world
            .newMeta(key)
            .withLabels(deployment.meta().labels())
            .withController(Owner.of(deployment.kind(), deployment.name(), deployment.uid()));
    world.remember(meta.uid(), template);
    world.store.create(
        new Workload(meta, deployment.selector(), deployment.replicas(), 0, Optional.empty()));
  }

  public void giveDisks(Workload statefulSet) {
    statefulSets.giveDisks(statefulSet);
  }

  public void addDaemonSet(ObjectKey key, PodTemplate template) {
    addWorkload(key, 0, daemon(template), Optional.empty());
  }

  private static PodTemplate daemon(PodTemplate template) {
    return new PodTemplate(
        template.labels(),
        template.annotations(),
        template.requests(),
        DaemonSets.placement(template.placement()),
        template.grace(),
        template.priority(),
        template.priorityClass(),
        template.emptyDir(),
        template.starts(),
        template.stops(),
        template.runs(),
        template.fails());
  }

  /** Adds a pod without a controller, bound already where a node is given. */
  public void addPod(ObjectKey key, PodTemplate template, Optional<String> node) {
    Pod pod = template.pod(world.newMeta(key), template.placement());
    world.remember(pod.uid(), template);
    world.store.create(node.map(pod::withNode).orElse(pod));
  }

  public void addBudget(
      ObjectKey key, LabelSelector selector, Budget.Limit limit, Budget.UnhealthyPods unhealthy) {
    world.store.create(
        new Budget(world.newMeta(key), selector, limit, unhealthy, Budget.Status.NONE));
  }

  public void addService(
      ObjectKey key, LabelSelector selector, boolean loadBalanced, boolean localTraffic) {
    world.store.create(new Service(world.newMeta(key), selector, loadBalanced, localTraffic));
  }

  // What people do

  public void scale(Workload workload, int replicas) {
    server.rescale(workload, replicas);
  }

  public void deletePod(Pod pod) {
    world.tell(new Truth.Deleted(world.now(), pod));
    deletion.delete(pod, pod.grace());
  }

  /** Replaces the node, budget or pod as a person would with an editor. */
  public void edit(ClusterObject object) {
    world.store.update(object);
  }

  public void remove(ObjectKey key) {
    world.store.remove(key);
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

  public Collection<Pod> podsUnder(ObjectKey budget) {
    return world.pods.coveredBy(budget);
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
