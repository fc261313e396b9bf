package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.LifecycleState;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.SimulatedManagedGroups.Marking;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutState;
import io.evenkeel.spi.RolloutState.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One update of a managed group, phase by phase, looked after every few seconds. */
final class ManagedRollout {
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration SOAK = Duration.ofSeconds(60);
  private static final Duration NODES_COME_WITHIN = Duration.ofMinutes(20);
  private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
  private static final Taint TAINT =
      new Taint("eks.amazonaws.com/nodegroup", "unschedulable", Taint.Effect.NO_SCHEDULE);
  private static final int MOST_AT_ONCE = 100;

  private final String id;
  private final SimulatedCloud cloud;
  private final SimulatedCluster cluster;
  private final SimulatedGroup group;
  private final RolloutOrder order;
  private final RolloutPace pace;
  private final Duration drainLimit;
  private final Marking marking;
  private final Seeds chance;
  private final CloudGroup before;
  private final Map<String, Instant> draining = new LinkedHashMap<>();
  private final Map<String, Instant> emptySince = new LinkedHashMap<>();
  private final List<RolloutState.Trouble> troubles = new ArrayList<>();
  private Stage stage = Stage.IN_PROGRESS;
  private Instant waitsSince = Instant.EPOCH;
  private Runnable phase = this::scaleUp;

  ManagedRollout(
      String id,
      SimulatedCloud cloud,
      SimulatedCluster cluster,
      SimulatedGroup group,
      RolloutOrder order,
      RolloutPace pace,
      Duration drainLimit,
      Marking marking) {
    this.id = id;
    this.cloud = cloud;
    this.cluster = cluster;
    this.group = group;
    this.order = order;
    this.pace = pace;
    this.drainLimit = drainLimit;
    this.marking = marking;
    this.before = group.state();
    this.chance = new Seeds(id.hashCode()).stream("managed rollout");
  }

  String id() {
    return id;
  }

  String group() {
    return group.name();
  }

  boolean goesOn() {
    return stage == Stage.IN_PROGRESS;
  }

  RolloutState state() {
    return new RolloutState(stage, troubles);
  }

  void begin() {
    waitsSince = now();
    setUp();
    next();
  }

  private Instant now() {
    return cloud.timeline().now();
  }

  private void next() {
    cloud
        .timeline()
        .schedule(
            STEP,
            () -> {
              if (goesOn()) {
                phase.run();
                next();
              }
            });
  }

  private void setUp() {
    LaunchTemplate.Version version =
        cloud
            .templates()
            .addVersion(
                before.pointer().template(),
                cloud
                    .templates()
                    .version(before.pointer())
                    .content()
                    .withImage(order.target().version()),
                "made by update " + id,
                id);
    group.point(cloud.templates().get(before.pointer().template()).named(version.number()));
    int old = old().size();
    if (old == 0) {
      stage = Stage.SUCCEEDED;
    } else if (pace.capacity() == RolloutPace.Capacity.SURGE) {
      int surge = Math.max(2 * before.zones().size(), atOnce(before.desired()));
      group.resize(before.min(), before.max() + surge, before.desired() + surge);
    } else {
      phase = this::upgrade;
    }
  }

  private int atOnce(int size) {
    return Math.min(MOST_AT_ONCE, Math.max(1, pace.maxUnavailable().roundedDown(size)));
  }

  private void scaleUp() {
    List<CloudInstance> fresh = inService().stream().filter(instance -> !isOld(instance)).toList();
    boolean all = group.state().present() >= group.state().desired();
    boolean ready = fresh.stream().allMatch(i -> node(i).filter(Node::ready).isPresent());
    if (all && ready && !fresh.isEmpty()) {
      old().forEach(this::mark);
      phase = this::upgrade;
    } else if (waitsSince.plus(NODES_COME_WITHIN).isBefore(now())) {
      fail(
          "NodeCreationFailure",
          "Couldn't proceed with upgrade process as new nodes are not joining node group "
              + group.name(),
          "see why new nodes do not join, or do not become Ready",
          List.of());
    }
  }

  private void mark(Node node) {
    NodePatch patch =
        marking == Marking.CORDON
            ? NodePatch.nothing().cordon().label(EXCLUDED, "true")
            : NodePatch.nothing().addTaint(TAINT);
    cluster.edit().patch(node.name(), patch);
  }

  private void upgrade() {
    draining.keySet().removeIf(name -> old().stream().noneMatch(n -> n.name().equals(name)));
    List<Node> waiting =
        new ArrayList<>(old().stream().filter(n -> !draining.containsKey(n.name())).toList());
    while (draining.size() < atOnce(before.desired()) && !waiting.isEmpty() && mayTakeMore()) {
      int chosen = (int) Long.remainderUnsigned(chance.next(), waiting.size());
      take(waiting.remove(chosen));
    }
    List.copyOf(draining.keySet()).forEach(this::drain);
    if (goesOn() && old().isEmpty()) {
      waitsSince = now();
      phase = this::scaleDown;
    }
  }

  /**
   * Where new nodes do not come first, the guide has a node closed only once it is empty; then its
   * pods would come back to it, so that it has to be closed before.
   */
  private void take(Node node) {
    draining.put(node.name(), now());
    if (pace.capacity() == RolloutPace.Capacity.IN_PLACE) {
      mark(node);
    }
  }

  /** Without room above its size the group has to be whole before the next node is taken. */
  private boolean mayTakeMore() {
    return pace.capacity() == RolloutPace.Capacity.SURGE
        || readyNodes() - draining.size() > before.desired() - atOnce(before.desired());
  }

  private long readyNodes() {
    return inService().stream().filter(i -> node(i).filter(Node::ready).isPresent()).count();
  }

  private void drain(String name) {
    List<Pod> pods = movable(name);
    if (pods.isEmpty()) {
      emptied(name);
      return;
    }
    emptySince.remove(name);
    if (draining.getOrDefault(name, now()).plus(drainLimit).isAfter(now())) {
      evict(pods);
    } else if (order.undrainedNodes() == RolloutOrder.UndrainedNodes.TERMINATE_WITH_THEIR_PODS) {
      terminate(name, AfterTermination.REPLACE);
    } else {
      fail(
          "PodEvictionFailure",
          "Reached max retries while trying to evict pods from nodes in node group " + group.name(),
          "see which budget keeps the pods, or let the update be forced",
          List.of(name));
    }
  }

  private void evict(List<Pod> pods) {
    pods.stream()
        .filter(pod -> !pod.terminating())
        .forEach(pod -> cluster.client().evict(pod, Optional.empty()));
  }

  private void emptied(String name) {
    if (!emptySince.containsKey(name)) {
      emptySince.put(name, now());
      cluster.edit().patch(name, NodePatch.nothing().cordon());
    } else if (!emptySince.get(name).plus(SOAK).isAfter(now())) {
      terminate(name, AfterTermination.REPLACE);
    }
  }

  private void terminate(String name, AfterTermination after) {
    inService().stream()
        .filter(instance -> node(instance).filter(n -> n.name().equals(name)).isPresent())
        .findFirst()
        .ifPresent(instance -> group.terminate(instance.id(), after));
  }

  /** One node at a time, until the group is as large as before; its pods move once more. */
  private void scaleDown() {
    if (!isSettled()) {
      return;
    }
    if (group.state().desired() <= before.desired()) {
      group.resize(before.min(), before.max(), Math.min(before.desired(), group.state().desired()));
      draining.keySet().forEach(this::reopen);
      stage = Stage.SUCCEEDED;
      return;
    }
    if (draining.isEmpty()) {
      List<CloudInstance> all = inService();
      int chosen = (int) Long.remainderUnsigned(chance.next(), all.size());
      node(all.get(chosen)).map(Node::name).ifPresent(name -> draining.put(name, now()));
    }
    List.copyOf(draining.keySet()).forEach(this::leave);
  }

  /** Others have made the group small enough meanwhile. */
  private void reopen(String name) {
    if (cluster.nodes().stream().anyMatch(node -> node.name().equals(name))) {
      cluster.edit().patch(name, NodePatch.nothing().uncordon());
    }
  }

  private boolean isSettled() {
    return inService().size() == group.state().desired()
        && nodes().size() == group.state().desired();
  }

  private void leave(String name) {
    cluster.edit().patch(name, NodePatch.nothing().cordon());
    List<Pod> pods = movable(name);
    boolean late = !draining.getOrDefault(name, now()).plus(drainLimit).isAfter(now());
    if (pods.isEmpty() || late) {
      terminate(name, AfterTermination.GIVE_BACK);
      draining.remove(name);
    } else {
      evict(pods);
    }
  }

  private void fail(String code, String what, String remedy, List<String> resources) {
    stage = Stage.FAILED;
    troubles.add(new RolloutState.Trouble(code, what, remedy, resources));
  }

  private List<Pod> movable(String node) {
    return cluster.podsOn(node).stream().filter(pod -> !pod.staysWithItsNode()).toList();
  }

  private List<CloudInstance> inService() {
    return group.state().instances().stream()
        .filter(instance -> instance.state() == LifecycleState.IN_SERVICE)
        .toList();
  }

  private boolean isOld(CloudInstance instance) {
    return node(instance).filter(node -> !order.target().isMetBy(node)).isPresent();
  }

  private Optional<Node> node(CloudInstance instance) {
    return cluster.nodes().stream()
        .filter(node -> node.providerId().filter(p -> p.endsWith("/" + instance.id())).isPresent())
        .findFirst();
  }

  private List<Node> nodes() {
    return cluster.nodes().stream()
        .filter(n -> group.name().equals(n.meta().labels().get(SimulatedManagedGroups.GROUP_LABEL)))
        .toList();
  }

  /** Returns the nodes of the group that are not at the target. */
  private List<Node> old() {
    return nodes().stream().filter(node -> !order.target().isMetBy(node)).toList();
  }
}
