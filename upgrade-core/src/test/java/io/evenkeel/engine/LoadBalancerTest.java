package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Obstacle;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Load balancers leave node by node, and what they leave is charged to the budget. */
class LoadBalancerTest {

  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void two_nodes_never_spend_one_slot_twice(long seed) {
    // given
    World world = World.shop(seed);
    world.cluster.loadBalancer("shop/myapp", true).settle();
    world.time.advance(Duration.ofMinutes(5));
    List<String> tooFew = new ArrayList<>();
    var unused =
        world.cluster.observeTruth(
            truth -> {
              if (truth instanceof Truth.Changed changed
                  && changed.after().orElse(null) instanceof Node) {
                served(world, tooFew);
              }
            });

    UpgradeRun run =
        world.start(
            world.plan(
                group -> group.maxSurge(Quantity.nodes(3)).maxUnavailable(Quantity.nodes(3))));
    world.time.runUntil(() -> draining(world) >= 1, Duration.ofHours(1));
    world.cluster.edit().minAvailable("shop/myapp", "100%");
    world.time.runUntil(() -> draining(world) >= 3, Duration.ofMinutes(10));

    // when
    world.cluster.interruptWatches(Duration.ofSeconds(30));
    world.time.advance(Duration.ofSeconds(5));
    world.cluster.edit().minAvailable("shop/myapp", "80%");
    UpgradeOutcome outcome = Trial.finish(world.time, run, seed);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(tooFew).isEmpty();
  }

  @Test
  void a_pod_that_load_balancers_have_left_is_not_said_to_be_unready() {
    // given
    World world = World.shop();
    world.cluster.loadBalancer("shop/myapp", true).settle();
    world.time.advance(Duration.ofMinutes(5));
    UpgradeRun run =
        world.start(
            world.plan(
                group -> group.maxSurge(Quantity.nodes(3)).maxUnavailable(Quantity.nodes(3))));
    world.time.runUntil(
        () -> world.cluster.nodes().stream().anyMatch(node -> !reached(node)), Duration.ofHours(1));

    // when
    world
        .cluster
        .faults()
        .during(Duration.ofMinutes(12), EVICT::equals, new ClusterFault.Deny("not now"));
    world.time.advance(Duration.ofMinutes(10));

    // then
    assertThat(waits(world)).anyMatch(what -> what.contains("load balancers have left its node"));
    assertThat(waits(world)).noneMatch(what -> what.contains("it is not Ready"));
    assertThat(run.outcome().toCompletableFuture()).isNotDone();
  }

  private static List<String> waits(World world) {
    return world.events.stream()
        .filter(UpgradeEvent.Hindered.class::isInstance)
        .flatMap(event -> ((UpgradeEvent.Hindered) event).obstacles().stream())
        .filter(obstacle -> obstacle.cause() == Obstacle.Cause.BUDGET_WAITS_FOR_POD)
        .map(Obstacle::what)
        .toList();
  }

  private static long draining(World world) {
    return world.cluster.nodes().stream()
        .filter(node -> node.hasAnnotation("evenkeel.io/draining-since"))
        .filter(node -> !node.hasAnnotation("evenkeel.io/soaking-since"))
        .count();
  }

  /** Pods of the shop are served where they are Ready on nodes that load balancers still reach. */
  private static void served(World world, List<String> tooFew) {
    long served =
        world.cluster.podsOf("shop/myapp").stream().filter(pod -> isServed(world, pod)).count();
    if (served < 8) {
      tooFew.add(
          world.time.now()
              + ": "
              + world.cluster.podsOf("shop/myapp").stream()
                  .filter(pod -> !isServed(world, pod))
                  .map(
                      p ->
                          p.name()
                              + " on "
                              + p.nodeName()
                              + (p.ready() ? " ready" : " not ready")
                              + (p.terminating() ? " terminating " : ""))
                  .toList());
    }
  }

  private static boolean isServed(World world, Pod pod) {
    return pod.ready()
        && !pod.terminating()
        && reached(world.cluster.node(pod.nodeName().orElseThrow()));
  }

  private static boolean reached(Node node) {
    return !node.meta()
        .labels()
        .containsKey("node.kubernetes.io/exclude-from-external-load-balancers");
  }
}
