package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The simulated node pools as the engine sees them. */
class NodePoolPortTest {
  private static final String POOL = "general";

  private final NodePoolsWorld world = new NodePoolsWorld();

  @Test
  void aPoolIsSeenWithWhatItHolds() {
    // given
    world.pools.pool(
        POOL,
        pool ->
            pool.size(3)
                .builtIn()
                .neverConsolidates()
                .budget("34%")
                .aged(Duration.ofHours(1))
                .terminationGracePeriod(Duration.ofHours(24)));

    // when
    RolloutGroup group = world.told(world.provider().observe(POOL));

    // then
    assertThat(group.nodeLabels()).isEqualTo(Map.of("karpenter.sh/nodepool", POOL));
    assertThat(group.pace().maxUnavailable()).isEqualTo(Quantity.percent(34));
    assertThat(group.size()).isEqualTo(OptionalInt.of(3));
    assertThat(group.closingTaints()).containsExactly(SimulatedNodePools.DISRUPTED);
    assertThat(group.pool().orElseThrow().kind()).isEqualTo(NodePool.Kind.BUILT_IN);
    assertThat(group.pool().orElseThrow().claims())
        .hasSize(3)
        .allSatisfy(
            claim -> {
              assertThat(claim.createdAt()).isEqualTo(VirtualTimeline.START.minusSeconds(3600));
              assertThat(claim.expiresAt()).contains(claim.createdAt().plus(Duration.ofHours(336)));
              assertThat(claim.terminationGrace()).contains(Duration.ofHours(24));
              assertThat(claim.lastsUntil()).isEmpty();
              assertThat(claim.type()).isEqualTo("m7i.xlarge");
            })
        .extracting(NodeClaim::zone)
        .containsExactly("a", "b", "c");
    assertThat(world.cluster.nodes()).allMatch(group::includes);
  }

  @Test
  void aTighterBudgetCountsAndIsTakenBackByTheOldOne() {
    // given
    world.pools.pool(POOL, pool -> pool.size(4).neverConsolidates().budget("50%"));
    RolloutPace before = pace();

    // when
    world.told(world.provider().pace(POOL, nodes(1)));

    // then
    assertThat(pace()).isEqualTo(nodes(1));
    world.told(world.provider().pace(POOL, nodes(3)));
    assertThat(pace()).isEqualTo(before);
    world.told(world.provider().pace(POOL, before));
    assertThat(pace()).isEqualTo(before);
  }

  @Test
  void theBudgetOfABuiltInPoolCannotBeChanged() {
    world.pools.pool(POOL, pool -> pool.builtIn());

    assertThat(world.ask(world.provider().pace(POOL, nodes(1)))).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void aPoolBecomesWhatItMakesNowAndNothingElse() {
    // given
    world.pools.pool(POOL, pool -> {});
    world.pools.controlPlaneIs("1.37");

    // then
    assertThat(resolve(Target.latestImage()).value())
        .hasValueSatisfying(
            target -> {
              assertThat(target.version()).isEqualTo("general-1");
              assertThat(target.kubernetes()).contains("1.37");
              assertThat(target.nodeLabels()).isNotEmpty();
            });
    assertThat(resolve(Target.kubernetes("1.37")).value()).isPresent();
    assertThat(resolve(Target.kubernetes("1.36"))).isInstanceOf(Answer.Refused.class);
    assertThat(resolve(Target.kubernetes("1.38")).value().orElseThrow().kubernetes())
        .as("the version after the control plane has gone up")
        .contains("1.38");
    assertThat(resolve(Target.image("ami-1"))).isInstanceOf(Answer.Refused.class);
    assertThat(resolve(Target.launchTemplate("lt", 1))).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void nodesAreSeenByWhoeverObservesThePoolAndNotFoundOnceMore() {
    // given
    world.pools.pool(POOL, pool -> pool.size(2).neverConsolidates().budget("0"));
    RolloutTarget target = resolve(Target.latestImage()).value().orElseThrow();

    // when
    world.pools.drift(POOL);

    // then
    assertThat(world.told(world.provider().verify(POOL, target))).isEmpty();
  }

  @Test
  void changesAreHintedAtUntilTheSubscriptionEnds() {
    // given
    world.pools.pool(POOL, pool -> pool.size(1));
    List<String> hints = new ArrayList<>();
    Subscription subscription = world.provider().onChange(POOL, () -> hints.add("hint"));

    // when
    world.pools.drift(POOL);
    world.after(Duration.ofSeconds(1));

    // then
    assertThat(hints).isNotEmpty();
    subscription.close();
    hints.clear();
    world.pools.drift(POOL);
    world.after(Duration.ofSeconds(1));
    assertThat(hints).isEmpty();
  }

  @Test
  void requestsLandOnNewNodesEachOnItsOwnAndInNobodysWay() {
    // given
    Taint taint = new Taint("team", "red", Taint.Effect.NO_SCHEDULE);
    world.pools.pool(POOL, pool -> pool.size(2).neverConsolidates().taint(taint));
    world.cluster.deployment(
        "busy",
        busy ->
            busy.replicas(2)
                .requests(3900, 128)
                .placed(where -> where.withTolerations(List.of(Toleration.of("team")))));
    world.settle();
    List<String> before = world.cluster.nodes().stream().map(Node::name).toList();

    // when
    List.of("one", "two").forEach(name -> world.told(world.provider().request(POOL, name)));
    world.settle();

    // then
    assertThat(world.seen(POOL).requests())
        .hasSize(2)
        .allMatch(request -> request.state() == NodeRequest.State.MET)
        .extracting(NodeRequest::node)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(before.stream().map(Optional::of).toList());
    assertThat(world.cluster.pods())
        .filteredOn(pod -> POOL.equals(pod.meta().labels().get("evenkeel.io/headroom")))
        .hasSize(2)
        .allMatch(pod -> pod.priority() < 0 && pod.grace().isZero() && !pod.preempts());
  }

  @Test
  void nobodyKnowsHowLargeANodeOfAnEmptyPoolIs() {
    world.pools.pool(POOL, pool -> {});

    assertThat(world.ask(world.provider().request(POOL, "one"))).isInstanceOf(Answer.Refused.class);
  }

  private RolloutPace pace() {
    return world.told(world.provider().observe(POOL)).pace();
  }

  private static RolloutPace nodes(int count) {
    return new RolloutPace(Quantity.nodes(count), RolloutPace.Capacity.SURGE);
  }

  private Answer<RolloutTarget> resolve(Target target) {
    return world.ask(world.provider().resolve(POOL, target));
  }
}
