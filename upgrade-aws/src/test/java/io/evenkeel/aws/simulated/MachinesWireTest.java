package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Tag;

class MachinesWireTest extends WireFixture {

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
}
