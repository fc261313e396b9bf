package io.evenkeel.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evenkeel.aws.UpgradeCheck.Status;
import io.evenkeel.aws.simulated.ClusterRoleTrust;
import io.evenkeel.aws.simulated.KeyState;
import io.evenkeel.aws.simulated.SimulatedEksCluster;
import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each thing that EKS needs before an upgrade, once where it blocks and once where it passes. */
class EksControlPlanePrerequisitesTest {
  private static final String PASSING = "insight-1";
  private static final double DAYS_IN_SECONDS = 50_000;
  private EksRegion region = new EksRegion(EksControlPlanePrerequisitesTest::ready);

  /** States that EKS finds the cluster ready for the next version. */
  static void ready(SimulatedEksCluster cluster) {
    cluster.insight(
        UpgradeInsight.of(PASSING, "Kubelet version skew", UpgradeInsight.Status.PASSING, "1.35"));
  }

  @AfterEach
  void close() {
    region.close();
  }

  @Test
  void aClusterThatLacksNothingHasNothingAgainstIt() {
    assertThat(inspect()).isEmpty();
  }

  @Test
  void anIssueOfTheClusterBlocksUntilItIsMended() {
    region.changed(c -> c.healthIssue("KmsKeyDisabled", "the key is disabled", "key-1"));
    assertBlocked("CLUSTER_HAS_ISSUES", "KmsKeyDisabled: the key is disabled (key-1)");

    region.changed(SimulatedEksCluster::healthy);
    assertThat(inspect()).isEmpty();
  }

  @Test
  void aSubnetWithoutAFreeAddressBlocks() {
    region.changed(c -> c.subnet("subnet-a", "a", 0).subnet("subnet-b", "b", 200));

    assertBlocked("NO_FREE_ADDRESSES", "0 addresses are free");
  }

  @Test
  void subnetsThatHaveTooFewAddressesAllTogetherBlockAndOneThatHasFewIsWarnedAbout() {
    region.changed(c -> c.subnet("subnet-a", "a", 1).subnet("subnet-b", "b", 2));
    assertBlocked("NO_FREE_ADDRESSES", "1 addresses are free");

    region.close();
    region = new EksRegion(c -> stated(c, s -> s.subnet("subnet-a", "a", 3).subnet("b", "b", 9)));
    assertThat(inspect())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("FEW_FREE_ADDRESSES");
              assertThat(finding.blocks()).isFalse();
            });
  }

  @Test
  void aSubnetThatIsGoneBlocks() {
    region.changed(c -> c.subnet("subnet-a", "a", 20).subnet("subnet-b", "b", 20));
    region.changed(c -> c.subnetIsGone("subnet-b"));

    assertBlocked("CLUSTER_SUBNET_GONE", "there is no such subnet");
  }

  @Test
  void aRoleThatIsGoneBlocks() {
    region.changed(SimulatedEksCluster::roleIsGone);

    assertBlocked("CLUSTER_ROLE_GONE", "there is no such role");
  }

  @Test
  void inAutoModeTheRoleLetsEksTagItsSession() {
    region.changed(c -> c.autoMode("general-purpose").role("auto", ClusterRoleTrust.ASSUME_ROLE));
    assertBlocked("CLUSTER_ROLE_WITHOUT_TRUST", "sts:TagSession");

    region.changed(c -> c.role("auto", ClusterRoleTrust.ASSUME_ROLE_AND_TAG_SESSION));
    assertThat(inspect()).isEmpty();
  }

  @Test
  void theKeyOfTheSecretsIsEnabled() {
    region.changed(c -> c.encryptedWith("key-1", KeyState.PENDING_DELETION));
    assertBlocked("SECRETS_KEY_NOT_USABLE", "PendingDeletion");

    region.changed(c -> c.encryptedWith("key-1", KeyState.ENABLED));
    assertThat(inspect()).isEmpty();
  }

  @Test
  void theRoleOfManagedNodesIsLetIn() {
    region.managedGroup("workers");
    assertThat(inspect()).isEmpty();

    region.changed(c -> c.accessEntry("arn:aws:iam::123456789012:role/somebody"));
    assertThat(inspect())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("NODE_ROLE_WITHOUT_ACCESS_ENTRY");
              assertThat(finding.where()).endsWith("role/shop-nodes");
              assertThat(finding.blocks()).isFalse();
            });

    region.changed(SimulatedEksCluster::onlyAccessEntriesCount);
    assertBlocked("NODE_ROLE_NOT_LET_IN", "lets nobody in by other means");
  }

  @Test
  void anInsightInErrorForTheVersionBlocksWithWhoUsesWhat() {
    region.changed(
        c ->
            c.insight(
                UpgradeInsight.of("i-2", "Deprecated APIs", UpgradeInsight.Status.ERROR, "1.35")
                    .because("an API is used that goes away", "use the newer API")
                    .deprecates(
                        new UpgradeInsight.Deprecation(
                            "/apis/old/v1beta1/things",
                            "/apis/old/v1/things",
                            "1.35",
                            "1.30",
                            List.of(new UpgradeInsight.Client("shop/2.1", 41, Instant.EPOCH))))));

    assertThat(inspect())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.blocks()).isTrue();
              assertThat(finding.code()).isEqualTo("UPGRADE_INSIGHT");
              assertThat(finding.where()).contains("Deprecated APIs", "1.35");
              assertThat(finding.what())
                  .contains("ERROR: an API", "/apis/old/v1beta1/things", "shop/2.1 (41 requests)");
              assertThat(finding.remedy()).isEqualTo("use the newer API");
            });
  }

  @Test
  void anInsightForALaterVersionOrAWarningIsShown() {
    region.changed(
        c ->
            c.insight(UpgradeInsight.of("i-2", "Later", UpgradeInsight.Status.ERROR, "1.36"))
                .insight(
                    UpgradeInsight.of("i-3", "Warned", UpgradeInsight.Status.WARNING, "1.35")));

    assertThat(inspect())
        .hasSize(2)
        .allMatch(f -> f.code().equals("UPGRADE_INSIGHT") && !f.blocks());
  }

  @Test
  void anInsightThatIsNotThereIsRefreshedAndNoPassWhereItIsStillNotThere() {
    // given
    region.close();
    region = new EksRegion();

    // when
    Answer<List<Finding>> first = region.await(region.provider.inspect(List.of("1.35")));
    region.letPass(Duration.ofMinutes(3));

    // then
    assertThat(first)
        .isInstanceOfSatisfying(
            Answer.Throttled.class,
            notYet -> assertThat(notYet.because()).contains("being refreshed"));
    assertBlocked("NO_UPGRADE_INSIGHTS", "says nothing about whether it is ready");
  }

  @Test
  void insightsOfTheDayBeforeYesterdayAreRefreshedAndThenJudged() {
    // given
    region.close();
    region = new EksRegion(DAYS_IN_SECONDS, EksControlPlanePrerequisitesTest::ready);
    region.changed(
        c ->
            c.insightOnceRefreshed(
                UpgradeInsight.of("i-2", "Add-ons", UpgradeInsight.Status.ERROR, "1.35")));
    region.letPass(Duration.ofDays(2));

    // when
    Answer<List<Finding>> first = region.await(region.provider.inspect(List.of("1.35")));
    region.letPass(Duration.ofMinutes(3));

    // then
    assertThat(first).isInstanceOf(Answer.Throttled.class);
    assertBlocked("UPGRADE_INSIGHT", "ERROR");
  }

  @Test
  void whereOnlyAddOnsAreChangedNothingOfThatMatters() {
    region.changed(SimulatedEksCluster::roleIsGone);

    assertThat(region.value(region.provider.inspect(List.of()))).isEmpty();
  }

  @Test
  void theChecksOfAllVersionsAreReadWithTheirDetails() {
    region.changed(
        c ->
            c.insight(
                UpgradeInsight.of("i-9", "Later", UpgradeInsight.Status.WARNING, "1.36")
                    .because("why", "what to do")));

    assertThat(region.value(region.provider.upgradeChecks()))
        .extracting(UpgradeCheck::id, UpgradeCheck::status, UpgradeCheck::recommendation)
        .containsExactly(
            tuple(PASSING, Status.PASSING, ""), tuple("i-9", Status.WARNING, "what to do"));
  }

  private static void stated(SimulatedEksCluster cluster, Consumer<SimulatedEksCluster> more) {
    ready(cluster);
    more.accept(cluster);
  }

  private List<Finding> inspect() {
    return region.value(region.provider.inspect(List.of("1.35")));
  }

  private void assertBlocked(String code, String what) {
    assertThat(inspect())
        .filteredOn(Finding::blocks)
        .anySatisfy(
            finding -> {
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.what()).contains(what);
              assertThat(finding.remedy()).isNotBlank();
            });
  }
}
