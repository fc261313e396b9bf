package io.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.aws.simulated.KeyState;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import io.evenkeel.spi.ControlPlaneUpdate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the control plane is allowed is what its calls need, and a denied one is named. */
class EksControlPlanePermissionsTest {
  private static final ControlPlaneChange UP = new ControlPlaneChange.ToVersion("1.34", "1.35");
  private static final ControlPlaneChange ADD_ON =
      new ControlPlaneChange.ToAddOn("vpc-cni", "v1.19.0", "v1.20.0", Edits.REFUSED);

  private final EksRegion region =
      new EksRegion(cluster -> cluster.encryptedWith("key-1", KeyState.ENABLED));

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void thePolicyAllowsTheCallsOfAnUpgradeAndNoOthers() {
    // given
    region.managedGroup("workers");
    region.changed(
        cluster ->
            cluster.insightOnceRefreshed(
                UpgradeInsight.of("i-1", "Skew", UpgradeInsight.Status.WARNING, "1.35")));

    // when
    region.await(region.provider.inspect(List.of("1.35")));
    region.letPass(Duration.ofMinutes(3));
    region.value(region.provider.inspect(List.of("1.35")));
    region.value(region.provider.offers("vpc-cni", "1.35"));
    ControlPlaneUpdate addOn = region.value(region.provider.start(ADD_ON, "a"));
    region.value(region.provider.observe());
    region.value(region.provider.progress(addOn));
    region.letPass(Duration.ofMinutes(5));
    region.value(region.provider.start(UP, "b"));
    region.value(region.provider.observe());

    // then
    assertThat(region.calledActions())
        .containsExactlyInAnyOrderElementsOf(ControlPlanePermissions.actions());
  }

  @Test
  void aDeniedCallNamesTheActionThatIsMissing() {
    // given
    region.aws.run(cloud -> cloud.faults().deny("eks:UpdateClusterVersion"));

    // when
    Answer<ControlPlaneUpdate> answer = region.await(region.provider.start(UP, "a"));

    // then
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Denied.class,
            denied -> assertThat(denied.permission()).isEqualTo("eks:UpdateClusterVersion"));
  }
}
