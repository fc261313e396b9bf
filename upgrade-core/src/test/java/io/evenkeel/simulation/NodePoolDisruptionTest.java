package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Obstacle;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.simulation.NodePoolBudget.Reason;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes go that are outdated, not needed, or told to. */
class NodePoolDisruptionTest {
  private static final String POOL = "general";

  private final NodePoolsWorld world = new NodePoolsWorld();

  @Test
  void emptyNodesAreReplacedFirstAndOthersInTheOrderInWhichTheyDrifted() {
    // given
    pool(3);
    fill("web", 2);

    // when
    String empty = emptyNode();
    world.pools.drift(POOL);
    world.until(() -> count(NodeClaim.State.DISRUPTED) + count(NodeClaim.State.TERMINATING) > 0);

    // then
    assertThat(claimOf(empty).state().staysInPool()).isFalse();
  }

  @Test
  void aNodeWhoseKubeletShutsDownInOrderIsNotReadyBeforeItIsGone() {
    // given
    world.pools.pool(POOL, pool -> pool.size(1).notReadyBeforeGone().neverConsolidates());
    world.settle();
    String node = world.cluster.nodes().get(0).name();

    // when
    world.pools.deleteClaim(world.names(POOL).get(0));

    // then
    world.until(() -> !world.cluster.node(node).ready());
    world.until(() -> world.cluster.nodes().isEmpty());
  }

  @Test
  void aNodeThatIsNotReadyUsesUpTheBudget() {
    // given
    pool(3);
    fill("web", 3);
    world.cluster.edit().silence(world.cluster.nodes().get(0).name());

    // when
    world.pools.drift(POOL);
    world.after(Duration.ofMinutes(2));

    // then
    assertThat(world.claims(POOL)).allMatch(claim -> claim.state().staysInPool());
    assertThat(world.seen(POOL).waits())
        .singleElement()
        .satisfies(
            wait -> {
              assertThat(wait.cause()).isEqualTo(Obstacle.Cause.POOL_BUDGET_CLOSED);
              assertThat(wait.what()).contains("not Ready use up its budget: 1");
            });
  }

  @Test
  void aBudgetWithAScheduleClosesThePoolAndSaysUntilWhen() {
    // given
    pool(2);
    fill("web", 2);
    world.pools.budgets(
        POOL, NodePoolBudget.of("0").only(Reason.DRIFTED).during("0 0 * * *", hours(8)));

    // when
    world.pools.drift(POOL);
    world.after(hours(1));

    // then
    assertThat(world.claims(POOL)).allMatch(claim -> claim.state().staysInPool());
    assertThat(world.seen(POOL).waits())
        .singleElement()
        .extracting(Obstacle::until)
        .isEqualTo(Optional.of(VirtualTimeline.START.plus(hours(8))));
    world.after(hours(8));
    assertThat(world.claims(POOL)).noneMatch(claim -> claim.outdatedBecause().isPresent());
  }

  @Test
  void aScheduleThatCannotBeReadLetsNothingGo() {
    // given
    pool(2);
    world.pools.budgets(POOL, NodePoolBudget.of("100%").during("never", hours(1)));

    // when
    world.pools.drift(POOL);
    world.after(hours(1));

    // then
    assertThat(world.claims(POOL)).hasSize(2).allMatch(claim -> claim.state().staysInPool());
  }

  @Test
  void aPodKeepsItsNodeForAsLongAsItSays() {
    // given
    pool(1);
    world.cluster.deployment(
        "web", web -> web.requests(3500, 128).annotation(NodePoolProvider.HELD, "30m"));
    world.settle();
    String node = world.cluster.podsOf("web").get(0).nodeName().orElseThrow();

    // when
    world.pools.drift(POOL);
    world.after(Duration.ofMinutes(25));

    // then
    assertThat(claimOf(node).waits())
        .singleElement()
        .extracting(Obstacle::cause)
        .isEqualTo(Obstacle.Cause.DO_NOT_DISRUPT);
    world.after(Duration.ofMinutes(10));
    assertThat(world.claims(POOL)).noneMatch(claim -> claim.outdatedBecause().isPresent());
  }

  @Test
  void whatABudgetKeepsIsNamed() {
    // given
    pool(1);
    fill("web", 1);
    world.cluster.budget("web", budget -> budget.maxUnavailable("0")).settle();

    // when
    world.pools.drift(POOL);
    world.after(Duration.ofMinutes(5));

    // then
    assertThat(world.claims(POOL))
        .singleElement()
        .satisfies(
            claim -> {
              assertThat(claim.outdatedBecause()).contains("NodePoolDrifted");
              assertThat(claim.waits())
                  .extracting(Obstacle::cause)
                  .containsExactly(Obstacle.Cause.BUDGET_NEVER_ALLOWS);
            });
  }

  @Test
  void aGracePeriodEndsWhatKeepsANode() {
    // given
    world.pools.pool(
        POOL,
        pool -> pool.size(1).neverConsolidates().terminationGracePeriod(Duration.ofMinutes(10)));
    fill("web", 1);
    world.cluster.budget("web", budget -> budget.maxUnavailable("0")).settle();
    String old = world.names(POOL).get(0);

    // when
    world.pools.drift(POOL);
    world.until(() -> claim(old).state() == NodeClaim.State.TERMINATING);
    Instant asked = world.time.now();
    world.until(() -> !world.names(POOL).contains(old));

    // then
    assertThat(Duration.between(asked, world.time.now()))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    world.until(() -> world.allRun("web", 1));
  }

  @Test
  void aNodeIsOpenedAgainWhereItsReplacementDoesNotCome() {
    // given
    pool(1);
    fill("web", 1);
    world.pools.faults().noCapacity(POOL);

    // when
    world.pools.drift(POOL);
    world.until(() -> count(NodeClaim.State.DISRUPTED) == 1);
    world.until(() -> count(NodeClaim.State.IN_SERVICE) == 1);
    world.after(Duration.ofSeconds(5));

    // then
    assertThat(world.cluster.nodes().get(0).taints()).isEmpty();
    assertThat(world.allRun("web", 1)).isTrue();
    world.pools.faults().capacityAgain();
    world.until(() -> world.claims(POOL).stream().allMatch(c -> c.outdatedBecause().isEmpty()));
  }

  @Test
  void nodesOfAnOlderVersionAreReplacedOnceTheControlPlaneIsUpgraded() {
    // given
    pool(2);
    world.pools.pool(
        "pinned",
        pool ->
            pool.size(1)
                .neverConsolidates()
                .pinnedImage()
                .taint(new Taint("pinned", "", Taint.Effect.NO_SCHEDULE)));
    fill("web", 2);

    // when
    world.pools.controlPlaneIs("1.37");
    world.until(() -> outdated(POOL) > 0);
    assertThat(world.claims(POOL))
        .anyMatch(claim -> claim.outdatedBecause().equals(Optional.of("AMIDrift")));
    world.until(() -> versions(POOL).equals(List.of("v1.37.0", "v1.37.0")));

    // then
    assertThat(versions("pinned")).containsExactly("v1.36.0");
    assertThat(outdated("pinned")).isZero();
  }

  @Test
  void daemonsLeaveAfterTheOthersUnlessTheyTolerateIt() {
    // given
    pool(1);
    world.cluster.daemonSet("logs", logs -> logs.requests(100, 128));
    world.cluster.daemonSet(
        "proxy",
        proxy -> proxy.placed(where -> where.withTolerations(List.of(Toleration.everything()))));
    fill("web", 1);
    ClusterRecord record = world.cluster.startRecording();
    String old = world.names(POOL).get(0);

    // when
    world.pools.deleteClaim(old);
    world.until(() -> !world.names(POOL).contains(old));

    // then
    assertThat(world.indexOf("eviction of Pod default/web"))
        .isLessThan(world.indexOf("eviction of Pod default/logs"));
    assertThat(record.evictions("logs")).isEqualTo(1);
    assertThat(record.evictions("proxy")).isZero();
  }

  @Test
  void aNodeGoesOnceItsVolumesAreDetached() {
    // given
    pool(1);
    world.cluster.statefulSet("db", db -> db.replicas(1).requests(2500, 128).withZonalDisks());
    world.settle();
    String old = world.names(POOL).get(0);
    world.cluster.faults().stickVolumes(Duration.ofMinutes(1), Duration.ofMinutes(3));

    // when
    world.pools.deleteClaim(old);
    world.after(Duration.ofMinutes(1));

    // then
    assertThat(claim(old).waits())
        .extracting(Obstacle::cause)
        .containsExactly(Obstacle.Cause.VOLUME_ATTACHED);
    world.until(() -> !world.names(POOL).contains(old));
    world.until(() -> world.allRun("db", 1));
  }

  @Test
  void aDeletedClaimIsReplacedBeforeItsPodsHaveLeft() {
    // given
    pool(1);
    fill("web", 1);
    world.cluster.budget("web", budget -> budget.maxUnavailable("0")).settle();

    // when
    world.pools.deleteClaim(world.names(POOL).get(0));
    world.after(Duration.ofMinutes(2));
    assertThat(world.claims(POOL)).hasSize(1);
    world.cluster.edit().minAvailable("web", "0");
    world.until(() -> world.names(POOL).size() == 2);

    // then
    assertThat(world.allRun("web", 1)).isTrue();
  }

  @Test
  void anEmptyNodeIsTakenAfterASecondLook() {
    // given
    world.pools.pool(POOL, pool -> pool.size(2).budget("100%").consolidatesWhenEmpty(seconds(30)));
    fill("web", 1);

    // when
    world.after(seconds(40));

    // then
    assertThat(world.claims(POOL)).hasSize(2);
    world.after(seconds(40));
    assertThat(world.claims(POOL)).hasSize(1);
    assertThat(world.allRun("web", 1)).isTrue();
  }

  @Test
  void aNodeThatIsUsedLittleMakesWayForACheaperOne() {
    // given
    world.cluster.machineType("small", 2, 8, 30).machineType("large", 8, 32, 110);
    world.pools.pool(
        POOL, pool -> pool.machineTypes("large", "small").size(1).consolidates(seconds(10)));
    world.cluster.deployment("web", web -> web.requests(1500, 128)).settle();

    // when
    world.after(Duration.ofMinutes(5));

    // then
    assertThat(world.claims(POOL)).extracting(NodeClaim::type).containsExactly("small");
    assertThat(world.allRun("web", 1)).isTrue();
  }

  @Test
  void aNodeThatIsHeldIsNotTakenAndGoesWhenItIsRemoved() {
    // given
    pool(1);
    fill("web", 1);
    Node node = world.cluster.nodes().get(0);
    world.cluster.edit().patch(node.name(), hold());

    // when
    world.pools.drift(POOL);
    world.after(Duration.ofMinutes(5));
    assertThat(claimOf(node.name()).waits())
        .extracting(Obstacle::cause)
        .containsExactly(Obstacle.Cause.DO_NOT_DISRUPT);
    world.told(world.provider().remove(POOL, claimOf(node.name())));

    // then
    world.until(() -> world.cluster.nodes().stream().noneMatch(n -> n.name().equals(node.name())));
    world.until(() -> world.allRun("web", 1));
  }

  @Test
  void aNodeWhoseObjectSomebodyRemovesIsTerminated() {
    // given
    pool(2);
    String name = world.cluster.nodes().get(0).name();
    String claim = claimOf(name).name();

    // when
    world.cluster.edit().remove(world.cluster.node(name).key());
    world.after(Duration.ofMinutes(1));

    // then
    assertThat(world.names(POOL)).hasSize(1).doesNotContain(claim);
  }

  @Test
  void aNodeWhoseMachineDiesIsGoneAndItsPodsComeBackElsewhere() {
    // given
    pool(1);
    fill("web", 1);
    String node = world.cluster.nodes().get(0).name();

    // when
    world.pools.kill(node);

    // then
    world.until(
        () ->
            world.claims(POOL).stream().noneMatch(c -> c.node().filter(node::equals).isPresent()));
    world.until(() -> world.allRun("web", 1));
  }

  @Test
  void anEvictionThatIsNotAnsweredIsAskedForAgain() {
    // given
    pool(1);
    fill("web", 1);
    world.cluster.faults().restartApiServer(Duration.ofSeconds(10));

    // when
    String old = world.names(POOL).get(0);
    world.pools.deleteClaim(old);

    // then
    world.until(() -> !world.names(POOL).contains(old));
  }

  @Test
  void aRemovedPoolTakesItsNodesWithIt() {
    // given
    pool(2);

    // when
    world.pools.remove(POOL);
    world.after(Duration.ofMinutes(1));

    // then
    assertThat(world.cluster.nodes()).isEmpty();
  }

  // What tests say

  private void pool(int size) {
    world.pools.pool(POOL, pool -> pool.size(size).neverConsolidates().budget("1"));
  }

  /** Fills that many nodes with a pod each. */
  private void fill(String app, int nodes) {
    world.cluster.deployment(app, web -> web.replicas(nodes).requests(2500, 128)).settle();
  }

  private String emptyNode() {
    return world.cluster.nodes().stream()
        .map(Node::name)
        .filter(name -> world.cluster.podsOn(name).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private NodeClaim claimOf(String node) {
    return world.seen(POOL).ofNode(node).orElseThrow();
  }

  private NodeClaim claim(String name) {
    return world.claims(POOL).stream()
        .filter(claim -> claim.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private long count(NodeClaim.State state) {
    return world.claims(POOL).stream().filter(claim -> claim.state() == state).count();
  }

  private long outdated(String pool) {
    return world.claims(pool).stream().filter(c -> c.outdatedBecause().isPresent()).count();
  }

  private List<String> versions(String pool) {
    return world.cluster.nodes().stream()
        .filter(node -> pool.equals(node.meta().labels().get(SimulatedNodePools.POOL_LABEL)))
        .map(Node::kubeletVersion)
        .toList();
  }

  private static NodePatch hold() {
    return NodePatch.nothing().annotate(NodePoolProvider.HELD, "true");
  }

  private static Duration hours(long count) {
    return Duration.ofHours(count);
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
