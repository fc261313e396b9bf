package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Quantity;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the oracle says of a node pool of two held nodes that have drifted, rolled by hand. */
class OraclePoolTest {
  private static final String POOL = "general";
  private static final Duration MINUTES = Duration.ofMinutes(5);

  private final NodePoolsWorld world = new NodePoolsWorld();
  private final Oracle oracle =
      Oracle.watching(world.cluster, SimulatedCloud.on(world.time)).seed(7);
  private NodePoolProvider provider = world.provider();

  /** A process watches and takes the lease, and shows every so often that it is alive. */
  private LeaseRecord aProcessIsThere() {
    oracle.client().watch(event -> {});
    return renewed(
        new LeaseRecord(
            "lease",
            "me",
            world.time.now(),
            world.time.now(),
            NodePoolsWorld.LONG,
            0,
            Map.of(),
            ""));
  }

  private LeaseRecord renewed(LeaseRecord lease) {
    return world.told(oracle.client().writeLease(lease));
  }

  private List<NodeClaim> twoNodesHaveDrifted() {
    world.pools.pool(POOL, pool -> pool.size(2).consolidatesWhenEmpty(Duration.ofMinutes(1)));
    world.settle();
    world.cluster.deployment("myapp", app -> app.replicas(2).requests(3000, 512)).settle();
    List<NodeClaim> old = world.claims(POOL);
    oracle.limits(
        world.pools,
        POOL,
        new PoolLimits(
            Optional.of(Quantity.nodes(2)),
            Optional.empty(),
            claim -> claim.outdatedBecause().isPresent(),
            () -> 0,
            () -> false));
    NodePatch held = NodePatch.nothing().annotate(NodePoolProvider.HELD, "true");
    world.cluster.nodes().forEach(node -> world.told(oracle.client().patch(node, held)));
    world.pools.drift(POOL);
    provider = oracle.provider(world.provider());
    world.after(MINUTES);
    return old;
  }

  private void asksForTwoMore() {
    world.told(provider.request(POOL, "a"));
    world.told(provider.request(POOL, "b"));
    world.until(
        () ->
            world.claims(POOL).stream()
                    .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
                    .count()
                == 4);
    world.told(provider.withdraw(POOL, "a"));
    world.told(provider.withdraw(POOL, "b"));
  }

  @Test
  void whatIsSavedBeforeTheOutdatedNodesHaveGoneIsFound() {
    // given
    twoNodesHaveDrifted();
    LeaseRecord lease = aProcessIsThere();

    // when
    asksForTwoMore();
    world.told(provider.observe(POOL));
    world.after(Duration.ofSeconds(20));
    renewed(lease);
    world.after(MINUTES);

    // then
    assertThat(world.claims(POOL)).hasSize(2);
    assertThat(oracle.violations())
        .extracting(OracleViolation::invariant)
        .containsOnly(Invariant.MOVED_ONCE);
  }

  @Test
  void whatIsSavedOnceTheRunHasWrittenDownThatItEndsIsNot() {
    // given
    twoNodesHaveDrifted();
    LeaseRecord lease = aProcessIsThere();

    // when
    asksForTwoMore();
    world.told(provider.observe(POOL));
    world.after(Duration.ofSeconds(20));
    renewed(lease.withData(Map.of("ending", "somebody has cancelled it")));
    world.after(MINUTES);

    // then
    assertThat(world.claims(POOL)).hasSize(2);
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void whatIsSavedWhereTheRunCouldNotWriteDownThatItEndsIsFound() {
    // given
    twoNodesHaveDrifted();
    LeaseRecord lease = aProcessIsThere();

    // when
    asksForTwoMore();
    world.told(provider.observe(POOL));
    world.after(Duration.ofSeconds(20));
    renewed(lease);
    world.cluster.faults().deny(Permission.of("update", "coordination.k8s.io", "leases"), 1, "no");
    LeaseRecord ending = lease.withData(Map.of("ending", "somebody has cancelled it"));
    assertThat(world.ask(oracle.client().writeLease(ending)).value()).isEmpty();
    world.after(MINUTES);

    // then
    assertThat(oracle.violations())
        .extracting(OracleViolation::invariant)
        .containsOnly(Invariant.MOVED_ONCE);
  }

  @Test
  void whatIsSavedInTheRunAfterTheOneThatHasEndedIsFound() {
    // given
    twoNodesHaveDrifted();
    LeaseRecord lease = aProcessIsThere();
    lease = renewed(lease.withData(Map.of("run", "first", "ending", "it has been cancelled")));

    // when
    lease = renewed(lease.withData(Map.of("run", "second")));
    asksForTwoMore();
    world.told(provider.observe(POOL));
    world.after(Duration.ofSeconds(20));
    renewed(lease);
    world.after(MINUTES);

    // then
    assertThat(oracle.violations())
        .extracting(OracleViolation::invariant)
        .containsOnly(Invariant.MOVED_ONCE);
  }

  @Test
  void whatIsSavedBeforeAProcessWasThereToHoldItIsNot() {
    // given
    twoNodesHaveDrifted();
    aProcessIsThere();

    // when
    asksForTwoMore();
    world.after(MINUTES);

    // then
    assertThat(world.claims(POOL)).hasSize(2);
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void whatIsSavedOnceAllOutdatedNodesHaveGoneIsNot() {
    // given
    List<NodeClaim> old = twoNodesHaveDrifted();
    LeaseRecord lease = aProcessIsThere();
    asksForTwoMore();
    old.forEach(claim -> world.told(provider.remove(POOL, claim)));
    world.until(() -> world.claims(POOL).size() == 2 && world.allRun("myapp", 2));

    renewed(lease);

    // when
    world.cluster.edit().scale(ObjectKind.DEPLOYMENT, "myapp", 1);
    world.after(MINUTES);

    // then
    assertThat(world.claims(POOL)).hasSize(1).doesNotContainAnyElementsOf(old);
    assertThat(oracle.violations()).isEmpty();
  }
}
