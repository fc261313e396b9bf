package io.evenkeel.simulation.contract;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.simulation.ClusterDelay;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.NodePoolSpec;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.VirtualTimeline;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A simulated cluster whose provisioner the contract is checked against. */
final class SimulatedProvisionerHarness implements ProvisionerHarness {
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final String TYPE = "c-4x";
  private static final int ROOM = 3_900;

  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster;
  private final SimulatedNodePools pools;
  private final Set<String> made = new LinkedHashSet<>();

  SimulatedProvisionerHarness(long seed) {
    cluster =
        SimulatedCluster.on(
            time,
            ClusterSettings.seeded(seed)
                .with(ClusterDelay.REGISTER, DurationRange.seconds(1, 3))
                .with(ClusterDelay.BECOME_READY, DurationRange.seconds(1, 3)));
    cluster.machineType(TYPE, 4, 16, 110);
    pools = SimulatedNodePools.on(cluster);
  }

  @Override
  public ClusterClient client() {
    return cluster.client();
  }

  @Override
  public NodePoolProvider provider() {
    return pools.provider();
  }

  @Override
  public void pool(PoolSettings settings) {
    if (made.add(settings.name())) {
      pools.pool(settings.name(), spec -> state(spec, settings));
    } else {
      pools.change(settings.name(), spec -> state(spec, settings));
    }
  }

  private static void state(NodePoolSpec spec, PoolSettings settings) {
    spec.machineTypes(TYPE).label("image", settings.image()).neverExpires().neverConsolidates();
    spec.bootsIn(DurationRange.seconds(2, 4));
    settings.budgets().forEach(budget -> spec.budget(budget(budget)));
    settings.expireAfter().ifPresent(spec::expireAfter);
    settings.terminationGrace().ifPresent(spec::terminationGracePeriod);
    settings.maxNodes().ifPresent(spec::atMostNodes);
    settings
        .consolidateAfter()
        .ifPresent(
            after -> {
              switch (settings.consolidation()) {
                case WHEN_EMPTY -> spec.consolidatesWhenEmpty(after);
                case WHEN_EMPTY_OR_UNDERUTILIZED -> spec.consolidates(after);
              }
            });
  }

  private static NodePoolBudget budget(PoolSettings.Budget budget) {
    return new NodePoolBudget(
        budget.nodes(),
        budget.reasons().stream().map(reason -> reason(reason)).toList(),
        budget
            .window()
            .map(window -> new NodePoolBudget.Window(window.schedule(), window.duration())));
  }

  private static NodePoolBudget.Reason reason(PoolSettings.Reason reason) {
    return switch (reason) {
      case UNDERUTILIZED -> NodePoolBudget.Reason.UNDERUTILIZED;
      case EMPTY -> NodePoolBudget.Reason.EMPTY;
      case DRIFTED -> NodePoolBudget.Reason.DRIFTED;
    };
  }

  @Override
  public void removePool(String pool) {
    pools.remove(pool);
  }

  @Override
  public List<NodeClaim> claims(String pool) {
    return pools.claims(pool);
  }

  @Override
  public void deleteClaim(NodeClaim claim) {
    pools.deleteClaim(claim.name());
  }

  @Override
  public void deployment(String name, String pool, int podsPerNode, int replicas) {
    if (made.add(name + " deployed")) {
      cluster.deployment(
          name,
          deployment ->
              deployment
                  .replicas(replicas)
                  .requests(ROOM / podsPerNode, 128)
                  .placed(
                      where ->
                          where.withNodeSelector(Map.of(SimulatedNodePools.POOL_LABEL, pool))));
    } else {
      cluster.edit().scale(ObjectKind.DEPLOYMENT, name, replicas);
    }
  }

  @Override
  public void headroom(String name, String pool) {
    cluster.deployment(
        name,
        deployment ->
            deployment
                .replicas(1)
                .requests(ROOM, 128)
                .priority("headroom", -100)
                .neverPreempting()
                .grace(Duration.ZERO)
                .placed(
                    where -> where.withNodeSelector(Map.of(SimulatedNodePools.POOL_LABEL, pool))));
  }

  @Override
  public void removeDeployment(String name) {
    made.remove(name + " deployed");
    cluster.edit().deleteWorkload(ObjectKind.DEPLOYMENT, name);
    budgetOf(name).ifPresent(key -> cluster.edit().remove(key));
  }

  private Optional<ObjectKey> budgetOf(String name) {
    return cluster.budgets().stream()
        .filter(budget -> budget.name().equals(name))
        .map(budget -> budget.key())
        .findFirst();
  }

  @Override
  public void budget(String deployment, int maxUnavailable) {
    if (budgetOf(deployment).isEmpty()) {
      cluster.budget(deployment, budget -> budget.maxUnavailable("" + maxUnavailable));
    } else {
      cluster
          .edit()
          .limit(deployment, new Budget.Limit.MaxUnavailable(PodShare.count(maxUnavailable)));
    }
  }

  @Override
  public void annotateNode(String node, String key, Optional<String> value) {
    cluster.edit().change(node, (Node seen) -> seen.withMeta(annotated(seen.meta(), key, value)));
  }

  @Override
  public void annotatePod(String pod, String key, Optional<String> value) {
    Pod found =
        cluster.pods().stream()
            .filter(seen -> seen.name().equals(pod) && seen.namespace().equals("default"))
            .findFirst()
            .orElseThrow();
    cluster.edit().change(found, seen -> seen.withMeta(annotated(seen.meta(), key, value)));
  }

  private static Meta annotated(Meta meta, String key, Optional<String> value) {
    Map<String, String> annotations = new LinkedHashMap<>(meta.annotations());
    annotations.remove(key);
    value.ifPresent(text -> annotations.put(key, text));
    return meta.withAnnotations(annotations);
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void until(String what, BooleanSupplier condition) {
    if (!time.runUntil(condition, LONGEST)) {
      throw new AssertionError(
          "expected "
              + what
              + " within "
              + LONGEST
              + "\n"
              + String.join("\n", cluster.history().lines()));
    }
  }
}
