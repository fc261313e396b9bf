package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.internal.PoolShape.Saving;
import io.evenkeel.campaign.internal.WorkloadShape.Balancer;
import io.evenkeel.campaign.internal.WorkloadShape.BudgetRule;
import io.evenkeel.campaign.internal.WorkloadShape.Kind;
import io.evenkeel.campaign.internal.WorkloadShape.Placing;
import io.evenkeel.campaign.internal.WorkloadShape.Priority;
import io.evenkeel.simulation.DurationRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes up worlds: 2 to 8 nodes in 1 to 3 zones, sometimes a second group, and workloads of every
 * kind with and without budgets. A <em>kind</em> world leaves room for all of its pods wherever
 * they may go and has no budget that could never allow anything, so that a fair plan can be
 * finished in it; any other may be as cramped as chance wants it. Every part has dice of its own.
 */
final class WorldDraft {
  private final long seed;
  private final boolean kind;

  private WorldDraft(long seed, boolean kind) {
    this.seed = seed;
    this.kind = kind;
  }

  static WorldShape of(long seed, boolean kind) {
    return new WorldDraft(seed, kind).world();
  }

  private WorldShape world() {
    Dice dice = dice("world");
    List<GroupShape> groups = new ArrayList<>();
    groups.add(group(CampaignWorld.GROUP, 8));
    if (dice.percent(20)) {
      groups.add(group("batch", 4));
    }
    int nodes = groups.stream().mapToInt(GroupShape::size).sum();
    Optional<DurationRange> agent =
        dice.percent(70) ? Optional.of(range(dice("agent"), 1, 40)) : Optional.empty();
    List<WorkloadShape> workloads = workloads(dice, nodes);
    int hours = dice.between(1, 100);
    headroom(nodes).ifPresent(workloads::add);
    boolean packs = dice("packing").percent(10);
    return new WorldShape(seed, groups, workloads, agent, packs, crowd(), hours, Optional.empty());
  }

  /** Returns a world whose nodes are those of a node pool. */
  static WorldShape withPool(long seed, boolean kind) {
    return new WorldDraft(seed, kind).poolWorld();
  }

  private WorldShape poolWorld() {
    PoolShape pool = pool();
    Dice dice = dice("world");
    Optional<DurationRange> agent =
        dice.percent(70) ? Optional.of(range(dice("agent"), 1, 40)) : Optional.empty();
    boolean packs = dice("packing").percent(10);
    return new WorldShape(
        seed,
        List.of(),
        workloads(dice, 2 * pool.size()),
        agent,
        packs,
        crowd(),
        1,
        Optional.of(pool));
  }

  private PoolShape pool() {
    Dice dice = dice("node pool");
    int saving = dice.between(1, 100);
    return new PoolShape(
        CampaignWorld.POOL,
        dice.between(2, 9),
        List.of("a", "b", "c").subList(0, dice.between(1, 3)),
        range(dice, 10, 90),
        List.of(dice.one(List.of("100%", "100%", "1", "34%", kind ? "2" : "0"))),
        saving <= 50 ? Saving.NOTHING : saving <= 65 ? Saving.EMPTY_NODES : Saving.UNDERUSED_NODES,
        dice.seconds(30, 150),
        dice.percent(8) ? Optional.of(dice.seconds(1, 1_800)) : Optional.empty(),
        dice.percent(10) ? OptionalInt.of(dice.between(kind ? 4 : 0, 6)) : OptionalInt.empty(),
        dice.percent(88) ? PoolShape.Drift.TEMPLATE : PoolShape.Drift.NONE,
        dice.seconds(1, 20));
  }

  /** Pods that hold room for more important ones, which then take it. */
  private Optional<WorkloadShape> headroom(int nodes) {
    Dice dice = dice("headroom");
    return dice.percent(85)
        ? Optional.empty()
        : Optional.of(
            new WorkloadShape(
                "headroom",
                Kind.DEPLOYMENT,
                dice.between(1, kind ? nodes : 2 * nodes),
                dice.between(1, kind ? 2 : 6) * 100,
                range(dice, 1, 5),
                range(dice, 1, 1),
                Placing.ANYWHERE,
                Priority.HEADROOM,
                Balancer.NONE,
                Optional.empty()));
  }

  private Optional<CrowdShape> crowd() {
    Dice dice = dice("crowd");
    return dice.percent(90)
        ? Optional.empty()
        : Optional.of(
            new CrowdShape(
                dice.between(1, 4),
                dice.between(1, 50),
                dice.between(1, 15),
                dice.between(1, 4),
                dice.between(50, 400)));
  }

  private GroupShape group(String name, int most) {
    Dice dice = dice("group " + name);
    return new GroupShape(
        name,
        dice.between(2, most),
        dice.between(0, 2),
        List.of("a", "b", "c").subList(0, dice.between(1, 3)),
        range(dice, 10, 90),
        range(dice, 2, 30),
        balanced(name));
  }

  private Optional<BalancedShape> balanced(String name) {
    Dice dice = dice("target group of " + name);
    return dice.percent(20)
        ? Optional.of(
            new BalancedShape(
                dice.seconds(5, 180), dice.one(List.of(BalancedShape.Health.values()))))
        : Optional.empty();
  }

  private List<WorkloadShape> workloads(Dice dice, int nodes) {
    List<WorkloadShape> workloads = new ArrayList<>();
    int cores = nodes * (kind ? 700 : 1300);
    int most = dice.between(1, 5);
    for (int i = 0; i < most; i++) {
      Optional<WorkloadShape> workload = workload("app" + i, cores, nodes);
      cores -= workload.map(app -> app.replicas() * app.millis()).orElse(0);
      workload.ifPresent(workloads::add);
    }
    return workloads;
  }

  private Optional<WorkloadShape> workload(String name, int cores, int nodes) {
    Dice dice = dice("workload " + name);
    Kind what = kind(dice);
    Placing placing = placing(dice);
    int millis = dice.between(1, kind ? 6 : 9) * 100;
    int most = placing == Placing.APART ? Math.max(1, nodes - 1) : 8;
    int replicas = Math.min(Math.min(dice.between(1, 8), most), cores / millis);
    return replicas < 1
        ? Optional.empty()
        : Optional.of(
            new WorkloadShape(
                name,
                what,
                replicas,
                millis,
                range(dice, 1, 30),
                range(dice, 1, 20),
                placing,
                patient(priority(dice), name),
                balancer(dice, what),
                dice.percent(60) ? Optional.of(budget(dice, replicas)) : Optional.empty()));
  }

  private Kind kind(Dice dice) {
    int share = dice.between(1, 100);
    if (share <= 60) {
      return Kind.DEPLOYMENT;
    }
    if (share <= 80) {
      return Kind.STATEFUL_SET;
    }
    return share <= 86 ? Kind.JOB : share <= 90 ? Kind.BARE_PODS : zonal();
  }

  private Kind zonal() {
    return kind ? Kind.STATEFUL_SET : Kind.ZONAL_SET;
  }

  private Placing placing(Dice dice) {
    int share = dice.between(1, 100);
    if (share <= 70) {
      return Placing.ANYWHERE;
    }
    if (share <= 85 || kind) {
      return Placing.SPREAD_IF_POSSIBLE;
    }
    return share <= 92 ? Placing.SPREAD : Placing.APART;
  }

  private static Priority priority(Dice dice) {
    int share = dice.between(1, 100);
    return share <= 80 ? Priority.NORMAL : share <= 95 ? Priority.HIGH : Priority.CRITICAL;
  }

  private Priority patient(Priority drawn, String name) {
    boolean waits = drawn == Priority.HIGH && dice("preemption " + name).percent(25);
    return waits ? Priority.PATIENT : drawn;
  }

  private static Balancer balancer(Dice dice, Kind what) {
    int share = dice.between(1, 100);
    if (what != Kind.DEPLOYMENT || share <= 75) {
      return Balancer.NONE;
    }
    return share <= 90 ? Balancer.CLUSTER_TRAFFIC : Balancer.LOCAL_TRAFFIC;
  }

  private BudgetRule budget(Dice dice, int replicas) {
    int allowed =
        kind
            ? dice.between(1, replicas)
            : Math.max(dice.percent(10) ? 0 : 1, dice.between(0, replicas));
    boolean unhealthy = dice.percent(20);
    return switch (dice.between(0, 2)) {
      case 0 -> new BudgetRule(true, String.valueOf(allowed), unhealthy);
      case 1 -> new BudgetRule(false, String.valueOf(replicas - allowed), unhealthy);
      default -> new BudgetRule(true, (kind ? 1 : 0) + dice.between(0, 49) + "%", unhealthy);
    };
  }

  private static DurationRange range(Dice dice, int least, int most) {
    int from = dice.between(least, most);
    return DurationRange.seconds(from, dice.between(from, most));
  }

  private Dice dice(String part) {
    return Dice.of(seed, part);
  }
}
