package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.evenkeel.aws.simulated.UpgradeInsight.Status;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedControlPlane;
import io.evenkeel.spi.RolloutState.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonInfo;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.Compatibility;
import software.amazon.awssdk.services.eks.model.ErrorDetail;
import software.amazon.awssdk.services.eks.model.ResolveConflicts;
import software.amazon.awssdk.services.eks.model.Update;

/** The version of a cluster and its add-ons, through the SDK's own client. */
class ControlPlaneWireTest {
  private static final String OLD_CNI = "v1.20.4-eksbuild.1";
  private static final String NEW_CNI = "v1.21.0-eksbuild.2";

  private final ScaledTimeline time = ScaledTimeline.atSpeed(1000);
  private final SimulatedCloud cloud = SimulatedCloud.on(time);
  private final SimulatedControlPlane plane =
      SimulatedControlPlane.on(time, "1.34")
          .offers("vpc-cni", OLD_CNI, "1.33", "1.34")
          .offers("vpc-cni", NEW_CNI, "1.34", "1.35")
          .offers("coredns", "v1.12.0", "1.34")
          .addOn("vpc-cni", OLD_CNI)
          .addOn("coredns", "v1.12.0");
  private final SimulatedAws aws =
      SimulatedAws.builder(cloud).cluster("demo", demo -> demo.controlPlane(plane)).serve();
  private final SdkClients clients = SdkClients.on(aws.uri());

  @AfterEach
  void close() {
    clients.close();
    aws.close();
    time.close();
  }

  @Test
  void upgradesAClusterOneMinorVersionAndShowsItMeanwhile() {
    // given
    changesTake(Duration.ofDays(30));

    // when
    Update update = toVersion("1.35", "token");

    // then
    assertThat(update.typeAsString()).isEqualTo("VersionUpdate");
    assertThat(update.statusAsString()).isEqualTo("InProgress");
    assertThat(update.params()).extracting(p -> p.value()).contains("1.35");
    assertThat(cluster().statusAsString()).isEqualTo("UPDATING");
    assertThat(cluster().version()).isEqualTo("1.34");
    assertThat(updates()).containsExactly(update.id());
    assertThat(status(update)).isEqualTo("InProgress");
    assertThat(code(() -> toVersion("1.35", "other"))).isEqualTo("ResourceInUseException");
    assertThat(refused(() -> toAddOn("vpc-cni", NEW_CNI, "third")).statusCode()).isEqualTo(409);
  }

  @Test
  void anUpgradeEndsWithTheNewVersionAndMayBeGoneBackOn() {
    // given
    changesTake(Duration.ofMinutes(1));

    // when
    Update update = toVersion("1.35", "token");
    passes(Duration.ofMinutes(2));

    // then
    assertThat(status(update)).isEqualTo("Successful");
    assertThat(cluster().version()).isEqualTo("1.35");
    assertThat(cluster().statusAsString()).isEqualTo("ACTIVE");
    assertThat(toVersion("1.34", "back").typeAsString()).isEqualTo("VersionRollback");
  }

  @Test
  void oneTokenGoesWithOneRequestHoweverLateItComesAgain() {
    // given
    changesTake(Duration.ofMinutes(1));
    Update first = toVersion("1.35", "token");

    // when
    Update meanwhile = toVersion("1.35", "token");
    passes(Duration.ofMinutes(2));
    Update afterwards = toVersion("1.35", "token");

    // then
    assertThat(meanwhile.id()).isEqualTo(first.id());
    assertThat(afterwards.id()).isEqualTo(first.id());
    assertThat(code(() -> toVersion("1.36", "token"))).isEqualTo("InvalidParameterException");
    assertThat(code(() -> toAddOn("vpc-cni", NEW_CNI, "token")))
        .isEqualTo("InvalidParameterException");
    assertThat(updates()).hasSize(1);
  }

  @Test
  void refusesWhatIsNotTheNextVersion() {
    for (String version : List.of("1.34", "1.36", "1.32", "2.0", "latest")) {
      AwsServiceException refused = refused(() -> toVersion(version, version));
      assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterException");
      assertThat(refused.statusCode()).isEqualTo(400);
    }
    assertThat(updates()).isEmpty();
  }

  @Test
  void tellsWhyAnUpgradeHasFailed() {
    // given
    changesTake(Duration.ofMinutes(1));
    aws.run(
        world ->
            plane.failsNext(new Trouble("IpNotAvailable", "No addresses.", "", List.of("s-1"))));

    // when
    Update update = toVersion("1.35", "token");
    passes(Duration.ofMinutes(2));

    // then
    assertThat(status(update)).isEqualTo("Failed");
    assertThat(described(update).errors()).hasSize(1);
    assertThat(described(update).errors().get(0).errorCodeAsString()).isEqualTo("IpNotAvailable");
    assertThat(described(update).errors().get(0).resourceIds()).containsExactly("s-1");
    assertThat(cluster().version()).isEqualTo("1.34");
  }

  @Test
  void anUpgradeFailsForWantOfWhatSurroundsTheCluster() {
    // given
    changesTake(Duration.ofMinutes(1));

    // when, then
    aws.cluster("demo", demo -> demo.subnet("a", "eu-west-1a", 2).subnet("b", "eu-west-1b", 2));
    assertThat(failure("first")).isEqualTo("IpNotAvailable a b");
    aws.cluster("demo", demo -> demo.subnet("b", "eu-west-1b", 3).subnetIsGone("a"));
    assertThat(failure("second")).isEqualTo("SubnetNotFound a");
    aws.cluster("demo", demo -> demo.subnet("a", "eu-west-1a", 2).roleIsGone());
    assertThat(failure("third")).isEqualTo("AccessDenied demo-cluster");
    aws.cluster(
        "demo",
        demo ->
            demo.role("other", ClusterRoleTrust.ASSUME_ROLE)
                .encryptedWith("key-1", KeyState.PENDING_DELETION));
    assertThat(failure("fourth")).isEqualTo("AccessDenied key-1");
    assertThat(cluster().version()).isEqualTo("1.34");
    aws.cluster("demo", demo -> demo.encryptedWith("key-1", KeyState.ENABLED));
    Update well = toVersion("1.35", "fifth");
    passes(Duration.ofMinutes(2));
    assertThat(status(well)).isEqualTo("Successful");
  }

  private String failure(String token) {
    Update update = toVersion("1.35", token);
    passes(Duration.ofMinutes(2));
    ErrorDetail error = described(update).errors().get(0);
    return error.errorCodeAsString() + " " + String.join(" ", error.resourceIds());
  }

  @Test
  void insightsBlockAnUpgradeWhereTheyAreToldToUnlessItIsForced() {
    // given
    UpgradeInsight error = UpgradeInsight.of("i-1", "Deprecated APIs", Status.ERROR, "1.35");
    aws.cluster("demo", demo -> demo.insight(error).insightsBlockUpgrades());

    // when, then
    assertThat(code(() -> toVersion("1.35", "token"))).isEqualTo("InvalidRequestException");
    assertThat(
            clients
                .eks()
                .updateClusterVersion(r -> r.name("demo").version("1.35").force(true))
                .update()
                .statusAsString())
        .isEqualTo("InProgress");
  }

  @Test
  void listsAndDescribesAddOns() {
    assertThat(clients.eks().listAddonsPaginator(r -> r.clusterName("demo").maxResults(1)).addons())
        .containsExactly("coredns", "vpc-cni");
    assertThat(addOn("vpc-cni").addonVersion()).isEqualTo(OLD_CNI);
    assertThat(addOn("vpc-cni").statusAsString()).isEqualTo("ACTIVE");
    assertThat(addOn("vpc-cni").health().issues()).isEmpty();
    assertThat(refused(() -> addOn("none")).statusCode()).isEqualTo(404);
    assertThat(code(() -> clients.eks().listAddons(r -> r.clusterName("none"))))
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void offersVersionsOfAddOns() {
    // when
    AddonInfo offered =
        clients
            .eks()
            .describeAddonVersions(r -> r.addonName("vpc-cni").kubernetesVersion("1.34"))
            .addons()
            .get(0);

    // then
    assertThat(offered.addonVersions())
        .extracting(version -> version.addonVersion())
        .containsExactly(NEW_CNI, OLD_CNI);
    assertThat(offered.addonVersions().get(0).compatibilities())
        .extracting(Compatibility::clusterVersion, Compatibility::defaultVersion)
        .containsExactly(tuple("1.34", true));
    assertThat(clients.eks().describeAddonVersions(r -> r.kubernetesVersion("1.35")).addons())
        .extracting(AddonInfo::addonName)
        .containsExactly("vpc-cni");
    assertThat(clients.eks().describeAddonVersions(r -> {}).addons()).hasSize(2);
    assertThat(clients.eks().describeAddonVersions(r -> r.addonName("none")).addons()).isEmpty();
  }

  @Test
  void updatesAnAddOn() {
    // given
    changesTake(Duration.ofDays(30));

    // when
    Update update = toAddOn("vpc-cni", NEW_CNI, "token");

    // then
    assertThat(update.typeAsString()).isEqualTo("AddonUpdate");
    assertThat(addOn("vpc-cni").statusAsString()).isEqualTo("UPDATING");
    assertThat(cluster().statusAsString()).isEqualTo("ACTIVE");
    assertThat(toAddOn("vpc-cni", NEW_CNI, "token").id()).isEqualTo(update.id());
    assertThat(clients.eks().listUpdates(r -> r.name("demo").addonName("vpc-cni")).updateIds())
        .containsExactly(update.id());
    assertThat(updates()).isEmpty();
    assertThat(
            clients
                .eks()
                .describeUpdate(r -> r.name("demo").addonName("vpc-cni").updateId(update.id()))
                .update()
                .statusAsString())
        .isEqualTo("InProgress");
    assertThat(code(() -> described(update))).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void refusesAVersionOfAnAddOnThatDoesNotGoWithTheCluster() {
    assertThat(code(() -> toAddOn("coredns", "v9", "token")))
        .isEqualTo("InvalidParameterException");
    assertThat(code(() -> toAddOn("none", "v1", "token"))).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void anUpdateIsShownAsLateAsGroupsAre() {
    // given
    changesTake(Duration.ofMinutes(1));
    aws.run(world -> world.describesLag(Duration.ofDays(30)));

    // when
    Update update = toVersion("1.35", "token");

    // then
    assertThat(update.statusAsString()).isEqualTo("InProgress");
    assertThat(code(() -> described(update))).isEqualTo("ResourceNotFoundException");
    assertThat(cluster().statusAsString()).isEqualTo("ACTIVE");
    passes(Duration.ofMinutes(2));
    assertThat(cluster().version()).isEqualTo("1.34");
    aws.run(world -> world.describesLag(Duration.ZERO));
    assertThat(cluster().version()).isEqualTo("1.35");
  }

  @Test
  void aLostAnswerLeavesOneUpdateThatTheTokenFinds() {
    // given
    changesTake(Duration.ofDays(30));
    aws.run(world -> world.faults().loseAnswers("eks:UpdateClusterVersion", 1));

    // when
    assertThatThrownBy(() -> toVersion("1.35", "token")).isInstanceOf(SdkClientException.class);

    // then
    assertThat(toVersion("1.35", "token").id()).isEqualTo(updates().get(0));
    assertThat(updates()).hasSize(1);
  }

  @Test
  void tagsClustersAndAddOns() {
    // given
    String arn = cluster().arn();
    String addOn = addOn("vpc-cni").addonArn();

    // when
    clients.eks().tagResource(r -> r.resourceArn(arn).tags(Map.of("team", "a & b", "x", "1")));
    clients.eks().tagResource(r -> r.resourceArn(addOn).tags(Map.of("y", "2")));
    clients.eks().untagResource(r -> r.resourceArn(arn).tagKeys("x", "none"));

    // then
    assertThat(clients.eks().listTagsForResource(r -> r.resourceArn(arn)).tags())
        .isEqualTo(Map.of("team", "a & b"));
    assertThat(cluster().tags()).isEqualTo(Map.of("team", "a & b"));
    assertThat(addOn("vpc-cni").tags()).isEqualTo(Map.of("y", "2"));
    assertThat(code(() -> clients.eks().listTagsForResource(r -> r.resourceArn(arn + "x"))))
        .isEqualTo("NotFoundException");
    assertThat(
            code(
                () -> clients.eks().tagResource(r -> r.resourceArn(arn).tags(Map.of("aws:a", "")))))
        .isEqualTo("BadRequestException");
  }

  @Test
  void aClusterWithoutAStatedControlPlaneCanBeUpgradedToo() {
    // given
    try (SimulatedAws plain = SimulatedAws.serve(cloud, 0);
        SdkClients other = SdkClients.on(plain.uri())) {

      // when
      Update update =
          other.eks().updateClusterVersion(r -> r.name("demo").version("1.35")).update();
      passes(Duration.ofMinutes(20));

      // then
      assertThat(
              other
                  .eks()
                  .describeUpdate(r -> r.name("demo").updateId(update.id()))
                  .update()
                  .statusAsString())
          .isEqualTo("Successful");
      assertThat(other.eks().describeCluster(r -> r.name("demo")).cluster().version())
          .isEqualTo("1.35");
      assertThat(plain.<String>ask(SimulatedCloud::kubernetesVersion)).isEqualTo("1.35");
    }
  }

  private void changesTake(Duration span) {
    aws.run(world -> plane.upgradesWithin(span).changesAddOnsWithin(span));
  }

  private void passes(Duration span) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    time.schedule(span, () -> passed.complete(true));
    passed.join();
  }

  private Cluster cluster() {
    return clients.eks().describeCluster(r -> r.name("demo")).cluster();
  }

  private Addon addOn(String name) {
    return clients.eks().describeAddon(r -> r.clusterName("demo").addonName(name)).addon();
  }

  private Update toVersion(String version, String token) {
    return clients
        .eks()
        .updateClusterVersion(r -> r.name("demo").version(version).clientRequestToken(token))
        .update();
  }

  private Update toAddOn(String name, String version, String token) {
    return clients
        .eks()
        .updateAddon(
            r ->
                r.clusterName("demo")
                    .addonName(name)
                    .addonVersion(version)
                    .resolveConflicts(ResolveConflicts.PRESERVE)
                    .clientRequestToken(token))
        .update();
  }

  private List<String> updates() {
    return clients.eks().listUpdates(r -> r.name("demo")).updateIds();
  }

  private Update described(Update update) {
    return clients.eks().describeUpdate(r -> r.name("demo").updateId(update.id())).update();
  }

  private String status(Update update) {
    return described(update).statusAsString();
  }

  private static AwsServiceException refused(Runnable call) {
    return WireFixture.refused(call);
  }

  private static String code(Runnable call) {
    return refused(call).awsErrorDetails().errorCode();
  }
}
