package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Target;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.Pod;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutState.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodePoolsTest {
  private final NodePoolsWorld world = new NodePoolsWorld();

  @Test
  void podsThatFindNoRoomGetANode() {
    world.pools.pool("general", pool -> {});
    world.cluster.deployment("web", web -> web.replicas(3).requests(1000, 1024));

    world.settle();

    assertThat(world.cluster.podsOf("web")).allMatch(Pod::ready);
    assertThat(world.claims("general"))
        .singleElement()
        .satisfies(
            claim -> {
              assertThat(claim.state()).isEqualTo(NodeClaim.State.IN_SERVICE);
              assertThat(claim.outdatedBecause()).isEmpty();
              assertThat(world.cluster.node(claim.node().orElseThrow()).meta().labels())
                  .containsEntry(SimulatedNodePools.POOL_LABEL, "general");
            });
  }

  @Test
  void aDriftedPoolIsReplacedNewNodeFirst() {
    world.pools.pool("general", pool -> pool.size(3).neverConsolidates().budget("1"));
    world.cluster.deployment("web", web -> web.replicas(6).requests(1500, 1024));
    world.settle();
    List<String> before = world.names("general");
    ClusterRecord record = world.cluster.startRecording();

    world.pools.drift("general");
    world.until(() -> world.names("general").stream().noneMatch(before::contains));

    assertThat(world.claims("general")).hasSize(3);
    world.settle();
    assertThat(world.allRun("web", 6)).isTrue();
    assertThat(record.evictions("web")).isEqualTo(6);
    assertThat(world.indexOf("initialized")).isLessThan(world.indexOf("deleted"));
  }

  @Test
  void aRollIsInProgressUntilNothingIsOutdatedOrLeaving() {
    world.pools.pool("general", pool -> pool.size(2).neverConsolidates().budget("1"));
    world.pools.offers("general", "spring");
    RolloutTarget target = world.told(world.provider().resolve("general", Target.latestImage()));
    assertThat(target.version()).isEqualTo("spring");
    assertThat(target.description()).contains("general-1 -> spring");

    RolloutOrder order = new RolloutOrder(target, RolloutOrder.UndrainedNodes.KEEP);
    String id = world.told(world.provider().start("general", order, "token"));

    assertThat(world.told(world.provider().start("general", order, "token"))).isEqualTo(id);
    assertThat(stage(id)).isEqualTo(Stage.IN_PROGRESS);
    world.until(() -> stage(id) == Stage.SUCCEEDED);
    assertThat(world.told(world.provider().verify("general", target))).isEmpty();
    assertThat(world.claims("general")).hasSize(0);
  }

  private Stage stage(String id) {
    return world.told(world.provider().progress("general", id)).stage();
  }

  @Test
  void aRequestMakesANewNodeAndGivesWayToAnyPod() {
    world.pools.pool("general", pool -> pool.size(2).neverConsolidates());
    world.cluster.deployment("busy", busy -> busy.replicas(2).requests(3900, 1024));
    world.settle();

    world.told(world.provider().request("general", "one"));
    world.told(world.provider().request("general", "one"));
    world.settle();

    assertThat(world.seen("general").requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.name()).isEqualTo("one");
              assertThat(request.state()).isEqualTo(NodeRequest.State.MET);
            });
    assertThat(world.claims("general")).hasSize(3);

    world.cluster.deployment("web", web -> web.replicas(1).requests(3900, 1024));
    world.settle();
    assertThat(world.allRun("web", 1)).isTrue();
    assertThat(world.seen("general").requests()).isEmpty();
    assertThat(world.claims("general")).hasSize(3);
  }

  @Test
  void aRequestIsMetByANodeThatNobodyUses() {
    world.pools.pool("general", pool -> pool.size(1).neverConsolidates());
    world.told(world.provider().request("general", "one"));
    world.settle();

    assertThat(world.seen("general").requests())
        .singleElement()
        .matches(request -> request.state() == NodeRequest.State.MET);
    assertThat(world.claims("general")).hasSize(1);
  }

  @Test
  void aRequestThatIsTakenBackLeavesItsNode() {
    world.pools.pool("general", pool -> pool.size(1).neverConsolidates());
    world.cluster.deployment("busy", busy -> busy.replicas(1).requests(3900, 1024));
    world.settle();
    world.told(world.provider().request("general", "one"));
    world.settle();

    world.told(world.provider().withdraw("general", "one"));

    assertThat(world.seen("general").requests()).isEmpty();
    assertThat(world.claims("general")).hasSize(2);
    assertThat(world.ask(world.provider().withdraw("general", "one")))
        .isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aRemovedClaimIsDrainedAndGoesWhateverBudgetsSay() {
    world.pools.pool("general", pool -> pool.size(3).neverConsolidates().budget("0"));
    world.cluster.deployment("web", web -> web.replicas(6).requests(1500, 1024));
    world.settle();
    NodeClaim first = world.seen("general").claims().get(0);

    world.told(world.provider().remove("general", first));
    assertThat(world.claims("general").get(0).state()).isEqualTo(NodeClaim.State.TERMINATING);
    world.until(() -> !world.names("general").contains(first.name()));

    world.settle();
    assertThat(world.allRun("web", 6)).isTrue();
    assertThat(world.cluster.nodes()).noneMatch(n -> first.node().orElseThrow().equals(n.name()));
    assertThat(world.ask(world.provider().remove("general", first)))
        .isInstanceOf(Answer.Missing.class);
  }
}
