package io.evenkeel.examples.joined;

import static io.evenkeel.Durations.minutes;
import static io.evenkeel.Quantity.nodes;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DelegatedGroupBuilder;
import io.evenkeel.FailureReason;
import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ControlPlaneUser;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.spi.RolloutPace.Capacity;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.model.NodegroupUpdateConfig;

/**
 * EKS upgrades a managed node group on a real control plane, started and watched under the role
 * that ships. What EKS does there it does through a client of its own, on the cloud's fast time.
 */
@Tag("real-cluster")
class ManagedUpgradeTest {
  private static final double SPEED = 30;
  private static final String EKS = "eks-node-manager";
  private static final String IMAGE_LABEL = "eks.amazonaws.com/nodegroup-image";
  private static final ObjectKey BUDGET = new ObjectKey(ObjectKind.BUDGET, "shop", "db");

  private final ScaledTimeline time = ScaledTimeline.atSpeed(SPEED);
  private ControlPlane plane;
  private KubernetesCluster eks;
  private KubernetesCluster cluster;
  private Landscape landscape;

  @BeforeEach
  void open() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults()
                .user(ShippedRole.user())
                .user(ControlPlaneUser.named(EKS).withClusterRole("cluster-admin"))
                .progress(System.err::println));
    eks = KubernetesCluster.fromKubeconfig(plane.kubeconfig(EKS));
    cluster = KubernetesCluster.fromKubeconfig(plane.kubeconfig(ShippedRole.USER));
    landscape = Landscape.managed(plane, eks, SPEED);
  }

  @AfterEach
  void close() {
    try (ScaledTimeline endsLast = time;
        ControlPlane server = plane;
        KubernetesCluster hands = eks;
        KubernetesCluster ours = cluster;
        Landscape world = landscape) {
      System.err.println("closing " + world.awsUri());
    }
  }

  @Test
  void eksReplacesEveryNodeAndNobodyNotices() throws Exception {
    // given
    NodegroupUpdateConfig before = landscape.nodegroup().updateConfig();
    try (Observer observer =
        Observer.of(plane, landscape.truth(), new Observer.Limits(0, 2 * 3 /* zones */))) {

      // when
      UpgradeOutcome outcome = upgrade("managed", group -> group.maxUnavailable(nodes(2)));

      // then
      System.err.println("managed upgrade: " + observer.account());
      System.err.println("requests of the API server: " + observer.requests());
      observer.managedVerdict().isContentWithUpgradeTo(Landscape.NEW_IMAGE);
      assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
      assertThat(outcome.summary().replaced()).isEqualTo(6);
      assertThat(landscape.nodegroup().updateConfig()).as("update config").isEqualTo(before);
      assertThat(observer.picture().nodes())
          .as("image labels of the nodes")
          .extracting(node -> node.labels().get(IMAGE_LABEL))
          .containsOnly(Landscape.NEW_IMAGE);
    }
  }

  @Test
  void whatHoldsAPodIsNamedLongBeforeEksFailsAndASecondTrySparesWhatIsNew() throws Exception {
    // given
    Others others = new Others(plane.admin());
    NodegroupUpdateConfig before = landscape.nodegroup().updateConfig();
    try (Observer observer = Observer.of(plane, landscape.truth(), new Observer.Limits(1, 0))) {

      // when
      UpgradeOutcome first = failing(others);

      // then
      assertThat(first)
          .asInstanceOf(InstanceOfAssertFactories.type(UpgradeOutcome.Failed.class))
          .satisfies(ManagedUpgradeTest::isExplained);
      assertThat(landscape.nodegroup().updateConfig()).as("update config").isEqualTo(before);
      observer.managedVerdict().isContentWithConduct();

      // when
      Set<String> fresh = nodesAtTarget(observer.picture());
      observer.lows().mayMiss(1); // the node that EKS was draining stays closed
      others.patchBudget("db", "{\"spec\":{\"maxUnavailable\":1}}");
      UpgradeOutcome second = upgrade("managed-again", ManagedUpgradeTest::oneByOne);

      // then
      System.err.println("after " + fresh.size() + " nodes: " + observer.account());
      assertThat(second).isInstanceOf(UpgradeOutcome.Succeeded.class);
      assertThat(second.summary().replaced()).isEqualTo(6 - fresh.size());
      assertThat(nodesAtTarget(observer.picture()))
          .as("new nodes by uid")
          .hasSize(6)
          .containsAll(fresh);
      observer.managedVerdict().isContentWithUpgradeTo(Landscape.NEW_IMAGE);
      assertThat(landscape.nodegroup().updateConfig()).as("update config").isEqualTo(before);
    }
  }

  private static void oneByOne(DelegatedGroupBuilder group) {
    group.maxUnavailable(nodes(1)).capacity(Capacity.IN_PLACE);
  }

  /** Once a node is replaced, a budget no longer allows anything. */
  private UpgradeOutcome failing(Others others) throws Exception {
    try (JoinedRun run = start("managed-held", ManagedUpgradeTest::oneByOne)) {
      run.awaitEvent("a replaced node", ManagedUpgradeTest::isReplaced);
      others.patchBudget("db", "{\"spec\":{\"maxUnavailable\":0}}");
      UpgradeOutcome outcome = run.outcome();
      Instant named =
          run.events().stream()
              .filter(ManagedUpgradeTest::namesWhatHolds)
              .findFirst()
              .orElseThrow(() -> new AssertionError("nobody was named: " + outcome))
              .at();
      Duration ahead = Duration.between(named, outcome.summary().ended());
      System.err.println("the pod and its budget were named " + ahead + " before the end");
      assertThat(ahead).isGreaterThan(minutes(10));
      return outcome;
    }
  }

  private static boolean isReplaced(UpgradeEvent event) {
    return event instanceof UpgradeEvent.NodeMoved moved && moved.to() == NodeStage.GONE;
  }

  private static boolean namesWhatHolds(UpgradeEvent event) {
    Stream<Obstacle> obstacles =
        event instanceof UpgradeEvent.Hindered hindered
            ? hindered.obstacles().stream()
            : Stream.empty();
    return obstacles.anyMatch(
        obstacle ->
            obstacle.cause() == Obstacle.Cause.BUDGET_NEVER_ALLOWS
                && obstacle.subject().name().startsWith("db-")
                && obstacle.by().contains(BUDGET));
  }

  private static void isExplained(UpgradeOutcome.Failed failed) {
    System.err.println(failed.message() + " -> " + failed.remedy());
    assertThat(failed.reason()).isEqualTo(FailureReason.ROLLOUT_FAILED);
    assertThat(failed.message()).contains("PodEvictionFailure", "shop/db-", "budget shop/db");
    assertThat(failed.remedy()).contains("budget shop/db allow one pod to be down", "start again");
  }

  private static Set<String> nodesAtTarget(ClusterPicture picture) {
    return picture.nodes().stream()
        .filter(node -> Landscape.NEW_IMAGE.equals(node.labels().get(IMAGE_LABEL)))
        .map(SeenNode::uid)
        .collect(toSet());
  }

  private UpgradeOutcome upgrade(String name, Consumer<DelegatedGroupBuilder> how)
      throws Exception {
    try (JoinedRun run = start(name, how)) {
      return run.outcome();
    }
  }

  private JoinedRun start(String name, Consumer<DelegatedGroupBuilder> how) throws Exception {
    return JoinedRun.startManaged(name, landscape, cluster, time, how);
  }
}
