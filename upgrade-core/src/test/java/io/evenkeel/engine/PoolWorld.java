package io.evenkeel.engine;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One made-up pool with what runs on it and what goes wrong, by a seed. */
final class PoolWorld {
  private static final String POOL = "general";

  private final long seed;
  private final Random random;
  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster;
  private final SimulatedNodePools pools;
  private final List<UpgradeEvent> events = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final int size;
  private final int surge;
  private final int way;
  private final boolean removesUnused;
  private final Set<String> takenByItself = new TreeSet<>();
  private boolean judged;
  private int atFirst;
  private int launchedByOthers;

  PoolWorld(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.size = 3 + random.nextInt(8);
    this.surge = 1 + random.nextInt(4);
    this.way = random.nextInt(3);
    this.removesUnused = new Random(31 * seed + 7).nextInt(3) == 0;
    this.cluster =
        SimulatedCluster.on(time, ClusterSettings.seeded(seed))
            .machineType("m7i.xlarge", 4, 16, 58);
    this.pools = SimulatedNodePools.on(cluster);
  }

  List<String> violations() {
    return violations;
  }

  /** Lets it happen and returns how it has ended. */
  String play() {
    state();
    cluster.observeTruth(truth -> look());
    judged = true;
    atFirst = inState(NodeClaim.State.IN_SERVICE) + beginning();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .nodePool(pools.provider(), POOL, this::roll)
            .build();
    Upgrader upgrader = upgrader(0);
    UpgradeRun run = upgrader.start(plan, Watched.recorder(events));
    for (int death = 1; death <= random.nextInt(3); death++) {
      time.advance(Duration.ofSeconds(5 + random.nextInt(120)));
      upgrader.close();
      upgrader = upgrader(death);
      run = upgrader.start(plan, Watched.recorder(events));
    }
    if (random.nextInt(5) == 0) {
      time.advance(Duration.ofSeconds(random.nextInt(180)));
      run.cancel();
    }
    UpgradeOutcome outcome = Trial.finish(time, run, seed);
    time.advance(Duration.ofMinutes(2));
    left();
    if (removesUnused && outcome.succeeded() && launchedByOthers == 0) {
      allHaveRoom();
    }
    return outcome instanceof UpgradeOutcome.Failed failed
        ? failed.reason().name()
        : outcome.succeeded() ? "succeeded" : "stopped";
  }

  private Upgrader upgrader(int number) {
    return Upgrader.builder().timeline(time).holder("process " + number).build();
  }

  private void roll(NodePoolBuilder pool) {
    switch (way) {
      case 0 -> pool.watched();
      case 1 -> pool.gated(Quantity.nodes(surge));
      default -> pool.driven(Quantity.nodes(surge));
    }
    if (removesUnused) {
      pool.removeUnused();
    }
  }

  private void state() {
    pools.pool(
        POOL,
        pool -> {
          pool.size(size).budget(List.of("100%", "1", "34%").get(random.nextInt(3)));
          if (random.nextBoolean()) {
            pool.neverConsolidates();
          } else {
            pool.consolidates(Duration.ofSeconds(30 + random.nextInt(120)));
          }
        });
    cluster.settle();
    int services = 1 + random.nextInt(4);
    for (int i = 0; i < services; i++) {
      String name = "shop/s" + i;
      int replicas = 2 + random.nextInt(2 * size);
      int cpu = List.of(300, 700, 1250).get(random.nextInt(3));
      cluster.deployment(name, app -> app.replicas(replicas).requests(cpu, 512));
      cluster.budget(name, budget -> budget.maxUnavailable(String.valueOf(1 + random.nextInt(3))));
    }
    cluster.settle();
    time.advance(Duration.ofHours(1));
    pools.drift(POOL);
    time.advance(Duration.ofSeconds(random.nextInt(20)));
    if (random.nextInt(3) == 0) {
      // Somebody needs more room, or less, while the pool is rolled.
      int replicas = 1 + random.nextInt(3 * size);
      time.schedule(
          Duration.ofSeconds(random.nextInt(200)),
          () -> cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/s0", replicas));
      launchedByOthers = 2 * size;
    }
  }

  private void look() {
    if (!judged) {
      return;
    }
    pools.claims(POOL).stream()
        .filter(claim -> claim.state() == NodeClaim.State.DISRUPTED && !isLetGo(claim))
        .forEach(claim -> takenByItself.add(claim.uid()));
    int most = Math.max(size, atFirst) + surge + launchedByOthers + takenByItself.size();
    if (way > 0 && pools.claims(POOL).size() > most) {
      violation(pools.claims(POOL).size() + " machines, at most " + most + " are allowed");
    }
  }

  /** What the provisioner has begun before it was held is not our doing. */
  private boolean isLetGo(NodeClaim claim) {
    return claim
        .node()
        .flatMap(name -> cluster.nodes().stream().filter(n -> n.name().equals(name)).findFirst())
        .filter(node -> node.hasAnnotation(Marks.LET_GO))
        .isPresent();
  }

  /** Returns how many machines are on their way: replacements, and what they replace, are one. */
  private int beginning() {
    return Math.max(
        inState(NodeClaim.State.LAUNCHING),
        inState(NodeClaim.State.DISRUPTED) + inState(NodeClaim.State.TERMINATING));
  }

  private int inState(NodeClaim.State state) {
    return (int) pools.claims(POOL).stream().filter(claim -> claim.state() == state).count();
  }

  private void left() {
    for (NodeClaim claim : pools.claims(POOL)) {
      claim
          .node()
          .flatMap(name -> cluster.nodes().stream().filter(n -> n.name().equals(name)).findFirst())
          .filter(node -> claim.state() != NodeClaim.State.TERMINATING)
          .filter(PoolWorld::isMarked)
          .ifPresent(node -> violation("node " + node.name() + " keeps marks of ours"));
    }
    cluster.snapshot().pods().stream()
        .filter(pod -> pod.meta().labels().containsKey(NodePoolProvider.REQUEST_LABEL))
        .forEach(pod -> violation("pod " + pod.name() + " still asks for a node"));
  }

  /** What nobody needed is missed by nobody. */
  private void allHaveRoom() {
    cluster.snapshot().pods().stream()
        .filter(pod -> pod.nodeName().isEmpty())
        .forEach(pod -> violation("pod " + pod.name() + " has no room"));
    // What is launched for the pods of nodes that the provisioner saves after the run is its own.
    int going = inState(NodeClaim.State.DISRUPTED) + inState(NodeClaim.State.TERMINATING);
    if (inState(NodeClaim.State.LAUNCHING) > going) {
      violation("a machine is launched although some were removed as unused");
    }
  }

  private static boolean isMarked(Node node) {
    return Marks.any(node) || node.hasAnnotation(NodePoolProvider.HELD) || node.unschedulable();
  }

  private String unused() {
    return removesUnused ? " removing unused" : "";
  }

  private void violation(String what) {
    if (violations.size() < 3) {
      violations.add("seed " + seed + " way " + way + " surge " + surge + unused() + ": " + what);
    }
  }
}
