package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.Obstacle;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.simulation.BootedInstance.Joining;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Pods that find no room make nodes. */
class NodePoolProvisioningTest {
  private static final Taint GPU = new Taint("gpu", "yes", Taint.Effect.NO_SCHEDULE);

  private final NodePoolsWorld world = new NodePoolsWorld();

  @Test
  void podsThatComeTogetherShareANodeOfTheSmallestMachineThatTakesThem() {
    // given
    world.cluster.machineType("small", 2, 8, 30).machineType("large", 8, 32, 110);
    world.pools.pool("general", pool -> pool.machineTypes("small", "large"));

    // when
    world.cluster.deployment("many", many -> many.replicas(7).requests(1000, 128)).settle();
    world.cluster.deployment("few", few -> few.replicas(2).requests(950, 128)).settle();

    // then
    assertThat(world.claims("general"))
        .extracting(NodeClaim::type)
        .containsExactly("large", "small");
    assertThat(world.allRun("many", 7) && world.allRun("few", 2)).isTrue();
  }

  @Test
  void theHeavierPoolIsAskedFirst() {
    // given
    world.pools.pool("light", pool -> pool.weight(1)).pool("heavy", pool -> pool.weight(10));

    // when
    pods("web", 1, where -> where);

    // then
    assertThat(world.claims("heavy")).hasSize(1);
    assertThat(world.claims("light")).isEmpty();
  }

  @Test
  void onlyPodsThatTolerateItsTaintsMakeNodesOfAPool() {
    // given
    world.pools.pool("gpu", pool -> pool.taint(GPU).label("kind", "gpu"));

    // when
    pods("web", 1, where -> where);
    assertThat(world.claims("gpu")).isEmpty();
    pods(
        "train",
        1,
        where ->
            where
                .withTolerations(List.of(Toleration.of("gpu")))
                .withNodeSelector(Map.of("kind", "gpu")));

    // then
    assertThat(world.claims("gpu")).hasSize(1);
    assertThat(world.allRun("train", 1)).isTrue();
    assertThat(world.allRun("web", 1)).isFalse();
  }

  @Test
  void podsThatAreSpreadOverZonesGetANodeInEach() {
    // given
    world.pools.pool("general", pool -> {});

    // when
    pods(
        "web",
        3,
        where ->
            where.withSpreads(
                List.of(
                    new TopologySpread(
                        1, Node.ZONE_LABEL, LabelSelector.of("app", "web"), true, false))));

    // then
    assertThat(world.claims("general"))
        .extracting(NodeClaim::zone)
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void roomIsKeptForDaemonsOnNewNodes() {
    // given
    world.cluster.daemonSet("logs", logs -> logs.requests(1000, 128));
    world.pools.pool("general", pool -> {});

    // when
    world.cluster.deployment("web", web -> web.replicas(4).requests(1000, 128)).settle();

    // then
    assertThat(world.claims("general")).hasSize(2);
    assertThat(world.allRun("logs", 2)).isTrue();
    assertThat(world.allRun("web", 4)).isTrue();
  }

  @Test
  void aPoolAtItsLimitSaysSo() {
    // given
    world.pools.pool("general", pool -> pool.atMostCores(8).neverConsolidates());

    // when
    world.cluster.deployment("web", web -> web.replicas(3).requests(3500, 128)).settle();

    // then
    assertThat(world.claims("general")).hasSize(2);
    assertThat(causes("general")).containsExactly(Obstacle.Cause.POOL_LIMIT);
  }

  @Test
  void whereAZoneHasNoMachineAnotherIsAsked() {
    // given
    world.pools.pool("general", pool -> pool.zones("a", "b"));
    world.pools.faults().noCapacityInZone("a");

    // when
    pods("web", 1, where -> where);
    world.until(() -> world.allRun("web", 1));

    // then
    assertThat(world.claims("general")).extracting(NodeClaim::zone).containsExactly("b");
  }

  @Test
  void aPoolThatGetsNoMachineSaysSoAndTriesAgainLater() {
    // given
    world.pools.pool("general", pool -> pool.zones("a"));
    world.pools.faults().noCapacity("general");

    // when
    pods("web", 1, where -> where);
    world.after(Duration.ofMinutes(1));

    // then
    assertThat(world.claims("general")).isEmpty();
    assertThat(causes("general")).containsExactly(Obstacle.Cause.NODE_DOES_NOT_COME);
    world.pools.faults().capacityAgain();
    world.until(() -> world.allRun("web", 1));
    assertThat(causes("general")).isEmpty();
  }

  @Test
  void aLaunchThatIsNotAnsweredIsGivenUpAfterFiveMinutes() {
    // given
    world.pools.pool("general", pool -> {});
    world.pools.faults().launchesHang("general");
    pods("web", 1, where -> where);
    String first = world.names("general").get(0);

    // when
    world.after(Duration.ofMinutes(4));
    assertThat(world.names("general")).containsExactly(first);
    world.after(Duration.ofMinutes(2));

    // then
    assertThat(world.names("general")).hasSize(1).doesNotContain(first);
    assertThat(causes("general")).containsExactly(Obstacle.Cause.NODE_DOES_NOT_COME);
  }

  @Test
  void aNodeThatNeverRegistersIsGivenUpAfterAQuarterOfAnHour() {
    // given
    world.pools.pool("general", pool -> {});
    world.pools.faults().join("general", Joining.NEVER_REGISTERS);
    pods("web", 1, where -> where);
    String first = world.names("general").get(0);

    // when
    world.after(Duration.ofMinutes(14));
    assertThat(world.names("general")).containsExactly(first);
    world.pools.faults().joinAgain("general");
    world.until(() -> world.allRun("web", 1));

    // then
    assertThat(world.names("general")).hasSize(1).doesNotContain(first);
  }

  @Test
  void aNodeIsUsedOnceItsStartupTaintsAreGone() {
    // given
    Taint agent = new Taint("agent", "", Taint.Effect.NO_SCHEDULE);
    world.pools.pool("general", pool -> pool.startupTaint(agent, Duration.ofMinutes(1)));

    // when
    world.cluster.deployment("web", web -> web.requests(1000, 128));
    world.until(() -> world.cluster.nodes().stream().anyMatch(Node::ready));
    world.after(Duration.ofSeconds(50));

    // then
    assertThat(world.claims("general"))
        .singleElement()
        .extracting(NodeClaim::state)
        .isEqualTo(NodeClaim.State.LAUNCHING);
    world.until(() -> world.allRun("web", 1));
    assertThat(world.claims("general"))
        .singleElement()
        .extracting(NodeClaim::state)
        .isEqualTo(NodeClaim.State.IN_SERVICE);
  }

  @Test
  void aNodeThatHasJoinedIsClosedUntilItIsRegistered() {
    // given
    world.pools.pool("general", pool -> pool.taint(GPU));
    pods("train", 1, where -> where.withTolerations(List.of(Toleration.of("gpu"))));

    // then
    assertThat(world.cluster.history().lines())
        .anyMatch(line -> line.contains("karpenter.sh/unregistered:NoExecute"));
    assertThat(world.cluster.nodes())
        .singleElement()
        .satisfies(node -> assertThat(node.taints()).containsExactly(GPU));
  }

  @Test
  void equalSeedsMakeEqualHistories() {
    assertThat(story(7)).isEqualTo(story(7)).isNotEqualTo(story(8));
  }

  private static String story(long seed) {
    NodePoolsWorld world = new NodePoolsWorld(seed);
    world.pools.pool("general", pool -> pool.size(3).budget("50%"));
    world.cluster.deployment("web", web -> web.replicas(9).requests(1100, 128)).settle();
    world.pools.drift("general");
    world.after(Duration.ofMinutes(20));
    return world.cluster.history().hash();
  }

  @Test
  void whatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> world.pools.drift("none"))
        .hasMessage("there is no node pool named none");
    assertThatThrownBy(() -> world.pools.deleteClaim("none"))
        .hasMessage("there is no claim named none");
    world.pools.pool("one", pool -> {});
    assertThatThrownBy(() -> world.pools.pool("one", pool -> {}))
        .hasMessage("node pool one exists already; choose another name");
    assertThatThrownBy(() -> NodePoolBudget.of("some"))
        .hasMessage("a budget of 'some' is no number of nodes: write 3, or 25%");
  }

  private void pods(String app, int count, UnaryOperator<Placement> where) {
    world.cluster.deployment(app, shape -> shape.replicas(count).requests(1000, 128).placed(where));
    world.settle();
  }

  private List<Obstacle.Cause> causes(String pool) {
    return world.seen(pool).waits().stream().map(Obstacle::cause).toList();
  }
}
