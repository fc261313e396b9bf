package io.evenkeel.engine;

import static io.evenkeel.engine.Scene.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Disposition;
import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.HinderedNode;
import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Toleration;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.NodePatch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What keeps a drain is told by name as soon as it is known, and stands in the outcome. */
class DiagnosisTest {
  private final Scene scene = Scene.surging(2);

  @Test
  void a_budget_that_never_allows_anything_is_named_while_the_run_waits() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    scene.world.cluster.edit().minAvailable("shop/myapp", "100%");
    Obstacle obstacle = told(Cause.BUDGET_NEVER_ALLOWS);

    // then
    assertThat(obstacle.what()).contains("shop/myapp", "keeps 10 of 10 pods");
    assertThat(obstacle.remedy()).contains("shop/myapp");
    assertThat(toldAfterTheDrainBegan()).isLessThan(Duration.ofMinutes(2));
    assertFailsWith(run, Cause.BUDGET_NEVER_ALLOWS);
  }

  @Test
  void a_budget_that_waits_names_the_pod_that_it_waits_for_and_why() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    Instant since = scene.world.time.now();
    List<Pod> crashing = scene.world.cluster.podsOf("shop/myapp").subList(0, 3);
    crashing.forEach(pod -> scene.world.cluster.edit().change(pod, p -> crashing(p, since)));
    Obstacle obstacle = told(Cause.BUDGET_WAITS_FOR_POD);

    // then
    assertThat(obstacle.what())
        .contains("budget shop/myapp", "needs 8 healthy pods", "its containers crash: no memory");
    assertThat(obstacle.since()).contains(since);
    assertThat(obstacle.by()).hasSize(2);
    assertThat(obstacle.remedy()).contains("log of pod " + obstacle.by().get(1).path());

    // when
    crashing.forEach(
        pod ->
            scene.world.cluster.pods().stream()
                .filter(now -> now.uid().equals(pod.uid()))
                .forEach(now -> scene.world.cluster.edit().change(now, DiagnosisTest::healed)));

    // then
    assertThat(scene.end(run).succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private static Pod crashing(Pod pod, Instant since) {
    return pod.withStatus(Pod.Phase.RUNNING, Optional.empty())
        .withTrouble(new Pod.Trouble(Pod.Trouble.Kind.CRASH_LOOP, "no memory", since));
  }

  private static Pod healed(Pod pod) {
    return pod.withStatus(Pod.Phase.RUNNING, Optional.of(pod.meta().createdAt()));
  }

  @Test
  void several_budgets_on_one_pod_are_named() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    scene.world.cluster.budget("shop/extra", budget -> budget.of("myapp"));
    Obstacle obstacle = told(Cause.SEVERAL_BUDGETS);

    // then
    assertThat(obstacle.what()).contains("shop/extra", "shop/myapp");
    assertFailsWith(run, Cause.SEVERAL_BUDGETS);
  }

  @Test
  void a_second_budget_that_goes_again_lets_the_drain_go_on() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    scene.world.cluster.budget("shop/extra", budget -> budget.of("myapp"));
    told(Cause.SEVERAL_BUDGETS);

    // when
    scene.world.cluster.edit().remove(scene.world.cluster.budget("shop/extra").key());

    // then
    assertThat(scene.end(run).succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_finalizer_that_keeps_a_stopped_pod_is_named() {
    // given
    Pod pod = scene.world.cluster.podsOf("shop/mailer").get(0);
    scene.world.cluster.edit().addFinalizer(pod, "example.com/archive");

    // when
    UpgradeRun run = scene.start();
    Obstacle obstacle = told(Cause.FINALIZER);

    // then
    assertThat(obstacle.what()).contains(pod.key().path(), "example.com/archive");
    assertFailsWith(run, Cause.FINALIZER);
  }

  @Test
  void a_webhook_that_rejects_evictions_is_told_apart_from_budgets_and_asked_again() {
    // given
    EvictionAnswer no =
        new EvictionAnswer.RejectedByAdmission("primary.db.example", "it is the primary");
    int[] asked = {0};

    // when
    UpgradeRun run =
        startWith(rejecting("db-0", no, asked), group -> group.drain(DrainPolicy.eks()));
    Obstacle obstacle = told(Cause.ADMISSION);
    UpgradeOutcome outcome = Trial.finish(scene.world.time, run, 1);

    // then
    assertThat(obstacle.what()).contains("webhook primary.db.example", "it is the primary");
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    assertThat(asked[0]).isBetween(4, 10);
  }

  private static ClusterClient rejecting(Scene scene, String pod, EvictionAnswer no, int[] asked) {
    ClusterClient honest = scene.world.cluster.client();
    return (ClusterClient)
        Proxy.newProxyInstance(
            ClusterClient.class.getClassLoader(),
            new Class<?>[] {ClusterClient.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals("evict") && ((Pod) arguments[0]).name().equals(pod)) {
                asked[0]++;
                return CompletableFuture.completedStage(no);
              }
              try {
                return called.invoke(honest, arguments);
              } catch (InvocationTargetException fault) {
                throw fault.getCause();
              }
            });
  }

  private ClusterClient rejecting(String pod, EvictionAnswer no, int[] asked) {
    return rejecting(scene, pod, no, asked);
  }

  private UpgradeRun startWith(ClusterClient client, Consumer<SelfDrivenGroupBuilder> change) {
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(client)
            .cloudProvider(scene.world.cloud.provider())
            .nodeGroup(
                World.GROUP,
                group -> {
                  group.maxSurge(Quantity.nodes(2));
                  change.accept(group);
                })
            .build();
    return Scene.upgrader(scene.world, "first").start(plan, scene.recorder());
  }

  @Test
  void a_pod_that_stops_slowly_is_told_with_the_time_when_it_must_have_stopped() {
    // given
    scene.world.cluster.deployment(
        "shop/slow",
        slow ->
            slow.replicas(1)
                .grace(Duration.ofHours(1))
                .stopsIn(Duration.ofMinutes(8), Duration.ofMinutes(8)));
    scene.world.cluster.settle();

    // when
    UpgradeRun run = scene.start();
    Obstacle obstacle = told(Cause.STOPS_SLOWLY);

    // then
    assertThat(obstacle.until()).contains(obstacle.since().orElseThrow().plus(Duration.ofHours(1)));
    assertThat(scene.end(run).succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_kubelet_that_dies_during_a_drain_is_named() {
    // given
    scene.world.cluster.deployment(
        "shop/slow",
        slow -> slow.replicas(1).stopsIn(Duration.ofSeconds(25), Duration.ofSeconds(25)));
    scene.world.cluster.settle();
    UpgradeRun run = scene.start();
    scene.until(
        event ->
            event instanceof UpgradeEvent.PodEvicted evicted
                && evicted.pod().path().startsWith("shop/slow"));

    // when
    String node =
        scene.world.cluster.podsOf("shop/slow").stream()
            .filter(Pod::terminating)
            .findFirst()
            .flatMap(Pod::nodeName)
            .orElseThrow();
    scene.world.cluster.edit().silence(node);
    Obstacle obstacle = told(Cause.NODE_NOT_READY);

    // then
    assertThat(obstacle.what()).contains("asked to stop", node);
    assertThat(obstacle.remedy()).contains("kubelet");
    scene.world.cluster.edit().hearAgain(node);
    assertThat(scene.end(run).succeeded()).isTrue();
  }

  @Test
  void a_pod_that_the_policy_holds_is_told_at_once_with_the_annotation_that_asks_for_it() {
    // given
    scene.world.cluster.deployment(
        "shop/batch", batch -> batch.replicas(1).annotation("karpenter.sh/do-not-disrupt", "true"));
    scene.world.cluster.settle();

    // when
    UpgradeRun run = scene.start(group -> group.drain(DrainPolicy.karpenter()));
    Obstacle obstacle = told(Cause.DO_NOT_DISRUPT);

    // then
    assertThat(obstacle.what()).contains("karpenter.sh/do-not-disrupt: true");
    assertThat(toldAfterTheDrainBegan()).isLessThan(Duration.ofMinutes(1));
    assertFailsWith(run, Cause.DO_NOT_DISRUPT);
  }

  @Test
  void a_policy_that_always_throws_is_named_early_and_ends_the_run_by_its_name() {
    // given
    DrainPolicy broken =
        subject -> {
          throw new IllegalStateException("no such label on " + subject.pod().name());
        };

    // when
    Instant started = scene.world.time.now();
    UpgradeRun run = scene.start(group -> group.drain(broken));
    Obstacle obstacle = told(Cause.POLICY_FAILS);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(obstacle.what()).contains("no such label on");
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(FailureReason.PLUG_IN);
    assertThat(failed.message()).contains("the drain policy of workers", "no such label on");
    assertThat(Duration.between(started, outcome.summary().ended()))
        .isLessThan(Duration.ofMinutes(10));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_policy_that_throws_for_a_while_is_asked_again() {
    // given
    Instant healed = scene.world.time.now().plus(Duration.ofMinutes(3));
    DrainPolicy shaky =
        subject -> {
          if (subject.now().isBefore(healed)) {
            throw new IllegalStateException("not yet");
          }
          return Disposition.evict();
        };

    // when
    UpgradeOutcome outcome = scene.end(scene.start(group -> group.drain(sparing(shaky))));

    // then
    assertThat(outcome.succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private static DrainPolicy sparing(DrainPolicy policy) {
    return policy.onlyFor(pod -> pod.name().startsWith("db-"), DrainPolicy.eks());
  }

  @Test
  void a_pod_that_comes_back_to_its_node_each_time_is_not_evicted_for_ever() {
    // given
    scene.world.cluster.deployment(
        "shop/everywhere",
        app ->
            app.replicas(2)
                .requests(1, 1)
                .placed(where -> where.withTolerations(List.of(Toleration.everything()))));
    scene.world.cluster.settle();

    // when
    UpgradeRun run = scene.start();
    Obstacle obstacle = told(Cause.RETURNS_TO_NODE);
    long evictions =
        scene.count(
            event ->
                event instanceof UpgradeEvent.PodEvicted evicted
                    && evicted.pod().path().startsWith("shop/everywhere"));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(obstacle.what()).contains("tolerates the closing of its node");
    assertThat(evictions).isLessThan(10);
    assertThat(causes(outcome)).contains(Cause.RETURNS_TO_NODE);
  }

  @Test
  void without_room_it_is_told_what_each_kind_of_node_lacks() {
    // given
    Scene small = Scene.inPlace(1);
    small.world.cluster.deployment("shop/big", big -> big.replicas(6).requests(1_000, 128));
    small.world.cluster.settle();

    // when
    UpgradeRun run = small.start();
    Obstacle obstacle = told(small, Cause.NO_ROOM);
    UpgradeOutcome outcome = small.end(run);

    // then
    assertThat(obstacle.what()).contains("shop/big", "cpu");
    assertThat(causes(outcome)).contains(Cause.NO_ROOM);
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.NO_CAPACITY);
    assertThat(small.violations()).isEmpty();
  }

  @Test
  void nodes_that_somebody_else_has_closed_are_named_where_no_other_takes_the_pods() {
    // given
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    List<String> fresh =
        scene.world.cluster.nodes().stream()
            .filter(node -> node.taints().isEmpty() && !node.unschedulable())
            .map(Node::name)
            .toList();
    fresh.forEach(name -> scene.world.cluster.edit().patch(name, NodePatch.nothing().cordon()));
    scene.until(DiagnosisTest::namesClosedNodes);
    fresh.forEach(name -> scene.world.cluster.edit().patch(name, NodePatch.nothing().uncordon()));

    // then
    assertThat(scene.end(run).succeeded()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private static boolean namesClosedNodes(UpgradeEvent event) {
    return event instanceof UpgradeEvent.Hindered hindered
        && hindered.obstacles().stream()
            .anyMatch(
                o ->
                    (o.cause() == Cause.NO_ROOM || o.cause() == Cause.NO_NODE_TO_SPARE)
                        && o.what().contains("closed by somebody else"));
  }

  @Test
  void what_keeps_a_drain_is_told_once_and_not_again_and_again() {
    // given
    UpgradeRun run =
        scene.start(
            group ->
                group.drain(
                    DrainPolicy.eks().holding(pod -> pod.name().startsWith("db-"), "for now")));

    // when
    scene.end(run);

    // then
    List<UpgradeEvent.Hindered> told =
        scene.events.stream()
            .filter(UpgradeEvent.Hindered.class::isInstance)
            .map(UpgradeEvent.Hindered.class::cast)
            .toList();
    assertThat(told).isNotEmpty();
    for (int i = 1; i < told.size(); i++) {
      UpgradeEvent.Hindered later = told.get(i);
      Optional<UpgradeEvent.Hindered> before =
          told.subList(0, i).stream()
              .filter(event -> event.node().equals(later.node()))
              .reduce((first, second) -> second);
      assertThat(before.map(UpgradeEvent.Hindered::obstacles))
          .isNotEqualTo(Optional.of(later.obstacles()));
    }
  }

  private Obstacle told(Cause cause) {
    return told(scene, cause);
  }

  private static Obstacle told(Scene scene, Cause cause) {
    scene.until(event -> obstacle(event, cause).isPresent());
    return scene.events.stream()
        .flatMap(event -> obstacle(event, cause).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Obstacle> obstacle(UpgradeEvent event, Cause cause) {
    return event instanceof UpgradeEvent.Hindered hindered
        ? hindered.obstacles().stream().filter(o -> o.cause() == cause).findFirst()
        : Optional.empty();
  }

  private Duration toldAfterTheDrainBegan() {
    UpgradeEvent.Hindered told =
        scene.events.stream()
            .filter(UpgradeEvent.Hindered.class::isInstance)
            .map(UpgradeEvent.Hindered.class::cast)
            .findFirst()
            .orElseThrow();
    Instant began =
        scene.events.stream()
            .filter(decides("cordon and drain"))
            .filter(
                event ->
                    event instanceof UpgradeEvent.Decided decided
                        && decided.subject().equals(told.node()))
            .map(UpgradeEvent::at)
            .findFirst()
            .orElseThrow();
    return Duration.between(began, told.at());
  }

  private void assertFailsWith(UpgradeRun run, Cause cause) {
    UpgradeOutcome outcome = scene.end(run);
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(FailureReason.DRAIN_STUCK);
    assertThat(causes(outcome)).contains(cause);
    Obstacle obstacle =
        outcome.summary().hindered().stream()
            .flatMap(node -> node.obstacles().stream())
            .filter(o -> o.cause() == cause)
            .findFirst()
            .orElseThrow();
    assertThat(failed.remedy()).contains(obstacle.remedy());
    assertThat(scene.violations()).isEmpty();
  }

  private static List<Cause> causes(UpgradeOutcome outcome) {
    return outcome.summary().hindered().stream()
        .map(HinderedNode::obstacles)
        .flatMap(List::stream)
        .map(Obstacle::cause)
        .toList();
  }
}
