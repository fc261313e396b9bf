package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Every operation around a cluster is denied and throttled by the name that a policy gives it. */
class OperationFaultsWireTest extends WireFixture {
  private static final String DEMO = "demo";
  private static final String ARN = "arn:aws:eks:eu-west-1:123456789012:cluster/demo";

  @TestFactory
  Stream<DynamicTest> eachOperationIsThrottledAndDeniedByItsName() {
    return calls().entrySet().stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.getKey(), () -> isThrottledAndDenied(call.getKey(), call.getValue())));
  }

  private void isThrottledAndDenied(String action, Runnable call) {
    // given
    aws.run(cloud -> cloud.faults().throttle(action, 1, Duration.ofSeconds(1)));

    // when
    AwsServiceException throttled = refused(call);
    aws.run(cloud -> cloud.faults().deny(action));
    AwsServiceException denied = refused(call);

    // then
    assertThat(throttled.isThrottlingException()).isTrue();
    assertThat(denied.awsErrorDetails().errorCode()).matches("AccessDenied.*|Unauthorized.*");
    assertThat(denied.awsErrorDetails().errorMessage()).contains(action);
    assertThat(aws.calls()).extracting(AwsCall::action).endsWith(action, action);
  }

  private Map<String, Runnable> calls() {
    Map<String, Runnable> calls = new LinkedHashMap<>();
    addCluster(calls);
    addControlPlane(calls);
    calls.put("ec2:DescribeSubnets", () -> clients.ec2().describeSubnets());
    calls.put("iam:GetRole", () -> clients.iam().getRole(r -> r.roleName("r")));
    calls.put(
        "iam:ListAttachedRolePolicies",
        () -> clients.iam().listAttachedRolePolicies(r -> r.roleName("r")));
    calls.put("kms:DescribeKey", () -> clients.kms().describeKey(r -> r.keyId("k")));
    return calls;
  }

  private void addCluster(Map<String, Runnable> calls) {
    calls.put("eks:ListClusters", () -> clients.eks().listClusters());
    calls.put("eks:DescribeCluster", () -> clients.eks().describeCluster(r -> r.name(DEMO)));
    calls.put("eks:DescribeClusterVersions", () -> clients.eks().describeClusterVersions(r -> {}));
    calls.put("eks:ListInsights", () -> clients.eks().listInsights(r -> r.clusterName(DEMO)));
    calls.put(
        "eks:DescribeInsight",
        () -> clients.eks().describeInsight(r -> r.clusterName(DEMO).id("i")));
    calls.put(
        "eks:StartInsightsRefresh",
        () -> clients.eks().startInsightsRefresh(r -> r.clusterName(DEMO)));
    calls.put(
        "eks:DescribeInsightsRefresh",
        () -> clients.eks().describeInsightsRefresh(r -> r.clusterName(DEMO)));
    calls.put(
        "eks:ListAccessEntries", () -> clients.eks().listAccessEntries(r -> r.clusterName(DEMO)));
    calls.put(
        "eks:DescribeAccessEntry",
        () -> clients.eks().describeAccessEntry(r -> r.clusterName(DEMO).principalArn("p")));
    calls.put(
        "eks:ListTagsForResource",
        () -> clients.eks().listTagsForResource(r -> r.resourceArn(ARN)));
    calls.put(
        "eks:TagResource",
        () -> clients.eks().tagResource(r -> r.resourceArn(ARN).tags(Map.of("a", "b"))));
    calls.put(
        "eks:UntagResource",
        () -> clients.eks().untagResource(r -> r.resourceArn(ARN).tagKeys("a")));
  }

  private void addControlPlane(Map<String, Runnable> calls) {
    calls.put(
        "eks:UpdateClusterVersion",
        () -> clients.eks().updateClusterVersion(r -> r.name(DEMO).version("1.35")));
    calls.put("eks:ListUpdates", () -> clients.eks().listUpdates(r -> r.name(DEMO)));
    calls.put(
        "eks:DescribeUpdate", () -> clients.eks().describeUpdate(r -> r.name(DEMO).updateId("u")));
    calls.put("eks:ListAddons", () -> clients.eks().listAddons(r -> r.clusterName(DEMO)));
    calls.put(
        "eks:DescribeAddon",
        () -> clients.eks().describeAddon(r -> r.clusterName(DEMO).addonName("a")));
    calls.put("eks:DescribeAddonVersions", () -> clients.eks().describeAddonVersions(r -> {}));
    calls.put(
        "eks:UpdateAddon",
        () -> clients.eks().updateAddon(r -> r.clusterName(DEMO).addonName("a")));
  }
}
