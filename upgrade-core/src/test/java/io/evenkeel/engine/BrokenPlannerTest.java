package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Canary;
import io.evenkeel.DrainPolicy;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The real engine with one rule broken, or with a plug-in that lies, is caught by the oracle, which
 * says what happened, when, and in which world.
 */
class BrokenPlannerTest {
  private static final long SEED = 42;
  private static final String LEAVES = "node.kubernetes.io/exclude-from-external-load-balancers";

  private final World world = World.shop();
  private Oracle oracle =
      Oracle.watching(world.cluster, world.cloud).seed(SEED).limits(World.GROUP, 0, 1);

  private ClusterClient client = oracle.client();
  private InstanceProvider provider = oracle.provider();
  private int surge = 1;
  private Consumer<SelfDrivenGroupBuilder> more = group -> {};

  @Test
  void i1_evictions_that_become_deletions_beyond_the_budget() {
    // given
    oracle.mayDelete();
    client(
        (method, arguments) ->
            method.equals("evict")
                ? Optional.of(deleteAll(oracle.client(), (Pod) arguments[0]))
                : Optional.empty());

    // when
    run();

    // then
    caught(Invariant.BUDGET, "shop/myapp-", "PodDisruptionBudget shop/myapp");
  }

  private CompletionStage<EvictionAnswer> deleteAll(ClusterClient honest, Pod pod) {
    world.cluster.podsOn(pod.nodeName().orElseThrow()).stream()
        .filter(other -> other.name().startsWith("myapp"))
        .forEach(other -> honest.delete(other, Duration.ofSeconds(30)));
    return honest.delete(pod, Duration.ofSeconds(30)).thenApply(a -> new EvictionAnswer.Accepted());
  }

  @Test
  void i2_two_nodes_are_taken_where_one_may_be() {
    // given
    client(
        (method, arguments) -> {
          if (method.equals("patch") && drains((NodePatch) arguments[1])) {
            Node other = another((Node) arguments[0]);
            var unused = oracle.client().patch(other, (NodePatch) arguments[1]);
          }
          return Optional.empty();
        });

    // when
    run();

    // then
    caught(Invariant.MAX_UNAVAILABLE, "of group workers was taken while", "must remain");
  }

  private static boolean drains(NodePatch patch) {
    return patch.setAnnotations().containsKey("evenkeel.io/draining-since");
  }

  private Node another(Node node) {
    return world.cluster.nodes().stream()
        .filter(n -> !n.name().equals(node.name()) && !n.unschedulable())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void i3_more_surge_than_the_plan_allows() {
    // given
    surge = 3;

    // when
    run();

    // then
    caught(Invariant.MAX_SURGE, "9 instances", "group workers, which may have 7");
  }

  @Test
  void i4_another_instance_is_terminated() {
    // given
    provider(
        (method, arguments) ->
            method.equals("terminate")
                ? Optional.of(
                    oracle
                        .provider()
                        .terminate(
                            World.GROUP,
                            another((String) arguments[1]),
                            (AfterTermination) arguments[2]))
                : Optional.empty());

    // when
    run();

    // then
    caught(Invariant.EMPTY_BEFORE_GONE, "was terminated while it held [shop/");
  }

  private String another(String instance) {
    return world.cloud.group(World.GROUP).state().instances().stream()
        .map(CloudInstance::id)
        .filter(id -> !id.equals(instance))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void i5_pods_are_deleted_without_grace() {
    // given
    client(
        (method, arguments) ->
            method.equals("evict")
                ? Optional.of(
                    oracle
                        .client()
                        .delete((Pod) arguments[0], Duration.ZERO)
                        .thenApply(done -> new EvictionAnswer.Accepted()))
                : Optional.empty());

    // when
    run();

    // then
    caught(Invariant.GENTLE, "shop/", "was given a grace of PT0S");
    caught(Invariant.GENTLE, "was deleted, which no policy of this run may do");
  }

  @Test
  void i6_marks_are_taken_as_removed_that_are_not() {
    // given
    List<String> swallowed = new ArrayList<>();
    provider(
        (method, arguments) -> {
          if (method.equals("resume") || method.equals("unmark")) {
            swallowed.add(method);
            return Optional.of(CompletableFuture.completedStage(Answer.done()));
          }
          return method.equals("observe") && !swallowed.isEmpty()
              ? Optional.of(observed(BrokenPlannerTest::clean))
              : Optional.empty();
        });

    // when
    run();

    // then
    caught(Invariant.GIVEN_BACK, "group workers", "is left with the tags");
    caught(Invariant.GIVEN_BACK, "group workers", "are left suspended");
  }

  private CompletionStage<Answer<GroupState>> observed(UnaryOperator<GroupState> change) {
    return oracle.provider().observe(World.GROUP).thenApply(answer -> answer.map(change));
  }

  private static GroupState clean(GroupState state) {
    return new GroupState(
        state.name(),
        state.min(),
        state.max(),
        state.desired(),
        state.zones(),
        state.pointer(),
        List.of(),
        Map.of(),
        state.instances(),
        state.recentFailure());
  }

  @Test
  void i7_each_pod_is_evicted_twice() {
    // given
    client(
        (method, arguments) -> {
          if (method.equals("evict")) {
            var unused = oracle.client().evict((Pod) arguments[0], Optional.empty());
          }
          return Optional.empty();
        });

    // when
    run();

    // then
    caught(Invariant.ONE_AT_A_TIME, "pod shop/", "while an earlier call was not answered");
  }

  @Test
  void i7_the_lease_is_only_said_to_be_renewed() {
    // given
    List<LeaseRecord> written = new ArrayList<>();
    client(
        (method, arguments) -> {
          if (!method.equals("writeLease")) {
            return Optional.empty();
          }
          written.add((LeaseRecord) arguments[0]);
          return written.size() < 4
              ? Optional.empty()
              : Optional.of(CompletableFuture.completedStage(Answer.ok(arguments[0])));
        });

    // when
    run();

    // then
    caught(Invariant.ONE_AT_A_TIME, "although the lease of its process had run out at 2026-");
  }

  @Test
  void i8_nodes_are_drained_that_were_not_selected() {
    // given
    List<String> all =
        world.cloud.group(World.GROUP).state().instances().stream().map(CloudInstance::id).toList();
    oracle.selected(World.GROUP, all.subList(0, 3));

    // when
    run();

    // then
    caught(Invariant.SELECTED_ONLY, "node ip-", "although it was not selected");
  }

  @Test
  void i9_a_run_that_waits_for_ever() {
    // given
    more =
        group ->
            group.drain(
                DrainPolicy.eks()
                    .holding(pod -> pod.name().startsWith("db"), "for ever")
                    .timeout(Duration.ofDays(1000)));

    // when
    oracle.faultsStop(Duration.ofHours(1));
    run();

    // then
    caught(Invariant.FINISHES, "the run has not ended PT1H after the last fault");
  }

  @Test
  void i9_a_success_that_is_none() {
    // given a cloud that takes what is there for the target
    oracle.allMustGo(World.GROUP);
    TemplateVersion old =
        world.cloud.group(World.GROUP).state().instances().get(0).asModel().template().get();
    ResolvedTarget nothingNew = new ResolvedTarget(World.OLD, Optional.of(old), "nothing new");
    provider(
        (method, arguments) ->
            method.equals("resolve")
                ? Optional.of(CompletableFuture.completedStage(Answer.ok(nothingNew)))
                : Optional.empty());

    // when
    run();

    // then
    caught(Invariant.FINISHES, "says that it has succeeded, and has not replaced [i-");
  }

  @Test
  void i10_two_instances_are_launched_from_a_bad_image_which_stays() {
    // given
    world.cloud.images().register(World.NEW, Joining.NEVER_READY);
    oracle.limits(World.GROUP, 0, 2);
    surge = 2;
    provider(
        (method, arguments) ->
            switch (method) {
              case "resize" ->
                  Optional.of(oracle.provider().resize(World.GROUP, one((Resize) arguments[1])));
              case "point" ->
                  ((TemplateVersion) arguments[2]).version().equals("1")
                      ? Optional.of(CompletableFuture.completedStage(Answer.done()))
                      : Optional.empty();
              default -> Optional.empty();
            });

    // when
    run();

    // then
    caught(Invariant.CANARY, "were launched before one of them was usable");
  }

  private static Resize one(Resize resize) {
    return resize.desired() > resize.desiredNow()
        ? new Resize(resize.desiredNow(), resize.maxNow(), resize.desired() + 1, resize.max() + 1)
        : resize;
  }

  @Test
  void i10_a_canary_that_has_nothing_to_prove() {
    // given
    oracle.provenFor(World.GROUP, Duration.ofSeconds(60));
    more = group -> group.canary(Canary.standard().provenFor(Duration.ofSeconds(10)));

    // when
    run();

    // then
    caught(Invariant.CANARY, "group workers: its canary was taken as proven although");
  }

  @Test
  void i11_new_nodes_are_closed_while_pods_move() {
    // given
    oracle.relandingsAtMost(0);
    client(
        (method, arguments) -> {
          if (method.equals("evict")) {
            world.cluster.nodes().stream()
                .filter(node -> !node.hasTaint("evenkeel.io/outdated") && !node.unschedulable())
                .forEach(this::closesForAWhile);
          }
          return Optional.empty();
        });

    // when
    run();

    // then
    caught(Invariant.MOVED_ONCE, "pods were moved that replaced a pod", "Deployment shop/myapp=");
  }

  private void closesForAWhile(Node node) {
    var closed = oracle.client().patch(node, NodePatch.nothing().cordon());
    world.time.schedule(
        Duration.ofSeconds(5),
        () -> {
          Node now = world.cluster.node(node.name());
          var opened = oracle.client().patch(now, NodePatch.nothing().uncordon());
        });
  }

  @Test
  void i12_a_world_that_depends_on_more_than_its_seed() {
    // given
    List<Integer> runs = new ArrayList<>();

    // when
    List<OracleViolation> found =
        Oracle.sameHistory(
            SEED,
            seed -> {
              World shop = World.shop(seed);
              runs.add(1);
              shop.time.advance(Duration.ofSeconds(runs.size()));
              var unused = shop.upgrade(group -> group.maxSurge(Quantity.nodes(2)));
              return shop.cluster.history();
            });

    // then
    assertThat(found)
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.invariant()).isEqualTo(Invariant.SAME_HISTORY);
              assertThat(v.toString()).startsWith("I12").contains("(seed " + SEED + ")");
            });
  }

  @Test
  void i12_the_same_seed_gives_the_same_history() {
    assertThat(
            Oracle.sameHistory(
                SEED,
                seed -> {
                  World shop = World.shop(seed);
                  var unused = shop.upgrade(group -> group.maxSurge(Quantity.nodes(2)));
                  return shop.cluster.history();
                }))
        .isEmpty();
  }

  @Test
  void i13_nodes_leave_the_load_balancers_in_bulk() {
    // given
    world.cluster.loadBalancer("shop/db", true);
    world.cluster.settle();
    watchAnew();
    client(
        (method, arguments) -> {
          if (method.equals("patch") && drains((NodePatch) arguments[1])) {
            world.cluster.nodes().stream()
                .filter(node -> !node.name().equals(((Node) arguments[0]).name()))
                .forEach(this::leaves);
          }
          return Optional.empty();
        });

    // when
    run();

    // then
    caught(Invariant.REACHABLE, "a write to node ip-", "PodDisruptionBudget shop/db keeps");
  }

  private void leaves(Node node) {
    var unused = oracle.client().patch(node, NodePatch.nothing().label(LEAVES, "now"));
  }

  private void watchAnew() {
    oracle = Oracle.watching(world.cluster, world.cloud).seed(SEED).limits(World.GROUP, 0, 1);
    client = oracle.client();
    provider = oracle.provider();
  }

  private void client(Broken.Rule rule) {
    client = Broken.port(ClusterClient.class, oracle.client(), rule);
  }

  private void provider(Broken.Rule rule) {
    provider = Broken.port(InstanceProvider.class, oracle.provider(), rule);
  }

  private void run() {
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(client)
            .cloudProvider(provider)
            .nodeGroup(
                World.GROUP,
                group -> {
                  group.maxUnavailable(Quantity.nodes(0)).maxSurge(Quantity.nodes(surge));
                  more.accept(group);
                })
            .build();
    UpgradeRun run = Upgrader.on(world.time).start(plan);
    CompletableFuture<?> over = run.outcome().toCompletableFuture();
    world.time.runUntil(over::isDone, Duration.ofHours(2));
    if (over.isDone()) {
      oracle.ended(run.await());
    }
  }

  private void caught(Invariant invariant, String... saying) {
    List<String> found =
        oracle.violations().stream()
            .filter(v -> v.invariant() == invariant)
            .map(OracleViolation::toString)
            .toList();
    assertThat(found)
        .anySatisfy(
            told ->
                assertThat(told)
                    .startsWith(invariant.number() + " ")
                    .contains(" at 2026-", "(seed " + SEED + ")")
                    .contains(saying));
  }
}
