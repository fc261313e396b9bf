package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.value;
import static io.evenkeel.aws.Wire.group;
import static io.evenkeel.aws.Wire.groups;
import static io.evenkeel.aws.Wire.result;
import static io.evenkeel.aws.Wire.template;
import static io.evenkeel.aws.Wire.templates;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.spi.Finding;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InspectingTest {
  private final AwsStub aws = new AwsStub();
  private final AutoScalingGroups provider = aws.provider();

  @AfterEach
  void close() {
    provider.close();
    aws.close();
  }

  @Test
  void aPlainGroupHasNothingAgainstIt() {
    assertThat(found(group("workers"))).isEmpty();
  }

  @Test
  void aGroupOfAManagedNodeGroupIsNotOurs() {
    // when
    List<Finding> found = found(group("workers").tag("eks:nodegroup-name", "orders"));
    // then
    assertThat(blockers(found)).containsExactly("GROUP_OWNED_BY_EKS");
    assertThat(found.get(0).remedy()).contains("orders");
  }

  @Test
  void aGroupWithAnOperatorIsNotOurs() {
    // when
    List<Finding> found =
        found(
            group("workers")
                .with("<Operator><Principal>batch.amazonaws.com</Principal></Operator>"));
    // then
    assertThat(blockers(found)).containsExactly("GROUP_HAS_OPERATOR");
    assertThat(found.get(0).what()).contains("batch.amazonaws.com");
  }

  @Test
  void aLaunchConfigurationHasNoVersions() {
    assertThat(blockers(found(group("workers").launchConfiguration("old"))))
        .containsExactly("LAUNCH_CONFIGURATION");
  }

  @Test
  void suspendedProcessesBlockOnlyWhereARunNeedsThem() {
    // when
    List<Finding> found =
        found(
            group("workers")
                .with(
                    "<SuspendedProcesses><member><ProcessName>Terminate</ProcessName></member><member><ProcessName>AlarmNotification</ProcessName></member></SuspendedProcesses>"));
    // then
    assertThat(found).extracting(Finding::blocks).containsExactly(false, true);
  }

  @Test
  void groupsThatFollowTheSameTemplateAreNamed() {
    // when
    List<Finding> found =
        found(
            group("workers"),
            group("batch").from("$Latest"),
            group("default").from("$Default"),
            group("pinned").from("2"));
    // then
    assertThat(blockers(found)).containsExactly("TEMPLATE_FOLLOWED_BY_OTHERS");
    assertThat(found.get(0).what()).endsWith(": batch");
  }

  @Test
  void anAliasIsOnlyAWarningWhereNobodyElseFollowsIt() {
    // when
    List<Finding> found = found(group("workers").from("$Default"));
    // then
    assertThat(found).extracting(Finding::code).containsExactly("FLOATING_TEMPLATE");
    assertThat(found.get(0).blocks()).isFalse();
  }

  @Test
  void anInstanceRefreshThatRunsBlocks() {
    // given
    aws.answers(
        "DescribeInstanceRefreshes",
        result(
            "DescribeInstanceRefreshes",
            "<InstanceRefreshes><member><InstanceRefreshId>r-9</InstanceRefreshId><Status>Baking</Status></member></InstanceRefreshes>"));
    // when
    List<Finding> found = found(group("workers"));
    // then
    assertThat(blockers(found)).containsExactly("INSTANCE_REFRESH_RUNNING");
  }

  @Test
  void otherActorsAreWarnedAbout() {
    // given
    aws.answers(
            "DescribeScheduledActions",
            result(
                "DescribeScheduledActions",
                "<ScheduledUpdateGroupActions><member><ScheduledActionName>night</ScheduledActionName></member></ScheduledUpdateGroupActions>"))
        .answers(
            "DescribeLifecycleHooks",
            result(
                "DescribeLifecycleHooks",
                "<LifecycleHooks><member><LifecycleHookName>drain</LifecycleHookName><LifecycleTransition>autoscaling:EC2_INSTANCE_TERMINATING</LifecycleTransition><HeartbeatTimeout>300</HeartbeatTimeout></member></LifecycleHooks>"));
    // when
    List<Finding> found =
        found(
            group("workers")
                .tag("aws:cloudformation:stack-name", "shop")
                .with("<MaxInstanceLifetime>604800</MaxInstanceLifetime>"));
    // then
    assertThat(found)
        .extracting(Finding::code)
        .containsExactly(
            "MANAGED_BY_CLOUDFORMATION",
            "MAX_INSTANCE_LIFETIME",
            "SCHEDULED_ACTIONS",
            "LIFECYCLE_HOOKS");
    assertThat(found).noneMatch(Finding::blocks);
    assertThat(found.get(3).what()).contains("drain on leaving for up to 300 s");
  }

  @Test
  void toolsThatDeclareTheGroupAreToldByTheirTags() {
    assertThat(declaredBy("alpha.eksctl.io/nodegroup-name", "ng-1"))
        .containsExactly("MANAGED_BY_EKSCTL");
    assertThat(declaredBy("kops.k8s.io/instancegroup", "nodes")).containsExactly("MANAGED_BY_KOPS");
    assertThat(declaredBy("sigs.k8s.io/cluster-api-provider-aws/cluster/shop", "owned"))
        .containsExactly("MANAGED_BY_CLUSTER_API");
    assertThat(declaredBy("managed-by", "Terraform")).containsExactly("MANAGED_BY_TERRAFORM");
    assertThat(declaredBy("karpenter.sh/discovery", "shop")).isEmpty();
  }

  private List<String> declaredBy(String key, String value) {
    try (AwsStub stub = new AwsStub();
        AutoScalingGroups inspected = stub.provider()) {
      return found(stub, inspected, group("workers").tag(key, value)).stream()
          .map(Finding::code)
          .toList();
    }
  }

  @Test
  void instancesOnStandbyAreNamed() {
    // when
    List<Finding> found =
        found(
            group("workers")
                .instance("i-1", "a", "InService", "3")
                .instance("i-2", "a", "Standby", "3"));
    // then
    assertThat(found).extracting(Finding::code).containsExactly("STANDBY_INSTANCES");
    assertThat(found.get(0).what()).contains("i-2").doesNotContain("i-1");
  }

  @Test
  void protectionFromScaleInStandsAgainstNothingSinceItDoesNotKeepFromBeingTerminatedById() {
    assertThat(
            found(
                group("workers")
                    .with(
                        "<NewInstancesProtectedFromScaleIn>true</NewInstancesProtectedFromScaleIn>")))
        .isEmpty();
  }

  private List<Finding> found(Wire.GroupXml group, Wire.GroupXml... others) {
    return found(aws, provider, group, others);
  }

  private static List<Finding> found(
      AwsStub aws, AutoScalingGroups provider, Wire.GroupXml group, Wire.GroupXml... others) {
    Wire.GroupXml[] all = new Wire.GroupXml[others.length + 1];
    all[0] = group;
    System.arraycopy(others, 0, all, 1, others.length);
    aws.answers("DescribeAutoScalingGroups", groups(group))
        .answers("DescribeAutoScalingGroups", groups(all))
        .answers("DescribeInstanceRefreshes", result("DescribeInstanceRefreshes", ""))
        .answers("DescribeScheduledActions", result("DescribeScheduledActions", ""))
        .answers("DescribeLifecycleHooks", result("DescribeLifecycleHooks", ""))
        .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-3")));
    return value(provider.inspect(group.name()));
  }

  private static List<String> blockers(List<Finding> found) {
    return found.stream().filter(Finding::blocks).map(Finding::code).toList();
  }
}
