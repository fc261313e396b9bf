package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.TemplateContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Tag;

class SimulatedAwsTest {

  private static final String RECOMMENDED =
      "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/image_id";

  private final ScaledTimeline time = ScaledTimeline.atSpeed(1000);
  private final SimulatedAws aws = SimulatedAws.serve(SimulatedCloud.on(time), 0);
  private final SdkClients clients = SdkClients.on(aws.uri());

  @BeforeEach
  void stateAGroup() {
    Map<String, String> other = new TreeMap<>();
    other.put("UserData", "IyEvYmluL2Jhc2g=");
    other.put("BlockDeviceMapping.1.DeviceName", "/dev/xvda");
    other.put("BlockDeviceMapping.1.Ebs.VolumeSize", "50");
    other.put("BlockDeviceMapping.1.Ebs.SnapshotId", "snap-1");
    other.put("SecurityGroupId.1", "sg-1");
    other.put("MetadataOptions.HttpTokens", "required");
    aws.run(
        cloud -> {
          cloud.recommends("1.34", "ami-new");
          cloud.group(
              "workers",
              group ->
                  group
                      .size(6)
                      .max(10)
                      .zones("eu-west-1a", "eu-west-1b", "eu-west-1c")
                      .template("lt-1", new TemplateContent("ami-old", "m6i.large", other))
                      .tag("team", "payments & more", true)
                      .tag("owner", "platform", false));
        });
  }

  @AfterEach
  void close() {
    clients.close();
    aws.close();
    time.close();
  }

  @Test
  void describesAGroup() {
    // when
    AutoScalingGroup group = workers();

    // then
    assertThat(group.minSize()).isZero();
    assertThat(group.maxSize()).isEqualTo(10);
    assertThat(group.desiredCapacity()).isEqualTo(6);
    assertThat(group.availabilityZones()).containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1c");
    assertThat(group.launchTemplate().launchTemplateId()).isEqualTo("lt-1");
    assertThat(group.launchTemplate().version()).isEqualTo("1");
    assertThat(group.instances())
        .hasSize(6)
        .allMatch(i -> i.lifecycleState() == LifecycleState.IN_SERVICE)
        .allMatch(i -> i.launchTemplate().version().equals("1"))
        .allMatch(i -> i.instanceType().equals("m6i.large"));
    assertThat(group.tags())
        .extracting(t -> t.key() + "=" + t.value() + " " + t.propagateAtLaunch())
        .containsExactly("team=payments & more true", "owner=platform false");
    assertThat(clients.scaling().describeAutoScalingGroups(r -> r.autoScalingGroupNames("none")))
        .matches(answer -> answer.autoScalingGroups().isEmpty());
  }

  @Test
  void pagesAndFiltersGroups() {
    // given
    aws.run(
        cloud -> {
          for (int n = 0; n < 7; n++) {
            String name = "group-" + n;
            cloud.group(name, g -> g.size(0).tag("kubernetes.io/cluster/demo", "owned", true));
          }
        });

    // when
    List<String> names =
        clients.scaling().describeAutoScalingGroupsPaginator(r -> r.maxRecords(3)).stream()
            .flatMap(page -> page.autoScalingGroups().stream())
            .map(AutoScalingGroup::autoScalingGroupName)
            .toList();

    // then
    assertThat(names).hasSize(8).doesNotHaveDuplicates();
    assertThat(
            clients
                .scaling()
                .describeAutoScalingGroups(
                    r -> r.filters(f -> f.name("tag-key").values("kubernetes.io/cluster/demo")))
                .autoScalingGroups())
        .hasSize(7);
  }

  @Test
  void changesSizesAndPointer() {
    // given
    clients
        .ec2()
        .createLaunchTemplateVersion(
            r ->
                r.launchTemplateId("lt-1")
                    .sourceVersion("1")
                    .launchTemplateData(d -> d.imageId("ami-new")));

    // when
    clients
        .scaling()
        .updateAutoScalingGroup(
            r ->
                r.autoScalingGroupName("workers")
                    .maxSize(12)
                    .desiredCapacity(8)
                    .launchTemplate(t -> t.launchTemplateId("lt-1").version("2")));

    // then
    assertThat(workers().launchTemplate().version()).isEqualTo("2");
    assertThat(workers().maxSize()).isEqualTo(12);
    aws.awaitInstances("workers", 8);
    assertThat(workers().instances().subList(6, 8))
        .allMatch(i -> i.launchTemplate().version().equals("2"));
    clients.scaling().setDesiredCapacity(r -> r.autoScalingGroupName("workers").desiredCapacity(9));
    assertThat(workers().desiredCapacity()).isEqualTo(9);
  }

  @Test
  void refusesSizesOutsideTheLimits() {
    AwsServiceException refused =
        refused(
            () ->
                clients
                    .scaling()
                    .setDesiredCapacity(
                        r -> r.autoScalingGroupName("workers").desiredCapacity(11)));
    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
    assertThat(refused.awsErrorDetails().errorMessage()).contains("above max value 10");
    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void terminatesAnInstanceWithAndWithoutReplacement() {
    // given
    List<Instance> instances = workers().instances();

    // when
    var answer =
        clients
            .scaling()
            .terminateInstanceInAutoScalingGroup(
                r ->
                    r.instanceId(instances.get(0).instanceId())
                        .shouldDecrementDesiredCapacity(true));
    clients
        .scaling()
        .terminateInstanceInAutoScalingGroup(
            r -> r.instanceId(instances.get(1).instanceId()).shouldDecrementDesiredCapacity(false));

    // then
    assertThat(answer.activity().description()).contains(instances.get(0).instanceId());
    aws.awaitInstances("workers", 5);
    assertThat(workers().desiredCapacity()).isEqualTo(5);
    assertThat(workers().instances())
        .extracting(Instance::instanceId)
        .doesNotContain(instances.get(0).instanceId(), instances.get(1).instanceId());
    assertThat(
            clients
                .scaling()
                .describeScalingActivities(r -> r.autoScalingGroupName("workers"))
                .activities())
        .hasSize(3);
    AwsServiceException gone =
        refused(
            () ->
                clients
                    .scaling()
                    .terminateInstanceInAutoScalingGroup(
                        r ->
                            r.instanceId(instances.get(0).instanceId())
                                .shouldDecrementDesiredCapacity(true)));
    assertThat(gone.awsErrorDetails().errorMessage()).contains("Instance Id not found");
  }

  @Test
  void switchesProcesses() {
    clients
        .scaling()
        .suspendProcesses(r -> r.autoScalingGroupName("workers").scalingProcesses("AZRebalance"));
    assertThat(workers().suspendedProcesses()).hasSize(1);
    clients.scaling().suspendProcesses(r -> r.autoScalingGroupName("workers"));
    assertThat(workers().suspendedProcesses()).hasSize(9);
    clients.scaling().resumeProcesses(r -> r.autoScalingGroupName("workers"));
    assertThat(workers().suspendedProcesses()).isEmpty();
  }

  @Test
  void writesTags() {
    // when
    clients
        .scaling()
        .createOrUpdateTags(
            r ->
                r.tags(
                    t ->
                        t.resourceId("workers")
                            .resourceType("auto-scaling-group")
                            .key("evenkeel.io/run")
                            .value("r-1")
                            .propagateAtLaunch(false)));

    // then
    assertThat(
            clients
                .scaling()
                .describeTags(r -> r.filters(f -> f.name("key").values("evenkeel.io/run")))
                .tags())
        .hasSize(1);
    clients
        .scaling()
        .deleteTags(
            r ->
                r.tags(
                    t ->
                        t.resourceId("workers")
                            .resourceType("auto-scaling-group")
                            .key("evenkeel.io/run")));
    assertThat(workers().tags()).hasSize(2);
  }

  @Test
  void inheritsFromTheSourceVersionButNotItsSnapshots() {
    // when
    LaunchTemplateVersion made =
        clients
            .ec2()
            .createLaunchTemplateVersion(
                r ->
                    r.launchTemplateId("lt-1")
                        .sourceVersion("1")
                        .clientToken("token")
                        .versionDescription("by hand")
                        .launchTemplateData(d -> d.imageId("ami-new")))
            .launchTemplateVersion();

    // then
    assertThat(made.versionNumber()).isEqualTo(2);
    assertThat(made.versionDescription()).isEqualTo("by hand");
    var data = made.launchTemplateData();
    assertThat(data.imageId()).isEqualTo("ami-new");
    assertThat(data.instanceTypeAsString()).isEqualTo("m6i.large");
    assertThat(data.userData()).isEqualTo("IyEvYmluL2Jhc2g=");
    assertThat(data.securityGroupIds()).containsExactly("sg-1");
    assertThat(data.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(data.blockDeviceMappings()).hasSize(1);
    assertThat(data.blockDeviceMappings().get(0).ebs().volumeSize()).isEqualTo(50);
    assertThat(data.blockDeviceMappings().get(0).ebs().snapshotId()).isNull();
  }

  @Test
  void makesOneVersionForOneToken() {
    // given
    makeVersion("ami-new", "token");

    // when, then
    assertThat(makeVersion("ami-new", "token").versionNumber()).isEqualTo(2);
    assertThat(makeVersion("ami-new", "other").versionNumber()).isEqualTo(3);
    assertThat(refused(() -> makeVersion("ami-other", "token")).awsErrorDetails().errorCode())
        .isEqualTo("IdempotentParameterMismatch");
    assertThat(versions("$Latest").get(0).versionNumber()).isEqualTo(3);
    assertThat(versions("$Default").get(0).versionNumber()).isEqualTo(1);
    clients.ec2().modifyLaunchTemplate(r -> r.launchTemplateId("lt-1").defaultVersion("2"));
    assertThat(versions("$Default").get(0).versionNumber()).isEqualTo(2);
    assertThat(
            clients
                .ec2()
                .describeLaunchTemplates(r -> r.launchTemplateIds("lt-1"))
                .launchTemplates()
                .get(0)
                .latestVersionNumber())
        .isEqualTo(3);
    assertThat(refused(() -> versions("9")).awsErrorDetails().errorCode())
        .isEqualTo("InvalidLaunchTemplateId.VersionNotFound");
  }

  @Test
  void describesInstancesAndImages() {
    // given
    String id = workers().instances().get(0).instanceId();

    // when
    var instance =
        clients
            .ec2()
            .describeInstances(r -> r.instanceIds(id))
            .reservations()
            .get(0)
            .instances()
            .get(0);

    // then
    assertThat(instance.state().nameAsString()).isEqualTo("running");
    assertThat(instance.privateDnsName())
        .matches("ip-10-0-0-\\d+\\.eu-west-1\\.compute\\.internal");
    assertThat(instance.placement().availabilityZone()).isEqualTo("eu-west-1a");
    assertThat(instance.tags())
        .extracting(Tag::key)
        .containsExactly(
            "team",
            "aws:autoscaling:groupName",
            "aws:ec2launchtemplate:id",
            "aws:ec2launchtemplate:version");
    assertThat(clients.ec2().describeImages(r -> r.imageIds("ami-new")).images()).hasSize(1);
    assertThat(
            refused(() -> clients.ec2().describeImages(r -> r.imageIds("ami-none")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("InvalidAMIID.NotFound");
  }

  @Test
  void answersParametersClustersAndIdentity() {
    // given
    aws.run(c -> c.group("managed", g -> g.size(0).tag("eks:nodegroup-name", "ng-1", true)));

    // when, then
    assertThat(clients.ssm().getParameter(r -> r.name(RECOMMENDED)).parameter().value())
        .isEqualTo("ami-new");
    assertThat(
            refused(() -> clients.ssm().getParameter(r -> r.name("/none")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("ParameterNotFound");
    assertThat(clients.ssm().getParameters(r -> r.names(RECOMMENDED, "/x")).invalidParameters())
        .containsExactly("/x");
    assertThat(clients.eks().describeCluster(r -> r.name("demo")).cluster().version())
        .isEqualTo("1.34");
    assertThat(
            refused(() -> clients.eks().describeCluster(r -> r.name("none")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("ResourceNotFoundException");
    assertThat(clients.eks().listNodegroups(r -> r.clusterName("demo")).nodegroups())
        .containsExactly("ng-1");
    assertThat(
            clients
                .eks()
                .describeNodegroup(r -> r.clusterName("demo").nodegroupName("ng-1"))
                .nodegroup()
                .resources()
                .autoScalingGroups()
                .get(0)
                .name())
        .isEqualTo("managed");
    assertThat(clients.sts().getCallerIdentity().account()).isEqualTo("123456789012");
  }

  @Test
  void deniesInTheWordsOfEachService() {
    // given
    aws.run(
        cloud -> List.of("autoscaling:*", "ec2:*", "ssm:*", "eks:*").forEach(cloud.faults()::deny));

    // when, then
    assertThat(refused(this::workers).awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    assertThat(refused(() -> versions("1")).awsErrorDetails().errorCode())
        .isEqualTo("UnauthorizedOperation");
    assertThat(
            refused(() -> clients.ssm().getParameter(r -> r.name(RECOMMENDED)))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("AccessDeniedException");
    assertThat(refused(() -> clients.eks().describeCluster(r -> r.name("demo"))).statusCode())
        .isEqualTo(403);
    assertThat(aws.calls()).hasSize(4).allMatch(AwsCall::denied);
  }

  @Test
  void throttlesABurst() {
    // given
    aws.run(cloud -> cloud.faults().throttle("ec2:*", 1, Duration.ofSeconds(2)));

    // when
    AwsServiceException throttled = refused(() -> versions("1"));

    // then
    assertThat(throttled.isThrottlingException()).isTrue();
    assertThat(throttled.statusCode()).isEqualTo(503);
    assertThat(throttled.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
        .contains("2");
    assertThat(versions("1")).hasSize(1);
    assertThat(aws.calls())
        .extracting(AwsCall::outcome)
        .containsExactly("RequestLimitExceeded", "ok");
  }

  @Test
  void breaksTheLineAfterTheChange() {
    // given
    aws.run(cloud -> cloud.faults().loseAnswers("autoscaling:SetDesiredCapacity", 1));

    // when, then
    assertThatThrownBy(
            () ->
                clients
                    .scaling()
                    .setDesiredCapacity(r -> r.autoScalingGroupName("workers").desiredCapacity(7)))
        .isInstanceOf(SdkClientException.class);
    assertThat(workers().desiredCapacity()).isEqualTo(7);
  }

  @Test
  void showsChangesLateWhereItIsToldTo() {
    // given
    aws.run(cloud -> cloud.describesLag(Duration.ofDays(1)));

    // when
    clients.scaling().setDesiredCapacity(r -> r.autoScalingGroupName("workers").desiredCapacity(8));

    // then
    assertThat(workers().desiredCapacity()).isEqualTo(6);
    int truth = aws.ask(cloud -> cloud.group("workers").state().desired());
    assertThat(truth).isEqualTo(8);
  }

  @Test
  void answersADryRunWithoutDoingAnything() {
    AwsServiceException answer =
        refused(
            () ->
                clients
                    .ec2()
                    .createLaunchTemplateVersion(
                        r ->
                            r.dryRun(true)
                                .launchTemplateId("lt-1")
                                .launchTemplateData(d -> d.imageId("ami-new"))));
    assertThat(answer.awsErrorDetails().errorCode()).isEqualTo("DryRunOperation");
    assertThat(versions("$Latest").get(0).versionNumber()).isEqualTo(1);
  }

  @Test
  void answersAnOperationThatItDoesNotKnow() {
    assertThat(
            refused(() -> clients.scaling().describeAccountLimits())
                .awsErrorDetails()
                .errorMessage())
        .contains("DescribeAccountLimits");
    assertThat(refused(() -> clients.eks().listAddons(r -> r.clusterName("demo"))).statusCode())
        .isEqualTo(400);
  }

  @Test
  void showsWhatStandsAgainstAChange() {
    // given
    aws.operatedBy("workers", "eks.amazonaws.com");
    aws.instanceRefresh("workers", true);

    // when, then
    assertThat(
            refused(
                    () ->
                        clients.scaling().suspendProcesses(r -> r.autoScalingGroupName("workers")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("AccessDenied");
    assertThat(
            clients
                .scaling()
                .describeInstanceRefreshes(r -> r.autoScalingGroupName("workers"))
                .instanceRefreshes())
        .hasSize(1);
  }

  private AutoScalingGroup workers() {
    return clients
        .scaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames("workers"))
        .autoScalingGroups()
        .get(0);
  }

  private LaunchTemplateVersion makeVersion(String image, String token) {
    return clients
        .ec2()
        .createLaunchTemplateVersion(
            r ->
                r.launchTemplateId("lt-1")
                    .sourceVersion("1")
                    .clientToken(token)
                    .launchTemplateData(d -> d.imageId(image)))
        .launchTemplateVersion();
  }

  private List<LaunchTemplateVersion> versions(String version) {
    return clients
        .ec2()
        .describeLaunchTemplateVersions(r -> r.launchTemplateId("lt-1").versions(version))
        .launchTemplateVersions();
  }

  private static AwsServiceException refused(Runnable call) {
    return catchThrowableOfType(AwsServiceException.class, call::run);
  }
}
