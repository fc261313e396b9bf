package io.evenkeel.examples.awsendpoint;

import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.CLUSTER;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.NEW_CNI;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.NEW_IMAGE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.NEW_RELEASE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.OLD_CNI;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.OLD_IMAGE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.OLD_RELEASE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.REGION;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.STAGING;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.evenkeel.examples.awsendpoint.AwsCommandLine.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The AWS command line, as it is published, finds on the simulated endpoint what it expects. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCommandLineTest {
  private static final String ARN = "arn:aws:eks:us-west-2:123456789012:cluster/" + CLUSTER;

  private Path home;
  private WorkshopEndpoint endpoint;
  private AwsCommandLine aws;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    home = empty;
    endpoint = WorkshopEndpoint.start();
    aws = AwsCommandLine.on(endpoint.aws().uri(), REGION, home);
  }

  @AfterAll
  void stop() {
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @Test
  void describesTheCluster() {
    // when
    JsonObject cluster =
        aws.run("eks", "describe-cluster", "--name", CLUSTER).json().getAsJsonObject("cluster");

    // then
    assertThat(text(cluster, "arn")).isEqualTo(ARN);
    assertThat(text(cluster, "version")).isEqualTo(VERSION);
    assertThat(text(cluster, "status")).isEqualTo("ACTIVE");
    assertThat(text(cluster, "platformVersion")).startsWith("eks.");
    assertThat(cluster.get("createdAt").getAsLong()).isPositive();
    assertThat(text(cluster, "roleArn")).endsWith(":role/workshop-role");
    assertThat(cluster.getAsJsonObject("resourcesVpcConfig").getAsJsonArray("subnetIds"))
        .hasToString("[\"subnet-a\",\"subnet-b\"]");
    assertThat(query("eks", "list-clusters", "clusters")).isEqualTo(CLUSTER + "\t" + STAGING);
  }

  @Test
  void findsTheNewestImage() {
    String parameter =
        "/aws/service/eks/optimized-ami/"
            + VERSION
            + "/amazon-linux-2023/x86_64/standard/recommended/image_id";
    assertThat(query("ssm", "get-parameter", "Parameter.Value", "--name", parameter))
        .isEqualTo(NEW_IMAGE);
  }

  @Test
  void upgradesANodeGroupAndWaitsForIt() {
    // given
    assertThat(query("eks", "list-nodegroups", "nodegroups", "--cluster-name", CLUSTER))
        .isEqualTo("default\theld\tbroken");
    assertThat(nodegroup("default", "releaseVersion")).isEqualTo(OLD_RELEASE);
    String scalingGroup = nodegroup("default", "resources.autoScalingGroups[0].name");
    assertThat(imagesOf(scalingGroup)).containsOnly(OLD_IMAGE);

    // when
    JsonObject update =
        aws.run(
                "eks",
                "update-nodegroup-version",
                "--cluster-name",
                CLUSTER,
                "--nodegroup-name",
                "default")
            .json()
            .getAsJsonObject("update");
    Answer waited =
        aws.run(
            "eks",
            "wait",
            "nodegroup-active",
            "--cluster-name",
            CLUSTER,
            "--nodegroup-name",
            "default");

    // then
    assertThat(text(update, "type")).isEqualTo("VersionUpdate");
    assertThat(text(update, "status")).isEqualTo("InProgress");
    assertThat(update.getAsJsonArray("params").toString()).contains(NEW_RELEASE);
    assertThat(waited.exitCode()).as(waited.err()).isZero();
    assertThat(update("default", text(update, "id"), "update.status")).isEqualTo("Successful");
    assertThat(nodegroup("default", "releaseVersion")).isEqualTo(NEW_RELEASE);
    assertThat(imagesOf(scalingGroup)).containsOnly(NEW_IMAGE).hasSize(2);
  }

  @Test
  void isToldThatAnUpdateIsUnderWay() {
    // given
    String token = "token-of-the-first-try";
    String first = start("held", token).json().getAsJsonObject("update").get("id").getAsString();

    // when
    Answer again = start("held", token);
    Answer other = start("held", "another-token");

    // then
    assertThat(nodegroup("held", "status")).isEqualTo("UPDATING");
    assertThat(update("held", first, "update.status")).isEqualTo("InProgress");
    assertThat(text(again.json().getAsJsonObject("update"), "id")).isEqualTo(first);
    assertRefused(other, "ResourceInUseException", "UpdateNodegroupVersion");
  }

  @Test
  void isToldWhyAnUpdateHasFailed() {
    // given
    String id = text(start("broken", "token").json().getAsJsonObject("update"), "id");

    // when
    Answer waited =
        aws.run(
            "eks",
            "wait",
            "nodegroup-active",
            "--cluster-name",
            CLUSTER,
            "--nodegroup-name",
            "broken");

    // then
    assertThat(waited.exitCode()).as(waited.err()).isZero();
    assertThat(update("broken", id, "update.[status,errors[0].errorCode]"))
        .isEqualTo("Failed\tNodeCreationFailure");
  }

  @Test
  void writesAKubeconfig() throws Exception {
    // when
    Answer answer = aws.run("eks", "update-kubeconfig", "--name", CLUSTER);

    // then
    Path written = home.resolve(Path.of(".kube", "config"));
    assertThat(answer.text()).isEqualTo("Added new context " + ARN + " to " + written);
    assertThat(Files.readString(written))
        .contains("server: https://workshop.example:6443")
        .contains("certificate-authority-data: dGhlIGF1dGhvcml0eQ==")
        .contains("current-context: " + ARN)
        .contains("- get-token");
  }

  @Test
  void readsInsights() {
    // when
    JsonObject listed =
        aws.run(
                "eks",
                "list-insights",
                "--cluster-name",
                CLUSTER,
                "--filter",
                "categories=UPGRADE_READINESS,kubernetesVersions=1.35,statuses=ERROR")
            .json();
    JsonObject insight =
        aws.run("eks", "describe-insight", "--cluster-name", CLUSTER, "--id", "insight-2")
            .json()
            .getAsJsonObject("insight");

    // then
    assertThat(listed.getAsJsonArray("insights")).hasSize(1);
    assertThat(text(insight, "recommendation")).isEqualTo("Update manifests and clients.");
    assertThat(insight.getAsJsonObject("categorySpecificSummary").toString())
        .contains("v1beta3/flowschemas")
        .contains("argocd");
    assertThat(
            query(
                "eks",
                "list-insights",
                "insights[].insightStatus.status",
                "--cluster-name",
                CLUSTER,
                "--page-size",
                "1"))
        .isEqualToNormalizingWhitespace("PASSING ERROR");
  }

  @Test
  void readsSubnetsRoleKeyAndCaller() {
    assertThat(
            query(
                "ec2",
                "describe-subnets",
                "Subnets[].AvailableIpAddressCount",
                "--subnet-ids",
                "subnet-a",
                "subnet-b"))
        .isEqualTo("3\t250");
    assertThat(
            query(
                "iam",
                "get-role",
                "Role.AssumeRolePolicyDocument.Statement[0].Action",
                "--role-name",
                "workshop-role"))
        .isEqualTo("sts:AssumeRole\tsts:TagSession");
    assertThat(query("kms", "describe-key", "KeyMetadata.KeyState", "--key-id", "key-1"))
        .isEqualTo("Disabled");
    assertThat(query("sts", "get-caller-identity", "Account")).isEqualTo("123456789012");
  }

  @Test
  void upgradesAClusterAndItsAddOn() {
    // given
    assertThat(query("eks", "list-addons", "addons", "--cluster-name", STAGING))
        .isEqualTo("vpc-cni");
    String[] addOn = {"--cluster-name", STAGING, "--addon-name", "vpc-cni"};
    assertThat(query("eks", "describe-addon", "addon.[addonVersion,status]", addOn))
        .isEqualTo(OLD_CNI + "\tACTIVE");
    assertThat(
            query(
                "eks",
                "describe-addon-versions",
                "addons[].addonVersions[].addonVersion",
                "--addon-name",
                "vpc-cni",
                "--kubernetes-version",
                "1.35"))
        .isEqualTo(NEW_CNI);

    // when
    String[] toNewCni = {"--addon-version", NEW_CNI, "--resolve-conflicts", "PRESERVE"};
    query("eks", "update-addon", "update.id", Stream.of(addOn, toNewCni));
    aws.run("eks", "wait", "addon-active", addOn[0], addOn[1], addOn[2], addOn[3]).text();
    String update =
        query(
            "eks",
            "update-cluster-version",
            "update.id",
            "--name",
            STAGING,
            "--kubernetes-version",
            "1.35");
    aws.run("eks", "wait", "cluster-active", "--name", STAGING).text();

    // then
    assertThat(
            query(
                "eks",
                "describe-update",
                "update.[type,status]",
                "--name",
                STAGING,
                "--update-id",
                update))
        .isEqualTo("VersionUpdate\tSuccessful");
    assertThat(query("eks", "describe-addon", "addon.addonVersion", addOn)).isEqualTo(NEW_CNI);
    assertThat(query("eks", "describe-cluster", "cluster.version", "--name", STAGING))
        .isEqualTo("1.35");
    assertRefused(
        aws.run("eks", "update-cluster-version", "--name", STAGING, "--kubernetes-version", "1.37"),
        "InvalidParameterException",
        "UpdateClusterVersion");
  }

  @Test
  void tagsACluster() {
    // when
    aws.run("eks", "tag-resource", "--resource-arn", ARN, "--tags", "team=platform,cost=1");

    // then
    assertThat(query("eks", "list-tags-for-resource", "tags.team", "--resource-arn", ARN))
        .isEqualTo("platform");
    assertThat(query("eks", "describe-cluster", "cluster.tags.cost", "--name", CLUSTER))
        .isEqualTo("1");
  }

  @Test
  void explainsWrongNames() {
    Answer none = aws.run("eks", "describe-cluster", "--name", "none");
    assertRefused(none, "ResourceNotFoundException", "DescribeCluster");
    assertThat(none.err()).contains("No cluster found for name: none.");
    assertRefused(
        aws.run("eks", "describe-nodegroup", "--cluster-name", CLUSTER, "--nodegroup-name", "no"),
        "ResourceNotFoundException",
        "DescribeNodegroup");
    assertRefused(
        aws.run("ec2", "describe-subnets", "--subnet-ids", "subnet-z"),
        "InvalidSubnetID.NotFound",
        "DescribeSubnets");
    assertRefused(aws.run("iam", "get-role", "--role-name", "none"), "NoSuchEntity", "GetRole");
    assertRefused(
        aws.run("kms", "describe-key", "--key-id", "none"), "NotFoundException", "DescribeKey");
    assertRefused(
        aws.run("ssm", "get-parameter", "--name", "/none"), "ParameterNotFound", "GetParameter");
  }

  private static void assertRefused(Answer answer, String code, String operation) {
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.err())
        .contains("An error occurred (" + code + ") when calling the " + operation + " operation");
  }

  private Answer start(String group, String token) {
    return aws.run(
        "eks",
        "update-nodegroup-version",
        "--cluster-name",
        CLUSTER,
        "--nodegroup-name",
        group,
        "--client-request-token",
        token);
  }

  private List<String> imagesOf(String group) {
    String ids =
        query(
            "autoscaling",
            "describe-auto-scaling-groups",
            "AutoScalingGroups[].Instances[].InstanceId",
            "--auto-scaling-group-names",
            group);
    String[] flags = ("--instance-ids\t" + ids).split("\t");
    return List.of(
        query("ec2", "describe-instances", "Reservations[].Instances[].ImageId", flags)
            .split("\t"));
  }

  private String nodegroup(String name, String field) {
    return query(
        "eks",
        "describe-nodegroup",
        "nodegroup." + field,
        "--cluster-name",
        CLUSTER,
        "--nodegroup-name",
        name);
  }

  private String update(String group, String id, String field) {
    return query(
        "eks",
        "describe-update",
        field,
        "--name",
        CLUSTER,
        "--nodegroup-name",
        group,
        "--update-id",
        id);
  }

  private String query(String service, String operation, String query, Stream<String[]> flags) {
    return query(service, operation, query, flags.flatMap(Stream::of).toArray(String[]::new));
  }

  private String query(String service, String operation, String query, String... flags) {
    String[] command = new String[flags.length + 6];
    System.arraycopy(
        new String[] {service, operation, "--query", query, "--output", "text"}, 0, command, 0, 6);
    System.arraycopy(flags, 0, command, 6, flags.length);
    return aws.run(command).text();
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }
}
