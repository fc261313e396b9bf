package io.evenkeel.examples.awsendpoint;

import static io.evenkeel.Durations.minutes;
import static io.evenkeel.Durations.seconds;
import static io.evenkeel.Quantity.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.Target;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.aws.simulated.SimulatedNodegroup;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.ClusterSettings;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutPace.Capacity;
import io.evenkeel.spi.Subscription;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands against an update of a managed group is named with its remedy, before any write. */
class ManagedBadInputTest {
  private FastRegion region;

  @BeforeEach
  void open() throws InterruptedException {
    region = FastRegion.withManagedGroup(400, 2);
  }

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void aGroupThatEksDoesNotHave() {
    // when
    UpgradeOutcome outcome;
    try (ManagedNodeGroups groups = region.managedGroups()) {
      outcome = region.run(region.plan().nodeGroup(groups, "nobody", group -> {}));
    }

    // then
    assertThat(refused(outcome).message()).contains("nobody", "ResourceNotFoundException");
    assertThat(refused(outcome).remedy()).contains("check its name");
    assertThat(region.wasWritten()).isFalse();
  }

  @Test
  void aGroupOfAnotherClusterThanTheKubeconfigNames() {
    // given
    SimulatedCluster another = SimulatedCluster.on(region.time(), ClusterSettings.seeded(2));

    // when
    UpgradeOutcome outcome;
    try (ManagedNodeGroups groups = region.managedGroups()) {
      outcome =
          region.run(
              UpgradePlan.builder()
                  .clusterClient(another.client())
                  .nodeGroup(groups, FastRegion.GROUP, group -> {}));
    }

    // then
    assertThat(refusal(outcome, "GROUP_NOT_IN_CLUSTER").what())
        .contains("2 nodes", "eks.amazonaws.com/nodegroup=workers");
    assertThat(region.wasWritten()).isFalse();
    goesOn();
  }

  @Test
  void anUpdateOfTheConfigIsUnderWay() {
    // given
    region.aws().nodegroup(FastRegion.GROUP, group -> group.configUpdatesTake(minutes(30)));
    try (ManagedNodeGroups somebody = region.managedGroups()) {
      somebody
          .pace(FastRegion.GROUP, new RolloutPace(nodes(2), Capacity.SURGE))
          .toCompletableFuture()
          .join();
    }
    int before = region.aws().calls().size();

    // when
    UpgradeOutcome outcome = region.upgrade(group -> {});

    // then
    Finding busy = refusal(outcome, "NODEGROUP_BUSY");
    assertThat(busy.what()).contains("ConfigUpdate config-1");
    assertThat(busy.remedy()).contains("wait until it is ACTIVE");
    assertThat(region.aws().calls().subList(before, region.aws().calls().size()))
        .noneMatch(call -> call.action().startsWith("eks:Update"));

    // when
    region.letPass(minutes(30));

    // then
    goesOn();
  }

  @Test
  void theConfigThatTheRunItselfChangesIsWaitedFor() {
    // given
    region.aws().nodegroup(FastRegion.GROUP, group -> group.configUpdatesTake(seconds(40)));

    // when
    UpgradeOutcome outcome = region.upgrade(group -> group.maxUnavailable(nodes(2)));

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    RolloutPace after = region.aws().ask(world -> region.managed().pace(FastRegion.GROUP));
    assertThat(after).isEqualTo(new RolloutPace(nodes(1), Capacity.SURGE));
  }

  @Test
  void aGroupThatIsDegraded() {
    // given
    region.aws().nodegroup(FastRegion.GROUP, group -> group.status("DEGRADED"));

    // when
    UpgradeOutcome outcome = region.upgrade(group -> {});

    // then
    assertThat(refusal(outcome, "NODEGROUP_NOT_ACTIVE").what()).contains("DEGRADED");
    assertThat(region.wasWritten()).isFalse();
    region.aws().nodegroup(FastRegion.GROUP, SimulatedNodegroup::mended);
    goesOn();
  }

  @Test
  void anIssueWithWhichEksUpdatesNothing() {
    // given
    region
        .aws()
        .nodegroup(FastRegion.GROUP, group -> group.issue("Ec2SubnetNotFound", "subnet-1 is gone"));

    // when
    UpgradeOutcome outcome = region.upgrade(group -> {});

    // then
    assertThat(refusal(outcome, "NODEGROUP_HAS_ISSUES").what())
        .contains("Ec2SubnetNotFound: subnet-1 is gone");
    assertThat(region.wasWritten()).isFalse();
    region.aws().nodegroup(FastRegion.GROUP, SimulatedNodegroup::mended);
    goesOn();
  }

  @Test
  void anIssueWithWhichEksUpdatesAllTheSameIsNoObstacle() {
    // given
    region
        .aws()
        .nodegroup(
            FastRegion.GROUP, group -> group.issue("AsgInstanceLaunchFailures", "no capacity"));

    // then
    goesOn();
  }

  @Test
  void aVersionThatIsTooOldForTheControlPlane() {
    // given
    region
        .aws()
        .run(
            world ->
                region
                    .managed()
                    .publishes("1.30", "1.30.9-20260911", "ami-1.30")
                    .publishes("1.31", "1.31.9-20260911", "ami-1.31"));

    // when
    UpgradeOutcome outcome = region.upgrade(group -> group.to(Target.kubernetes("1.30")));

    // then
    Finding tooOld = refusal(outcome, "KUBELET_TOO_OLD");
    assertThat(tooOld.what()).contains("1.30", "1.34");
    assertThat(tooOld.remedy()).contains("at most 3 minor versions behind");
    assertThat(region.wasWritten()).isFalse();
    assertThat(region.upgrade(group -> group.to(Target.kubernetes("1.31"))))
        .isInstanceOf(UpgradeOutcome.Succeeded.class);
  }

  @Test
  void aVersionThatIsNewerThanTheControlPlane() {
    // given
    region.aws().run(world -> region.managed().publishes("1.35", "1.35.0-20260911", "ami-1.35"));

    // when
    UpgradeOutcome outcome = region.upgrade(group -> group.to(Target.kubernetes("1.35")));

    // then
    assertThat(refusal(outcome, "KUBELET_NEWER_THAN_CONTROL_PLANE").remedy())
        .contains("upgrade the control plane to 1.35 first");
    assertThat(region.wasWritten()).isFalse();
    region.aws().run(world -> region.cluster().version("1.35"));
    assertThat(region.upgrade(group -> group.to(Target.kubernetes("1.35"))))
        .isInstanceOf(UpgradeOutcome.Succeeded.class);
  }

  @Test
  void aReleaseForAGroupThatHasAnImageOfItsOwn() {
    // given
    region.aws().nodegroup(FastRegion.GROUP, group -> group.imageType("CUSTOM"));

    // when
    UpgradeOutcome outcome = region.upgrade(group -> {});

    // then
    assertThat(refused(outcome).message())
        .contains("image of its own", "name a version of the template: launchTemplate(..)");
    assertThat(region.wasWritten()).isFalse();
  }

  @Test
  void anUpdateThatHasFailedHalfWay() throws InterruptedException {
    // given
    region.aws().run(world -> openShop());
    region.awaitTrue(
        "the shop to be open", () -> region.cluster().pods().stream().allMatch(Pod::ready));
    Subscription tightens = region.aws().ask(this::tightensOnceANodeGoes);
    region.aws().run(world -> region.managed().startByHand(FastRegion.GROUP));
    region.awaitTrue("the failure", () -> region.managed().running(FastRegion.GROUP).isEmpty());
    List<String> fresh = newNodes();

    // when
    UpgradeOutcome held = region.upgrade(group -> {});

    // then
    assertThat(refusal(held, "BUDGET_NEVER_ALLOWS").where()).contains("shop/app");
    assertThat(region.wasWritten()).isFalse();

    // when
    region
        .aws()
        .run(
            world -> {
              tightens.close();
              region.cluster().edit().minAvailable("shop/app", "75%");
            });
    goesOn();

    // then
    assertThat(fresh).hasSize(1);
    assertThat(newNodes()).containsAll(fresh);
    List<String> updates = region.aws().ask(world -> region.managed().rollouts(FastRegion.GROUP));
    assertThat(updates).hasSize(2);
  }

  private void openShop() {
    region.managed().pace(FastRegion.GROUP, new RolloutPace(nodes(1), Capacity.IN_PLACE));
    region
        .cluster()
        .deployment("shop/app", app -> app.replicas(4).requests(200, 256))
        .budget("shop/app", budget -> budget.minAvailable("75%"));
  }

  private Subscription tightensOnceANodeGoes(SimulatedCloud cloud) {
    return cloud.observeTruth(
        change -> {
          if (change.kind() == CloudChange.Kind.TERMINATING) {
            region.cluster().edit().minAvailable("shop/app", "100%");
          }
        });
  }

  private List<String> newNodes() {
    return region
        .aws()
        .ask(
            world ->
                region.cluster().nodes().stream()
                    .filter(
                        node ->
                            "ami-new"
                                .equals(
                                    node.meta().labels().get("eks.amazonaws.com/nodegroup-image")))
                    .map(Node::uid)
                    .toList());
  }

  private void goesOn() {
    UpgradeOutcome outcome = region.upgrade(group -> {});
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(newNodes()).hasSize(2);
  }

  private static UpgradeOutcome.Failed refused(UpgradeOutcome outcome) {
    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(UpgradeOutcome.Failed.class))
        .extracting(UpgradeOutcome.Failed::reason)
        .isEqualTo(FailureReason.PREFLIGHT);
    return (UpgradeOutcome.Failed) outcome;
  }

  private static Finding refusal(UpgradeOutcome outcome, String code) {
    List<Finding> findings = refused(outcome).findings();
    assertThat(findings).extracting(Finding::code).contains(code);
    return findings.stream().filter(one -> one.code().equals(code)).findFirst().orElseThrow();
  }
}
