package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machines of a pool are not all of one size. */
class MixedPoolTest {
  private static final String POOL = "mixed";

  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time, ClusterSettings.seeded(7))
          .machineType("m7i.xlarge", 4, 16, 58)
          .machineType("m7i.4xlarge", 16, 64, 234);
  private final SimulatedNodePools pools = SimulatedNodePools.on(cluster);

  MixedPoolTest() {
    pools.pool(
        POOL,
        pool ->
            pool.size(3)
                .machineTypes("m7i.xlarge", "m7i.4xlarge")
                .neverConsolidates()
                .budget("100%"));
    cluster.settle();
    cluster
        .deployment("shop/web", web -> web.replicas(6).requests(1800, 1024))
        .deployment("shop/index", index -> index.replicas(2).requests(12000, 4096));
    cluster.settle();
    time.advance(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void each_node_that_is_asked_for_has_room_for_the_pods_of_the_one_that_goes_next(int surge) {
    // given
    assertThat(types()).containsExactlyInAnyOrder("m7i.xlarge", "m7i.4xlarge");
    Set<String> old = names();
    pools.drift(POOL);

    // when
    UpgradeOutcome outcome = roll(pool -> pool.driven(Quantity.nodes(surge)));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(names()).doesNotContainAnyElementsOf(old);
  }

  private UpgradeOutcome roll(Consumer<NodePoolBuilder> how) {
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster.client())
            .nodePool(pools.provider(), POOL, how::accept)
            .build();
    Upgrader upgrader = Upgrader.builder().timeline(time).holder("first").build();
    return Trial.finish(time, upgrader.start(plan), 7);
  }

  private Set<String> types() {
    Set<String> types = new TreeSet<>();
    claims().forEach(claim -> types.add(claim.type()));
    return types;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    claims().forEach(claim -> names.add(claim.name()));
    return names;
  }

  private List<NodeClaim> claims() {
    return pools.claims(POOL);
  }
}
