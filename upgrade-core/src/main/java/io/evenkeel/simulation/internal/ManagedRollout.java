package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.LaunchTemplate;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedGroup;
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
import java.util.List;
import java.util.Optional;

/** One update of a managed group, phase by phase, looked after every few seconds. */
final class ManagedRollout {
  /** How old nodes are closed where EKS does not cordon them. */
  static final Taint TAINT =
      new Taint("eks.amazonaws.com/nodegroup", "unschedulable", Taint.Effect.NO_SCHEDULE);

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration NODES_COME_WITHIN = Duration.ofMinutes(20);
  private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
  private static final int MOST_AT_ONCE = 100;

  private final String id;
  private final SimulatedCloud cloud;
  private final NodeManager cluster;
  private final SimulatedGroup group;
  private final RolloutOrder order;
  private final RolloutPace pace;
  private final Marking marking;
  private final CloudGroup before;
  private final ManagedFleet fleet;
  private final ManagedDrains drains;
  private final Seeds chance;
  private final List<RolloutState.Trouble> troubles = new ArrayList<>();
  private Stage stage = Stage.IN_PROGRESS;
  private Optional<Instant> ended = Optional.empty();
  private Optional<CloudGroup> left = Optional.empty();
  private Instant waitsSince = Instant.EPOCH;
  private Runnable phase = this::setUp;

  /**
   * What EKS does not say, or what a test makes shorter.
   *
   * @param before how large the group is to be in the end
   */
  record Rules(RolloutPace pace, Duration drainLimit, Marking marking, CloudGroup before) {}

  ManagedRollout(
      String id,
      SimulatedCloud cloud,
      NodeManager cluster,
      SimulatedGroup group,
      RolloutOrder order,
      Rules rules) {
    this.id = id;
    this.cloud = cloud;
    this.cluster = cluster;
    this.group = group;
    this.order = order;
    this.pace = rules.pace();
    this.marking = rules.marking();
    this.before = rules.before();
    this.fleet = new ManagedFleet(group, cluster, order.target());
    this.drains = new ManagedDrains(cluster, cloud.timeline(), rules.drainLimit());
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

  Optional<Instant> ended() {
    return ended;
  }

  /** Returns how large the group was to be, where it is still as large as a failure has left it. */
  Optional<CloudGroup> unfinished() {
    return left.filter(then -> sizes(then).equals(sizes(group.state()))).map(then -> before);
  }

  private static List<Integer> sizes(CloudGroup group) {
    return List.of(group.min(), group.max(), group.desired());
  }

  void begin() {
    waitsSince = now();
    point();
    cluster.watch();
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

  private void point() {
    CloudGroup now = group.state();
    LaunchTemplate.Version version =
        cloud
            .templates()
            .addVersion(
                now.pointer().template(),
                cloud
                    .templates()
                    .version(now.pointer())
                    .content()
                    .withImage(order.target().version()),
                "made by update " + id,
                id);
    group.point(cloud.templates().get(now.pointer().template()).named(version.number()));
  }

  private void setUp() {
    if (!cluster.sees()) {
      failUnlessInTime("ClusterUnreachable", "The API server of the cluster cannot be reached.");
      return;
    }
    if (fleet.old().isEmpty()) {
      scaleDownNext();
    } else if (pace.capacity() == RolloutPace.Capacity.SURGE) {
      int surge = Math.max(2 * before.zones().size(), atOnce());
      group.resize(before.min(), before.max() + surge, before.desired() + surge);
      phase = this::scaleUp;
    } else {
      phase = this::upgrade;
    }
  }

  private int atOnce() {
    int share = pace.maxUnavailable().roundedDown(before.desired());
    return Math.min(MOST_AT_ONCE, Math.max(1, share));
  }

  private void scaleUp() {
    if (fleet.hasNewNodes()) {
      phase = this::upgrade;
      markOld();
    } else {
      failUnlessInTime(
          "NodeCreationFailure",
          "Couldn't proceed with upgrade process as new nodes are not joining node group "
              + group.name());
    }
  }

  /** A mark that somebody takes off, or that could not be set, is set again. */
  private void markOld() {
    fleet.old().stream().filter(node -> !isMarked(node)).forEach(this::mark);
  }

  private boolean isMarked(Node node) {
    return node.unschedulable() || node.taints().contains(TAINT);
  }

  private void mark(Node node) {
    NodePatch patch =
        marking == Marking.CORDON
            ? NodePatch.nothing().cordon().label(EXCLUDED, "true")
            : NodePatch.nothing().addTaint(TAINT);
    cluster.patch(node, patch);
  }

  private void upgrade() {
    if (pace.capacity() == RolloutPace.Capacity.SURGE) {
      markOld();
    }
    drains.forget(name -> !fleet.hasOld(name));
    List<Node> waiting =
        new ArrayList<>(fleet.old().stream().filter(n -> !drains.has(n.name())).toList());
    while (drains.size() < atOnce() && !waiting.isEmpty() && mayTakeMore()) {
      take(waiting.remove(chance(waiting.size())));
    }
    drains.nodes().forEach(this::drain);
    if (goesOn() && fleet.old().isEmpty()) {
      scaleDownNext();
    }
  }

  private int chance(int choices) {
    return (int) Long.remainderUnsigned(chance.next(), choices);
  }

  /**
   * Where new nodes do not come first, the guide has a node closed only once it is empty; then its
   * pods would come back to it, so that it has to be closed before.
   */
  private void take(Node node) {
    drains.take(node.name());
    if (pace.capacity() == RolloutPace.Capacity.IN_PLACE) {
      mark(node);
    }
  }

  /** Without room above its size the group has to be whole before the next node is taken. */
  private boolean mayTakeMore() {
    return pace.capacity() == RolloutPace.Capacity.SURGE
        || fleet.ready() - drains.size() > before.desired() - atOnce();
  }

  private void drain(String name) {
    switch (drains.step(name)) {
      case GOES_ON -> {}
      case OVER -> fleet.terminate(name, AfterTermination.REPLACE);
      case LATE -> late(name);
    }
  }

  private void late(String name) {
    if (order.undrainedNodes() == RolloutOrder.UndrainedNodes.TERMINATE_WITH_THEIR_PODS) {
      cluster.movable(name).forEach(cluster::delete);
      fleet.terminate(name, AfterTermination.REPLACE);
    } else {
      fail(
          "PodEvictionFailure",
          "Reached max retries while trying to evict pods from nodes in node group " + group.name(),
          "see which budget keeps the pods, or let the update be forced",
          List.of(name));
    }
  }

  private void scaleDownNext() {
    waitsSince = now();
    phase = this::scaleDown;
  }

  /** One node at a time, until the group is as large as before; its pods move once more. */
  private void scaleDown() {
    if (!fleet.isSettled()) {
      return;
    }
    if (group.state().desired() <= before.desired()) {
      group.resize(before.min(), before.max(), group.state().desired());
      drains.nodes().forEach(this::reopen);
      end(Stage.SUCCEEDED);
      return;
    }
    if (drains.size() == 0) {
      List<CloudInstance> all = fleet.inLargestZone();
      fleet.node(all.get(chance(all.size()))).map(Node::name).ifPresent(drains::take);
    }
    drains.nodes().forEach(this::leave);
  }

  /** Others have made the group small enough meanwhile. */
  private void reopen(String name) {
    cluster.node(name).ifPresent(node -> cluster.patch(node, NodePatch.nothing().uncordon()));
  }

  private void leave(String name) {
    drains.close(name);
    if (drains.isLate(name) || (drains.isClosed(name) && cluster.movable(name).isEmpty())) {
      fleet.terminate(name, AfterTermination.GIVE_BACK);
      drains.forget(name::equals);
    } else {
      cluster.movable(name).forEach(cluster::evict);
    }
  }

  private void failUnlessInTime(String code, String what) {
    if (waitsSince.plus(NODES_COME_WITHIN).isBefore(now())) {
      fail(code, what, "see why new nodes do not join, or do not become Ready", List.of());
    }
  }

  private void fail(String code, String what, String remedy, List<String> resources) {
    left = Optional.of(group.state());
    troubles.add(new RolloutState.Trouble(code, what, remedy, resources));
    end(Stage.FAILED);
  }

  private void end(Stage how) {
    stage = how;
    ended = Optional.of(now());
    cluster.close();
  }
}
