package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.TemplateContent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/** An endpoint over a cloud with one group, and the SDK's clients on it. */
abstract class WireFixture {

  static final String RECOMMENDED =
      "/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/image_id";

  final ScaledTimeline time = ScaledTimeline.atSpeed(1000);
  final SimulatedAws aws = SimulatedAws.serve(SimulatedCloud.on(time), 0);
  final SdkClients clients = SdkClients.on(aws.uri());

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

  AutoScalingGroup workers() {
    return clients
        .scaling()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames("workers"))
        .autoScalingGroups()
        .get(0);
  }

  LaunchTemplateVersion makeVersion(String image, String token) {
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

  List<LaunchTemplateVersion> versions(String version) {
    return clients
        .ec2()
        .describeLaunchTemplateVersions(r -> r.launchTemplateId("lt-1").versions(version))
        .launchTemplateVersions();
  }

  static AwsServiceException refused(Runnable call) {
    return catchThrowableOfType(AwsServiceException.class, call::run);
  }
}
