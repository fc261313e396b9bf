package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.internal.WorkloadShape.Balancer;
import io.evenkeel.campaign.internal.WorkloadShape.BudgetRule;
import io.evenkeel.campaign.internal.WorkloadShape.Priority;
import io.evenkeel.campaign.internal.faults.PoolCalls;
import io.evenkeel.campaign.internal.faults.PoolStage;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Placement;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.simulation.BudgetShape;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.ClusterSettings.Remember;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.PodShape;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A made-up world that has been set up and has come to rest; an upgrade is due in it. */
public final class CampaignWorld {
  static final String GROUP = "workers";
  static final String POOL = "general";

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String HOST = "kubernetes.io/hostname";

  private static final Duration SETTLES_WITHIN = Duration.ofHours(1);

  final WorldShape shape;
  final VirtualTimeline time = new VirtualTimeline();
  final SimulatedCluster cluster;
  final SimulatedCloud cloud;
  final Optional<PoolStage> pool;
  private boolean restless;

  CampaignWorld(WorldShape shape, Remember history) {
    this.shape = shape;
    this.cluster =
        SimulatedCluster.on(time, settings(shape).remembering(history))
            .machineType("m6i.large", 2, 8, 29);
    this.cloud = SimulatedCloud.on(time, shape.seed()).joins(cluster.nodeLink());
    this.pool = shape.pool().map(this::stage);
    fill();
  }

  private PoolStage stage(PoolShape nodes) {
    cluster.machineType(PoolShape.TYPE, 4, 16, 58);
    return new PoolStage(
        SimulatedNodePools.on(cluster),
        nodes.name(),
        new PoolCalls(time),
        spec -> nodes.states(spec, Duration.ofHours(shape.hours())));
  }

  private static ClusterSettings settings(WorldShape shape) {
    ClusterSettings usual = ClusterSettings.seeded(shape.seed());
    return shape.packs() ? usual.packing() : usual;
  }

  public VirtualTimeline time() {
    return time;
  }

  public SimulatedCluster cluster() {
    return cluster;
  }

  public SimulatedCloud cloud() {
    return cloud;
  }

  /** Returns the names of the groups, in the order in which they are upgraded. */
  public List<String> groups() {
    return shape.groups().stream().map(GroupShape::name).toList();
  }

  /** Returns the node pool that the world has instead of groups. */
  public Optional<PoolStage> pool() {
    return pool;
  }

  /** Returns an oracle that knows only the world; limits are the plan's. */
  Oracle oracle() {
    return Oracle.watching(cluster, cloud).seed(shape.seed());
  }

  /** Lets begin what goes on in the world besides the run. */
  void begin() {
    shape.crowd().ifPresent(crowd -> crowd.joins(cluster, time, Dice.of(shape.seed(), "rush")));
  }

  private void fill() {
    shape.groups().forEach(this::addGroup);
    pool.ifPresent(nodes -> nodes.pools().pool(nodes.name(), nodes.statement()));
    rest();
    shape
        .agent()
        .ifPresent(
            starts ->
                cluster.daemonSet(
                    "agent", agent -> agent.requests(50, 64).startsIn(starts.from(), starts.to())));
    shape.workloads().forEach(this::addWorkload);
    rest();
    time.advance(Duration.ofHours(shape.hours()));
    shape.workloads().stream()
        .filter(workload -> workload.kind() == WorkloadShape.Kind.JOB)
        .forEach(this::addJob);
    rest();
    cloud.kubernetesVersion("1.36").recommends("1.36", "ami-new");
  }

  /** Makes the nodes of a node pool outdated; its provisioner begins to replace them at once. */
  void outdate() {
    pool.ifPresent(
        nodes -> {
          PoolShape like = shape.pool().orElseThrow();
          if (like.drift() == PoolShape.Drift.TEMPLATE) {
            nodes.pools().drift(nodes.name());
          }
          time.advance(like.shown());
        });
  }

  /** Lets all come to rest; some provisioners save a node and launch it again without end. */
  void rest() {
    if (pool.isEmpty()) {
      cluster.settle();
    } else {
      restless = !time.runUntil(cluster::isSettled, SETTLES_WITHIN) && !cluster.isSettled();
    }
  }

  /** Returns whether it did not come to rest by itself. */
  boolean isRestless() {
    return restless;
  }

  private void addGroup(GroupShape group) {
    cloud.group(
        group.name(),
        spec ->
            spec.size(group.size())
                .max(group.size() + group.spare())
                .zones(group.zones().toArray(String[]::new))
                .template("lt-" + group.name(), "ami-old")
                .nodeLabel("pool", group.name())
                .options(options -> group.balanced().ifPresent(shape -> shape.on(options)))
                .bootsIn(group.boots())
                .shutsDownIn(group.stops()));
  }

  private void addWorkload(WorkloadShape workload) {
    switch (workload.kind()) {
      case DEPLOYMENT ->
          cluster.deployment(
              workload.name(), app -> pods(workload, app.replicas(workload.replicas())));
      case STATEFUL_SET ->
          cluster.statefulSet(
              workload.name(), set -> pods(workload, set.replicas(workload.replicas())));
      case ZONAL_SET ->
          cluster.statefulSet(
              workload.name(),
              set -> pods(workload, set.replicas(workload.replicas()).withZonalDisks()));
      case BARE_PODS -> cluster.pod(workload.name() + "-bare", pod -> pods(workload, pod));
      case JOB -> {
        return; // one that was begun long ago would be done
      }
    }
    workload.budget().ifPresent(rule -> cluster.budget(workload.name(), to -> limit(to, rule)));
    if (workload.balanced() != Balancer.NONE) {
      cluster.loadBalancer(workload.name(), workload.balanced() == Balancer.LOCAL_TRAFFIC);
    }
  }

  private void addJob(WorkloadShape workload) {
    cluster.job(
        workload.name(),
        job ->
            pods(workload, job.parallel(workload.replicas()))
                .runsFor(Duration.ofMinutes(1), Duration.ofMinutes(15)));
  }

  private static <S extends PodShape<S>> S pods(WorkloadShape workload, S pods) {
    return prioritized(workload.priority(), pods)
        .requests(workload.millis(), 256)
        .startsIn(workload.starts().from(), workload.starts().to())
        .stopsIn(workload.stops().from(), workload.stops().to())
        .placed(anywhere -> placed(workload, anywhere));
  }

  private static <S extends PodShape<S>> S prioritized(Priority priority, S pods) {
    return switch (priority) {
      case NORMAL -> pods;
      case HIGH -> pods.priority("high", 1000);
      case PATIENT -> pods.priority("patient", 1000).neverPreempting();
      case HEADROOM -> pods.priority("headroom", -10).grace(Duration.ZERO);
      case CRITICAL -> pods.priority("system-cluster-critical", 2_000_000_000);
    };
  }

  private static Placement placed(WorkloadShape workload, Placement anywhere) {
    LabelSelector own = LabelSelector.of("app", workload.name());
    return switch (workload.placing()) {
      case ANYWHERE -> anywhere;
      case SPREAD_IF_POSSIBLE -> anywhere.withSpreads(List.of(spread(own, false)));
      case SPREAD -> anywhere.withSpreads(List.of(spread(own, true)));
      case APART ->
          anywhere.withAffinities(
              List.of(new PodAffinity(PodAffinity.Direction.APART, own, List.of(), HOST)));
    };
  }

  private static TopologySpread spread(LabelSelector own, boolean hard) {
    return new TopologySpread(1, ZONE, own, hard, false);
  }

  private static void limit(BudgetShape budget, BudgetRule rule) {
    if (rule.tolerates()) {
      budget.maxUnavailable(rule.share());
    } else {
      budget.minAvailable(rule.share());
    }
    if (rule.unhealthyMayGo()) {
      budget.unhealthyPodsMayAlwaysGo();
    }
  }
}
