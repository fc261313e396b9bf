package io.evenkeel.engine;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.NodePoolSpec;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A shop on a node pool, with what was seen of it while something became of the pool. */
final class PoolScene {
  static final String POOL = "general";
  static final int NODES = 6;

  /** One that no node has, and that what runs there would tolerate. */
  static final Taint TOLERATED =
      new Taint("example.com/dedicated", "shop", Taint.Effect.NO_SCHEDULE);

  final VirtualTimeline time = new VirtualTimeline();
  final SimulatedCluster cluster =
      SimulatedCluster.on(time, ClusterSettings.seeded(7)).machineType("m7i.xlarge", 4, 16, 58);
  final SimulatedNodePools pools = SimulatedNodePools.on(cluster);
  final List<UpgradeEvent> events = new ArrayList<>();
  final List<String> broken = new ArrayList<>();
  final Instant beganAt;
  int mostNodes;
  int fewestNodes = Integer.MAX_VALUE;

  PoolScene() {
    this(pool -> pool.budget("100%"));
  }

  PoolScene(Consumer<NodePoolSpec> more) {
    pools.pool(
        POOL,
        pool -> {
          pool.size(NODES).neverConsolidates();
          more.accept(pool);
        });
    cluster.settle();
    cluster
        .daemonSet("kube-system/agent", agent -> agent.requests(100, 128))
        .deployment(
            "shop/web", web -> web.replicas(12).requests(1250, 1024).placed(PoolScene::tolerating))
        .budget("shop/web", budget -> budget.maxUnavailable("2"))
        .statefulSet(
            "shop/db", db -> db.replicas(6).requests(1250, 1024).placed(PoolScene::tolerating))
        .budget("shop/db", budget -> budget.maxUnavailable("1"));
    cluster.settle();
    time.advance(Duration.ofDays(1));
    beganAt = time.now();
    cluster.observeTruth(truth -> look());
    look();
  }

  private static Placement tolerating(Placement placement) {
    return placement.withTolerations(
        List.of(
            new Toleration(
                TOLERATED.key(),
                Toleration.Operator.EQUAL,
                TOLERATED.value(),
                Optional.of(TOLERATED.effect()))));
  }

  private void look() {
    mostNodes = Math.max(mostNodes, cluster.nodes().size());
    fewestNodes = Math.min(fewestNodes, (int) cluster.nodes().stream().filter(Node::ready).count());
    for (Budget budget : cluster.snapshot().budgets()) {
      int healthy =
          (int)
              cluster.snapshot().pods().stream()
                  .filter(pod -> budget.covers(pod) && pod.ready() && !pod.terminating())
                  .count();
      if (healthy < budget.status().desiredHealthy()) {
        broken.add(time.now() + " " + budget.key().path() + " has " + healthy);
      }
    }
  }

  UpgradePlan plan(Consumer<NodePoolBuilder> how) {
    return plan(cluster.client(), pools.provider(), how, plan -> {});
  }

  UpgradePlan plan(
      ClusterClient client,
      NodePoolProvider provider,
      Consumer<NodePoolBuilder> how,
      Consumer<UpgradePlanBuilder> more) {
    UpgradePlanBuilder plan = UpgradePlan.builder().clusterClient(client);
    more.accept(plan);
    return plan.nodePool(provider, POOL, how::accept).build();
  }

  UpgradeRun start(Consumer<NodePoolBuilder> how) {
    return start("first", plan(how));
  }

  UpgradeRun start(String holder, UpgradePlan plan) {
    return upgrader(holder).start(plan, recorder());
  }

  Upgrader upgrader(String holder) {
    return Upgrader.builder().timeline(time).holder(holder).build();
  }

  UpgradeOutcome end(UpgradeRun run) {
    return Trial.finish(time, run, 7);
  }

  UpgradeListener recorder() {
    return Watched.recorder(events);
  }

  Set<String> oldNodes() {
    Set<String> names = new TreeSet<>();
    cluster.nodes().forEach(node -> names.add(node.name()));
    return names;
  }

  List<NodeClaim> claims() {
    return pools.claims(POOL);
  }

  /** Returns the names of what is still there of ours. */
  List<String> marksLeft() {
    List<String> left = new ArrayList<>();
    cluster.nodes().stream()
        .filter(
            node ->
                Marks.any(node)
                    || node.unschedulable()
                    || node.hasAnnotation(NodePoolProvider.HELD))
        .map(Node::name)
        .forEach(left::add);
    cluster.snapshot().pods().stream()
        .filter(pod -> pod.meta().labels().containsKey(NodePoolProvider.REQUEST_LABEL))
        .map(Pod::name)
        .forEach(left::add);
    return left;
  }

  <E extends UpgradeEvent> List<E> told(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns when steps of that name were taken. */
  List<Instant> steps(String step) {
    return told(UpgradeEvent.Decided.class).stream()
        .filter(e -> e.step().equals(step))
        .map(UpgradeEvent.Decided::at)
        .toList();
  }
}
