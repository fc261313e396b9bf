package io.evenkeel.examples.awsendpoint;

import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.NEW_CNI;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.NEW_IMAGE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.NEW_RELEASE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.OLD_CNI;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.OLD_IMAGE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.OLD_RELEASE;
import static io.evenkeel.examples.awsendpoint.WorkshopEndpoint.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.evenkeel.examples.awsendpoint.AwsCommandLine.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private static final String ARN = "arn:aws:eks:us-west-2:123456789012:cluster/eks-workshop";
  private static final String GROUP = " --cluster-name eks-workshop --nodegroup-name ";

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
        aws.run("eks describe-cluster --name eks-workshop").json().getAsJsonObject("cluster");

    // then
    assertThat(text(cluster, "arn")).isEqualTo(ARN);
    assertThat(text(cluster, "version")).isEqualTo("1.34");
    assertThat(text(cluster, "status")).isEqualTo("ACTIVE");
    assertThat(text(cluster, "platformVersion")).startsWith("eks.");
    assertThat(cluster.get("createdAt").getAsLong()).isPositive();
    assertThat(text(cluster, "roleArn")).endsWith(":role/workshop-role");
    assertThat(cluster.getAsJsonObject("resourcesVpcConfig").getAsJsonArray("subnetIds"))
        .hasToString("[\"subnet-a\",\"subnet-b\"]");
    assertThat(aws.query("eks list-clusters --page-size 1", "clusters"))
        .isEqualToNormalizingWhitespace("eks-workshop staging");
  }

  @Test
  void findsTheNewestImage() {
    String parameter =
        "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/image_id";
    assertThat(aws.query("ssm get-parameter --name " + parameter, "Parameter.Value"))
        .isEqualTo(NEW_IMAGE);
  }

  @Test
  void upgradesANodeGroupAndWaitsForIt() {
    // given
    assertThat(aws.query("eks list-nodegroups --cluster-name eks-workshop", "nodegroups"))
        .isEqualTo("default\theld\tbroken");
    assertThat(nodegroup("default", "releaseVersion")).isEqualTo(OLD_RELEASE);
    String scalingGroup = nodegroup("default", "resources.autoScalingGroups[0].name");
    assertThat(imagesOf(scalingGroup)).containsOnly(OLD_IMAGE);

    // when
    JsonObject update = begin("default", "token-of-default");
    Answer waited = aws.run("eks wait nodegroup-active" + GROUP + "default");

    // then
    assertThat(text(update, "type")).isEqualTo("VersionUpdate");
    assertThat(text(update, "status")).isEqualTo("InProgress");
    assertThat(update.getAsJsonArray("params").toString()).contains(NEW_RELEASE);
    assertThat(waited.exitCode()).as(waited.err()).isZero();
    assertThat(update("default", update, "status")).isEqualTo("Successful");
    assertThat(nodegroup("default", "releaseVersion")).isEqualTo(NEW_RELEASE);
    assertThat(imagesOf(scalingGroup)).containsOnly(NEW_IMAGE).hasSize(2);
  }

  @Test
  void isToldThatAnUpdateIsUnderWay() {
    // given
    JsonObject first = begin("held", "token-of-the-first-try");

    // when
    JsonObject again = begin("held", "token-of-the-first-try");
    Answer other = aws.run("eks update-nodegroup-version" + GROUP + "held");

    // then
    assertThat(nodegroup("held", "status")).isEqualTo("UPDATING");
    assertThat(update("held", first, "status")).isEqualTo("InProgress");
    assertThat(text(again, "id")).isEqualTo(text(first, "id"));
    assertRefused(other, "ResourceInUseException", "UpdateNodegroupVersion");
  }

  @Test
  void isToldWhyAnUpdateHasFailed() {
    // given
    JsonObject update = begin("broken", "token-of-broken");

    // when
    Answer waited = aws.run("eks wait nodegroup-active" + GROUP + "broken");

    // then
    assertThat(waited.exitCode()).as(waited.err()).isZero();
    assertThat(update("broken", update, "[status,errors[0].errorCode]"))
        .isEqualTo("Failed\tNodeCreationFailure");
  }

  @Test
  void writesAKubeconfig() throws Exception {
    // when
    Answer answer = aws.run("eks update-kubeconfig --name eks-workshop");

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
    String list = "eks list-insights --cluster-name eks-workshop";
    JsonObject listed =
        aws.run(
                list
                    + " --filter"
                    + " categories=UPGRADE_READINESS,kubernetesVersions=1.35,statuses=ERROR")
            .json();
    JsonObject insight =
        aws.run("eks describe-insight --cluster-name eks-workshop --id insight-2")
            .json()
            .getAsJsonObject("insight");

    // then
    assertThat(listed.getAsJsonArray("insights")).hasSize(1);
    assertThat(text(insight, "recommendation")).isEqualTo("Update manifests and clients.");
    assertThat(insight.getAsJsonObject("categorySpecificSummary").toString())
        .contains("v1beta3/flowschemas")
        .contains("argocd");
    assertThat(aws.query(list + " --page-size 1", "insights[].insightStatus.status"))
        .isEqualToNormalizingWhitespace("PASSING ERROR");
  }

  @Test
  void readsSubnetsRoleKeyAndCaller() {
    assertThat(
            aws.query(
                "ec2 describe-subnets --subnet-ids subnet-a subnet-b",
                "Subnets[].AvailableIpAddressCount"))
        .isEqualTo("3\t250");
    assertThat(
            aws.query(
                "iam get-role --role-name workshop-role",
                "Role.AssumeRolePolicyDocument.Statement[0].Action"))
        .isEqualTo("sts:AssumeRole\tsts:TagSession");
    assertThat(aws.query("kms describe-key --key-id key-1", "KeyMetadata.KeyState"))
        .isEqualTo("Disabled");
    assertThat(aws.query("sts get-caller-identity", "Account")).isEqualTo("123456789012");
  }

  @Test
  void upgradesAClusterAndItsAddOn() {
    // given
    String addOn = " --cluster-name staging --addon-name vpc-cni";
    assertThat(aws.query("eks list-addons --cluster-name staging", "addons")).isEqualTo("vpc-cni");
    assertThat(aws.query("eks describe-addon" + addOn, "addon.[addonVersion,status]"))
        .isEqualTo(OLD_CNI + "\tACTIVE");
    assertThat(
            aws.query(
                "eks describe-addon-versions --addon-name vpc-cni --kubernetes-version 1.35",
                "addons[].addonVersions[].addonVersion"))
        .isEqualTo(NEW_CNI);

    // when
    aws.run("eks update-addon --resolve-conflicts PRESERVE --addon-version " + NEW_CNI + addOn)
        .json();
    aws.run("eks wait addon-active" + addOn).text();
    String to = "eks update-cluster-version --name staging --kubernetes-version ";
    String update = aws.query(to + "1.35", "update.id");
    aws.run("eks wait cluster-active --name staging").text();

    // then
    assertThat(
            aws.query(
                "eks describe-update --name staging --update-id " + update, "update.[type,status]"))
        .isEqualTo("VersionUpdate\tSuccessful");
    assertThat(aws.query("eks describe-addon" + addOn, "addon.addonVersion")).isEqualTo(NEW_CNI);
    assertThat(aws.query("eks describe-cluster --name staging", "cluster.version"))
        .isEqualTo("1.35");
    assertRefused(aws.run(to + "1.37"), "InvalidParameterException", "UpdateClusterVersion");
  }

  @Test
  void tagsACluster() {
    // when
    aws.run("eks tag-resource --tags team=platform,cost=1 --resource-arn " + ARN).text();

    // then
    assertThat(aws.query("eks list-tags-for-resource --resource-arn " + ARN, "tags.team"))
        .isEqualTo("platform");
    assertThat(aws.query("eks describe-cluster --name eks-workshop", "cluster.tags.cost"))
        .isEqualTo("1");
  }

  @Test
  void explainsWrongNames() {
    Answer none = aws.run("eks describe-cluster --name none");
    assertRefused(none, "ResourceNotFoundException", "DescribeCluster");
    assertThat(none.err()).contains("No cluster found for name: none.");
    assertRefused(
        aws.run("eks describe-nodegroup" + GROUP + "none"),
        "ResourceNotFoundException",
        "DescribeNodegroup");
    assertRefused(
        aws.run("ec2 describe-subnets --subnet-ids subnet-z"),
        "InvalidSubnetID.NotFound",
        "DescribeSubnets");
    assertRefused(aws.run("iam get-role --role-name none"), "NoSuchEntity", "GetRole");
    assertRefused(aws.run("kms describe-key --key-id none"), "NotFoundException", "DescribeKey");
    assertRefused(aws.run("ssm get-parameter --name /none"), "ParameterNotFound", "GetParameter");
  }

  private static void assertRefused(Answer answer, String code, String operation) {
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.err())
        .contains("An error occurred (" + code + ") when calling the " + operation + " operation");
  }

  private JsonObject begin(String group, String token) {
    return aws.run("eks update-nodegroup-version --client-request-token " + token + GROUP + group)
        .json()
        .getAsJsonObject("update");
  }

  private List<String> imagesOf(String group) {
    String ids =
        aws.query(
            "autoscaling describe-auto-scaling-groups --auto-scaling-group-names " + group,
            "AutoScalingGroups[].Instances[].InstanceId");
    String describe = "ec2 describe-instances --instance-ids " + ids.replace('\t', ' ');
    return List.of(aws.query(describe, "Reservations[].Instances[].ImageId").split("\t"));
  }

  private String nodegroup(String name, String field) {
    return aws.query("eks describe-nodegroup" + GROUP + name, "nodegroup." + field);
  }

  private String update(String group, JsonObject update, String field) {
    String describe = "eks describe-update --name eks-workshop --nodegroup-name " + group;
    return aws.query(describe + " --update-id " + text(update, "id"), "update." + field);
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }
}
