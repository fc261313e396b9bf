package io.evenkeel.examples.joined;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpdateSummary;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.aws.ControlPlanePermissions;
import io.evenkeel.aws.ManagedGroupPermissions;
import io.evenkeel.aws.simulated.ClusterRoleTrust;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.examples.awsendpoint.AwsEndpointOptions;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ControlPlaneUser;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.spi.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A cluster goes from 1.34 to 1.35: the API server is started again at the next emulated version
 * when EKS says that the control plane is upgraded, its add-ons follow, then the nodes.
 */
@Tag("real-cluster")
class ClusterUpgradeTest {
  private static final double SPEED = 20;
  private static final String EKS = "eks-node-manager";
  private static final String NEXT_IMAGE = AwsEndpointOptions.defaults().nextImage();

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
                .emulating("1.34")
                .user(ShippedRole.user())
                .user(ControlPlaneUser.named(EKS).withClusterRole("cluster-admin"))
                .progress(System.err::println));
    eks = KubernetesCluster.fromKubeconfig(plane.kubeconfig(EKS));
    cluster = KubernetesCluster.fromKubeconfig(plane.kubeconfig(ShippedRole.USER));
    landscape = Landscape.managed(plane, eks, SPEED, this::restartAs);
  }

  /** The cloud's time does not wait for it. */
  private void restartAs(String version) {
    CompletableFuture.runAsync(
            () -> {
              try {
                plane.upgradeTo(version);
              } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
              }
            })
        .whenComplete((done, failed) -> System.err.println("API server at " + version));
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
  void theControlPlaneItsAddOnsAndThenTheNodesGoToTheNextVersionAndNobodyNotices()
      throws Exception {
    // given
    try (Observer observer =
        Observer.of(plane, landscape.truth(), new Observer.Limits(0, 2 * 3 /* zones */))) {

      // when
      UpgradeOutcome outcome;
      List<UpgradeEvent> events;
      try (JoinedRun run = JoinedRun.startUpgradeTo("1.35", landscape, cluster, time)) {
        outcome = run.outcome();
        events = run.events();
      }

      // then
      System.err.println("cluster upgrade: " + observer.account());
      assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
      assertThat(outcome.summary().updates())
          .extracting(UpdateSummary::subject, UpdateSummary::to)
          .extracting(Object::toString)
          .containsExactly(
              "(\"add-on vpc-cni\", \"v1.21.0-eksbuild.2\")",
              "(\"control plane\", \"1.35\")",
              "(\"add-on kube-proxy\", \"v1.35.0-eksbuild.2\")");
      assertThat(order(events))
          .containsExactly("wave control plane 1.35", "control plane SUCCEEDED", "wave workers");
      assertThat(plane.admin().get("/version").body()).contains("\"emulationMinor\": \"35\"");
      assertThat(kubelets(observer)).hasSize(1).allMatch(v -> v.startsWith("v1.35"));
      observer.managedVerdict().isContentWithUpgradeTo(NEXT_IMAGE);
      assertThat(allowed()).containsAll(landscape.calledActions());
    }
  }

  @Test
  void whatEksNeedsIsNamedAllAtOnceAndNothingIsWritten() throws Exception {
    // given
    landscape.surroundings(
        eksCluster ->
            eksCluster
                .subnet("subnet-a", "eu-west-1a", 0)
                .autoMode("general-purpose")
                .role("cluster", ClusterRoleTrust.ASSUME_ROLE)
                .insight(
                    UpgradeInsight.of(
                        "i-1", "Deprecated APIs", UpgradeInsight.Status.ERROR, "1.35")));

    // when
    UpgradeOutcome outcome;
    try (JoinedRun run = JoinedRun.startUpgradeTo("1.35", landscape, cluster, time)) {
      outcome = run.outcome();
    }

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.PREFLIGHT);
              assertThat(failed.findings())
                  .filteredOn(Finding::blocks)
                  .extracting(Finding::code)
                  .containsExactlyInAnyOrder(
                      "NO_FREE_ADDRESSES", "CLUSTER_ROLE_WITHOUT_TRUST", "UPGRADE_INSIGHT");
            });
    assertThat(landscape.calledActions()).noneMatch(action -> action.startsWith("eks:Update"));
  }

  private static List<String> order(List<UpgradeEvent> events) {
    return events.stream().flatMap(ClusterUpgradeTest::milestone).toList();
  }

  private static Stream<String> milestone(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.WaveStarted wave) {
      return Stream.of("wave " + wave.wave());
    }
    return event instanceof UpgradeEvent.UpdateEnded ended
            && ended.subject().equals("control plane")
        ? Stream.of("control plane " + ended.result())
        : Stream.empty();
  }

  private static Set<String> kubelets(Observer observer) {
    return observer.picture().nodes().stream().map(SeenNode::kubelet).collect(toSet());
  }

  private static Set<String> allowed() {
    return Stream.concat(
            ControlPlanePermissions.actions().stream(), ManagedGroupPermissions.actions().stream())
        .collect(toSet());
  }
}
