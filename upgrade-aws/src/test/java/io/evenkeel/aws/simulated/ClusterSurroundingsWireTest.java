package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;

/** What surrounds a cluster: subnets, role, key, access; and the cluster itself. */
class ClusterSurroundingsWireTest extends WireFixture {

  @Test
  void describesAClusterAsEksDoes() {
    // given
    aws.cluster(
        "demo",
        cluster ->
            cluster
                .subnet("subnet-1", "eu-west-1a", 12)
                .subnet("subnet-2", "eu-west-1b", 3)
                .role("demo-role", ClusterRoleTrust.ASSUME_ROLE_AND_TAG_SESSION)
                .encryptedWith("key-1", KeyState.ENABLED)
                .autoMode("general-purpose", "system")
                .healthIssue("KmsKeyDisabled", "The key is disabled.", "key-1"));

    // when
    Cluster cluster = cluster();

    // then
    assertThat(cluster.arn()).isEqualTo("arn:aws:eks:eu-west-1:123456789012:cluster/demo");
    assertThat(cluster.version()).isEqualTo("1.34");
    assertThat(cluster.platformVersion()).isEqualTo("eks.1");
    assertThat(cluster.statusAsString()).isEqualTo("ACTIVE");
    assertThat(cluster.roleArn()).isEqualTo("arn:aws:iam::123456789012:role/demo-role");
    assertThat(cluster.resourcesVpcConfig().subnetIds()).containsExactly("subnet-1", "subnet-2");
    assertThat(cluster.encryptionConfig().get(0).provider().keyArn())
        .isEqualTo("arn:aws:kms:eu-west-1:123456789012:key/key-1");
    assertThat(cluster.computeConfig().nodePools()).containsExactly("general-purpose", "system");
    assertThat(cluster.storageConfig().blockStorage().enabled()).isTrue();
    assertThat(cluster.kubernetesNetworkConfig().elasticLoadBalancing().enabled()).isTrue();
    assertThat(cluster.health().issues()).hasSize(1);
    assertThat(cluster.health().issues().get(0).codeAsString()).isEqualTo("KmsKeyDisabled");
    assertThat(cluster.accessConfig().authenticationModeAsString()).isEqualTo("API_AND_CONFIG_MAP");
    aws.cluster("demo", SimulatedEksCluster::healthy);
    assertThat(cluster().health().issues()).isEmpty();
  }

  @Test
  void aClusterIsOrdinaryUntilItIsToldOtherwise() {
    Cluster cluster = cluster();
    assertThat(cluster.computeConfig().enabled()).isFalse();
    assertThat(cluster.encryptionConfig()).isEmpty();
    assertThat(cluster.resourcesVpcConfig().subnetIds())
        .containsExactly("subnet-eu-west-1a", "subnet-eu-west-1b", "subnet-eu-west-1c");
    assertThat(subnets(cluster.resourcesVpcConfig().subnetIds()))
        .allMatch(subnet -> subnet.availableIpAddressCount() == 250)
        .extracting(Subnet::cidrBlock)
        .doesNotHaveDuplicates();
  }

  @Test
  void pagesThroughClusters() {
    // given
    SimulatedAwsBuilder builder = SimulatedAws.builder(aws.ask(cloud -> cloud));
    List.of("a", "b", "c", "d", "e").forEach(builder::cluster);
    try (SimulatedAws five = builder.serve();
        SdkClients clients = SdkClients.on(five.uri())) {

      // when, then
      assertThat(clients.eks().listClustersPaginator(r -> r.maxResults(2)).clusters())
          .containsExactly("a", "b", "c", "d", "e");
      assertThat(five.calls()).hasSize(3);
      AwsServiceException wrong =
          refused(() -> clients.eks().listClusters(r -> r.nextToken("made up")));
      assertThat(wrong.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterException");
    }
  }

  @Test
  void showsWhoIsLetIn() {
    // given
    String admin = "arn:aws:iam::123456789012:role/platform/admin+1";
    aws.cluster("demo", cluster -> cluster.accessEntry(admin, "system:masters"));

    // when, then
    assertThat(clients.eks().listAccessEntries(r -> r.clusterName("demo")).accessEntries())
        .containsExactly(admin);
    assertThat(
            clients
                .eks()
                .describeAccessEntry(r -> r.clusterName("demo").principalArn(admin))
                .accessEntry()
                .kubernetesGroups())
        .containsExactly("system:masters");
    assertNotFound(
        () -> clients.eks().describeAccessEntry(r -> r.clusterName("demo").principalArn("none")));
  }

  @Test
  void tellsUntilWhenAVersionIsSupported() {
    // when
    ClusterVersionInformation version =
        clients
            .eks()
            .describeClusterVersions(r -> r.clusterVersions("1.34"))
            .clusterVersions()
            .get(0);

    // then
    assertThat(version.endOfStandardSupportDate()).isAfter(version.releaseDate());
    assertThat(version.endOfExtendedSupportDate()).isAfter(version.endOfStandardSupportDate());
    assertThat(clients.eks().describeClusterVersions(r -> r.defaultOnly(true)).clusterVersions())
        .hasSize(1);
    assertThat(
            clients.eks().describeClusterVersionsPaginator(r -> r.includeAll(true).maxResults(3)))
        .hasSizeGreaterThan(1);
  }

  @Test
  void describesSubnets() {
    // given
    aws.cluster(
        "demo",
        cluster ->
            cluster.subnet("subnet-1", "eu-west-1a", 2).subnet("subnet-2", "eu-west-1b", 40));

    // when, then
    assertThat(subnets(List.of("subnet-1")).get(0).availableIpAddressCount()).isEqualTo(2);
    assertThat(
            clients
                .ec2()
                .describeSubnets(
                    r -> r.filters(f -> f.name("availability-zone").values("eu-west-1b")))
                .subnets())
        .extracting(Subnet::subnetId)
        .containsExactly("subnet-2");
    aws.cluster("demo", cluster -> cluster.subnetIsGone("subnet-2"));
    assertThat(refused(() -> subnets(List.of("subnet-2"))).awsErrorDetails().errorCode())
        .isEqualTo("InvalidSubnetID.NotFound");
    assertThat(cluster().resourcesVpcConfig().subnetIds()).contains("subnet-2");
  }

  @Test
  void answersTheTrustPolicyOfARoleEncoded() {
    // when
    String document =
        clients.iam().getRole(r -> r.roleName("demo-cluster")).role().assumeRolePolicyDocument();

    // then
    assertThat(document).startsWith("%7B%22Version%22");
    assertThat(decoded(document))
        .contains("\"Service\":\"eks.amazonaws.com\"")
        .contains("sts:AssumeRole")
        .doesNotContain("sts:TagSession");
    aws.cluster(
        "demo",
        cluster -> cluster.role("other", ClusterRoleTrust.ASSUME_ROLE_AND_TAG_SESSION).autoMode());
    assertThat(
            decoded(
                clients.iam().getRole(r -> r.roleName("other")).role().assumeRolePolicyDocument()))
        .contains("sts:TagSession");
    assertThat(
            clients
                .iam()
                .listAttachedRolePoliciesPaginator(r -> r.roleName("other").maxItems(2))
                .attachedPolicies())
        .hasSize(5);
    aws.cluster("demo", SimulatedEksCluster::roleIsGone);
    AwsServiceException gone = refused(() -> clients.iam().getRole(r -> r.roleName("other")));
    assertThat(gone.awsErrorDetails().errorCode()).isEqualTo("NoSuchEntity");
    assertThat(gone.statusCode()).isEqualTo(404);
  }

  @Test
  void describesAKey() {
    // given
    aws.cluster("demo", cluster -> cluster.encryptedWith("key-1", KeyState.DISABLED));

    // when
    var key =
        clients
            .kms()
            .describeKey(r -> r.keyId(cluster().encryptionConfig().get(0).provider().keyArn()))
            .keyMetadata();

    // then
    assertThat(key.enabled()).isFalse();
    assertThat(key.keyStateAsString()).isEqualTo("Disabled");
    assertThat(
            refused(() -> clients.kms().describeKey(r -> r.keyId("none")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("NotFoundException");
  }

  @Test
  void showsWhatHasChangedAsLateAsGroups() {
    // given
    aws.cluster("demo", cluster -> cluster.subnet("subnet-1", "eu-west-1a", 2));
    aws.run(cloud -> cloud.describesLag(Duration.ofDays(1)));

    // when
    aws.cluster("demo", cluster -> cluster.encryptedWith("key-1", KeyState.ENABLED));

    // then
    assertThat(cluster().encryptionConfig()).isEmpty();
    aws.run(cloud -> cloud.describesLag(Duration.ZERO));
    assertThat(cluster().encryptionConfig()).hasSize(1);
  }

  @Test
  void deniesAndThrottlesInTheWordsOfEachService() {
    // given
    aws.run(cloud -> List.of("iam:*", "kms:*").forEach(cloud.faults()::deny));

    // when, then
    assertThat(
            refused(() -> clients.iam().getRole(r -> r.roleName("demo-cluster")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("AccessDenied");
    assertThat(
            refused(() -> clients.kms().describeKey(r -> r.keyId("key-1")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("AccessDeniedException");
    aws.run(cloud -> cloud.faults().throttle("eks:ListAccessEntries", 1, Duration.ofSeconds(1)));
    assertThat(
            refused(() -> clients.eks().listAccessEntries(r -> r.clusterName("demo")))
                .isThrottlingException())
        .isTrue();
  }

  private Cluster cluster() {
    return clients.eks().describeCluster(r -> r.name("demo")).cluster();
  }

  private List<Subnet> subnets(List<String> ids) {
    return clients.ec2().describeSubnets(r -> r.subnetIds(ids)).subnets();
  }

  private static void assertNotFound(Runnable call) {
    AwsServiceException refused = refused(call);
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFoundException");
  }

  private static String decoded(String document) {
    return URLDecoder.decode(document, StandardCharsets.UTF_8);
  }
}
