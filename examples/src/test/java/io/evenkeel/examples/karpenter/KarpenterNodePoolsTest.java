package io.evenkeel.examples.karpenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Obstacle;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ControlPlaneUser;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The port to real Karpenter, as a user who has the roles that ship and no other right. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KarpenterNodePoolsTest {
  private static final Duration SOON = Duration.ofMinutes(5);

  private ControlPlane plane;
  private KubernetesCluster cluster;
  private KarpenterNodePools pools;

  @BeforeAll
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults()
                .withKarpenter()
                .user(ShippedRole.userOfNodePoolBudgets())
                .user(ControlPlaneUser.named("nobody"))
                .progress(System.err::println));
    plane.apply(
        """
        {apiVersion: karpenter.kwok.sh/v1alpha1, kind: KWOKNodeClass, metadata: {name: default},
         spec: {nodeRegistrationDelay: 1s}}\
        """);
    cluster = KubernetesCluster.fromKubeconfig(plane.kubeconfig(ShippedRole.USER));
    pools = KarpenterNodePools.on(cluster);
  }

  @AfterAll
  void stop() {
    if (pools != null) {
      pools.close();
      cluster.close();
    }
    if (plane != null) {
      plane.close();
    }
  }

  @Test
  void aPoolIsSeenWithItsNodesTheirDriftAndTheBudgetThatIsClosed() throws Exception {
    // given
    plane.apply(pool("seen", "first", "{nodes: '0', reasons: [Drifted]}"));
    AtomicInteger hints = new AtomicInteger();
    try (Subscription unused = pools.onChange("seen", hints::incrementAndGet)) {
      // when
      plane.apply(workload("seen", 2));
      // then
      NodePool pool = await("two nodes", "seen", p -> inService(p) == 2);
      assertThat(pool.kind()).isEqualTo(NodePool.Kind.CUSTOM);
      assertThat(pool.waits())
          .extracting(Obstacle::cause)
          .containsExactly(Obstacle.Cause.POOL_BUDGET_NEVER_OPENS);
      assertThat(pool.claims())
          .allSatisfy(claim -> assertThat(claim.type()).isEqualTo("s-4x-amd64-linux"));
    }
    // when
    plane.apply(pool("seen", "second", "{nodes: '0', reasons: [Drifted]}"));
    // then
    NodePool pool = await("the drift", "seen", p -> outdated(p) == 2);
    assertThat(pool.claims())
        .allSatisfy(claim -> assertThat(claim.outdatedBecause()).contains("NodePoolDrifted"));
    assertThat(hints).hasPositiveValue();
    assertThat(target("seen").description()).contains("KWOKNodeClass default");
  }

  @Test
  void nodesThatAreAskedForComeAndStayAfterTheRequestIsTakenBack() throws Exception {
    // given
    plane.apply(pool("asked", "first", "{nodes: 10%}"));
    plane.apply(workload("asked", 1));
    await("a node", "asked", p -> inService(p) == 1);
    // when
    done(pools.request("asked", "a"));
    done(pools.request("asked", "b"));
    done(pools.request("asked", "a"));
    // then
    NodePool pool = await("two more nodes", "asked", p -> met(p) == 2);
    assertThat(inService(pool)).isEqualTo(3);
    assertThat(pool.requests()).extracting(NodeRequest::name).containsExactly("a", "b");
    assertThat(pool.requests()).extracting(NodeRequest::node).doesNotHaveDuplicates();
    // when
    done(pools.withdraw("asked", "a"));
    done(pools.withdraw("asked", "b"));
    done(pools.tidy("asked"));
    // then
    assertThat(pools.withdraw("asked", "a").toCompletableFuture().join())
        .isInstanceOf(Answer.Missing.class);
    assertThat(inService(content("asked"))).isEqualTo(3);
    assertThat(plane.kubectl("get", "priorityclass", "-o", "name")).doesNotContain("evenkeel");
  }

  @Test
  void whatKeepsOutdatedNodesIsNamed() throws Exception {
    // given
    plane.apply(pool("kept", "first", "{nodes: 100%}"));
    plane.apply(budget("kept", "maxUnavailable: 0"));
    plane.apply(workload("kept", 1));
    plane.apply(pool("held", "first", "{nodes: 100%}"));
    plane.apply(
        workload("held", 1)
            .replace(
                "metadata: {labels: {app: held}}",
                "metadata: {labels: {app: held}, annotations: {karpenter.sh/do-not-disrupt:"
                    + " 'true'}}"));
    await("a node", "kept", p -> inService(p) == 1);
    await("a node", "held", p -> inService(p) == 1);
    // when
    plane.apply(pool("kept", "second", "{nodes: 100%}"));
    plane.apply(pool("held", "second", "{nodes: 100%}"));
    // then
    Obstacle kept =
        await("the budget", "kept", p -> waits(p).findAny().isPresent())
            .claims()
            .get(0)
            .waits()
            .get(0);
    assertThat(kept.cause()).isEqualTo(Obstacle.Cause.BUDGET_NEVER_ALLOWS);
    assertThat(kept.by()).extracting(ObjectKey::path).containsExactly("default/kept");
    Obstacle held =
        await("the pod", "held", p -> waits(p).findAny().isPresent())
            .claims()
            .get(0)
            .waits()
            .get(0);
    assertThat(held.cause()).isEqualTo(Obstacle.Cause.DO_NOT_DISRUPT);
    assertThat(held.by()).hasSize(1);
  }

  @Test
  void aPoolAtItsLimitOrWithoutAClassIsFoundBefore() throws Exception {
    // given
    plane.apply(
        pool("full", "first", "{nodes: 10%}")
            .replace("disruption:", "limits: {cpu: 4}\n  disruption:"));
    plane.apply(workload("full", 1));
    plane.apply(
        pool("classless", "first", "{nodes: 10%}").replace("name: default", "name: nobody"));
    await("a node", "full", p -> inService(p) == 1);
    // then
    await("the limit", "full", p -> p.waits().size() == 1);
    assertThat(codes("full")).doesNotContain("POOL_LIMIT_REACHED"); // the plan's way decides
    done(pools.request("full", "a"));
    NodePool full = await("Karpenter's word", "full", p -> p.waits().size() == 2);
    assertThat(full.waits()).extracting(Obstacle::cause).containsOnly(Obstacle.Cause.POOL_LIMIT);
    assertThat(full.waits().get(1).what()).contains("exceed limits");
    done(pools.withdraw("full", "a"));
    assertThat(codes("classless")).contains("NODE_CLASS_MISSING");
    assertThat(pools.observe("nowhere").toCompletableFuture().join())
        .isInstanceOfSatisfying(
            Answer.Missing.class,
            missing -> assertThat(missing.because()).contains("there is no NodePool nowhere"));
  }

  @Test
  void aBudgetIsTightenedAndGivenBackUnderTheRoleForIt() throws Exception {
    // given
    String budgets = "{nodes: 10%}, {nodes: '0', schedule: '0 9 * * 1-5', duration: 8h}";
    plane.apply(pool("tight", "first", budgets));
    String before = budgets("tight");
    RolloutPace pace = result(pools.observe("tight")).pace();
    // when
    done(pools.pace("tight", new RolloutPace(Quantity.nodes(1), RolloutPace.Capacity.SURGE)));
    // then
    assertThat(budgets("tight")).isEqualTo(before.replace("]", ",{\"nodes\":\"1\"}]"));
    assertThat(result(pools.observe("tight")).pace().maxUnavailable()).isEqualTo(Quantity.nodes(1));
    // when
    done(pools.pace("tight", pace));
    // then
    assertThat(budgets("tight")).isEqualTo(before);
    assertThat(plane.kubectl("get", "nodepool", "tight", "-o", "json"))
        .doesNotContain("evenkeel.io");
    assertThat(codes("tight")).isEmpty();
  }

  @Test
  void whoHasNoRoleIsToldWhichPermissionIsMissing() {
    try (KubernetesCluster theirs = KubernetesCluster.fromKubeconfig(plane.kubeconfig("nobody"));
        KarpenterNodePools denied = KarpenterNodePools.on(theirs)) {
      assertThat(denied.observe("any").toCompletableFuture().join())
          .isInstanceOfSatisfying(
              Answer.Denied.class,
              answer -> assertThat(answer.permission()).isEqualTo("get nodepools.karpenter.sh"));
    }
  }

  private String budgets(String pool) throws IOException, InterruptedException {
    return plane.kubectl("get", "nodepool", pool, "-o", "jsonpath={.spec.disruption.budgets}");
  }

  private List<String> codes(String pool) {
    return result(pools.inspect(pool, target(pool))).stream().map(Finding::code).toList();
  }

  private static Stream<Obstacle> waits(NodePool pool) {
    return pool.claims().stream().flatMap(claim -> claim.waits().stream());
  }

  private RolloutTarget target(String pool) {
    return result(pools.resolve(pool, Target.latestImage()));
  }

  private NodePool await(String what, String pool, Predicate<NodePool> wanted)
      throws InterruptedException {
    return Await.answer(what, SOON, () -> Optional.of(content(pool)).filter(wanted));
  }

  private NodePool content(String pool) {
    return result(pools.observe(pool)).pool().orElseThrow();
  }

  private static long inService(NodePool pool) {
    return pool.claims().stream()
        .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
        .count();
  }

  private static long outdated(NodePool pool) {
    return pool.claims().stream().filter(claim -> claim.outdatedBecause().isPresent()).count();
  }

  private static long met(NodePool pool) {
    return pool.requests().stream()
        .filter(request -> request.state() == NodeRequest.State.MET)
        .count();
  }

  private static void done(CompletionStage<Answer<Answer.Done>> stage) {
    assertThat(stage.toCompletableFuture().join()).isEqualTo(Answer.done());
  }

  private static <T> T result(CompletionStage<Answer<T>> stage) {
    Answer<T> answer = stage.toCompletableFuture().join();
    return answer.value().orElseThrow(() -> new AssertionError(answer.toString()));
  }

  /** A pool of machines with four cores; another label value makes its nodes drift. */
  private static String pool(String name, String label, String... budgets) {
    return """
    apiVersion: karpenter.sh/v1
    kind: NodePool
    metadata: {name: %1$s}
    spec:
      disruption:
        consolidationPolicy: WhenEmpty
        consolidateAfter: Never
        budgets: [%3$s]
      template:
        metadata: {labels: {pool: %1$s, generation: %2$s}}
        spec:
          expireAfter: Never
          nodeClassRef: {group: karpenter.kwok.sh, kind: KWOKNodeClass, name: default}
          taints: [{key: pool, value: %1$s, effect: NoSchedule}]
          requirements:
            - {key: node.kubernetes.io/instance-type, operator: In, values: [s-4x-amd64-linux]}
            - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
    """
        .formatted(name, label, String.join(", ", List.of(budgets)));
  }

  private static String budget(String app, String limit) {
    return """
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: %1$s, namespace: default}
    spec: {%2$s, selector: {matchLabels: {app: %1$s}}}
    """
        .formatted(app, limit);
  }

  /** Pods of three cores each, which need a node of four for themselves. */
  private static String workload(String pool, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: default}
    spec:
      replicas: %2$d
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          nodeSelector: {pool: %1$s}
          tolerations: [{key: pool, operator: Equal, value: %1$s, effect: NoSchedule}]
          terminationGracePeriodSeconds: 2
          containers:
            - {name: c, image: none, resources: {requests: {cpu: "3", memory: 1Gi}}}
    """
        .formatted(pool, replicas);
  }
}
