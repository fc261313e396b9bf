package io.evenkeel.examples.joined;

import static io.evenkeel.Durations.minutes;
import static io.evenkeel.Durations.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Canary;
import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.Target;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.io.IOException;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/**
 * A self-managed group is upgraded on a real control plane and the AWS protocols, under the role
 * that ships, while a Cluster Autoscaler is at work.
 */
@Tag("real-cluster")
class JoinedUpgradeTest {
  private static final Observer.Limits LIMITS = new Observer.Limits(0, 2);

  /** Shorter than the soak, so that a node that is emptied and not marked would be taken. */
  private static final Duration AUTOSCALER_PATIENCE = Duration.ofSeconds(5);

  private ControlPlane plane;

  @BeforeEach
  void start() throws Exception {
    plane =
        ControlPlane.start(
            ControlPlaneOptions.defaults().user(ShippedRole.user()).progress(System.err::println));
  }

  @AfterEach
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @Test
  void everyNodeIsReplacedAndNobodyNotices() throws Exception {
    // given
    try (Landscape landscape = Landscape.on(plane);
        Observer observer = Observer.of(plane, landscape.truth(), LIMITS);
        AutoScalingClient scaling = landscape.scalingClient();
        ClusterAutoscaler autoscaler =
            ClusterAutoscaler.start(observer.picture(), scaling, AUTOSCALER_PATIENCE)) {
      String idle = landscape.addIdleNode();

      // when
      UpgradeOutcome outcome = upgrade(landscape, Target.latestImage(), minutes(2));
      autoscaler.close();

      // then
      System.err.println("joined upgrade: " + observer.account());
      System.err.println("requests of the API server: " + observer.requests());
      observer.verdict().isContentWithUpgradeTo(Landscape.NEW_IMAGE);
      assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
      assertThat(autoscaler.removed()).as("removed by the autoscaler").containsExactly(idle);
      assertThat(autoscaler.failures()).isEmpty();
    }
  }

  @Test
  void anImageWhoseNodesNeverBecomeReadyStopsAtTheCanary() throws Exception {
    // given
    try (Landscape landscape = Landscape.on(plane);
        Observer observer = Observer.of(plane, landscape.truth(), LIMITS)) {

      // when
      UpgradeOutcome outcome = upgrade(landscape, Target.image(Landscape.BAD_IMAGE), seconds(15));

      // then
      System.err.println("bad image: " + observer.account());
      assertThat(outcome)
          .asInstanceOf(InstanceOfAssertFactories.type(UpgradeOutcome.Failed.class))
          .extracting(UpgradeOutcome.Failed::reason)
          .isEqualTo(FailureReason.CANARY_FAILED);
      observer.verdict().isContentWithRetreat();
    }
  }

  private UpgradeOutcome upgrade(Landscape landscape, Target target, Duration patience)
      throws IOException {
    String name = target.getClass().getSimpleName();
    try (KubernetesCluster cluster =
            KubernetesCluster.fromKubeconfig(plane.kubeconfig(ShippedRole.USER));
        JoinedRun run =
            JoinedRun.start(
                name,
                landscape,
                cluster,
                LIMITS,
                group ->
                    group
                        .to(target)
                        .drain(DrainPolicy.eks().timeout(minutes(3)).soak(seconds(7)))
                        .canary(new Canary(patience, seconds(3))))) {
      return run.outcome();
    }
  }
}
