package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static io.evenkeel.aws.Wire.created;
import static io.evenkeel.aws.Wire.group;
import static io.evenkeel.aws.Wire.groups;
import static io.evenkeel.aws.Wire.image;
import static io.evenkeel.aws.Wire.template;
import static io.evenkeel.aws.Wire.templates;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Target;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static final String OLD = "amazon-eks-node-al2023-arm64-standard-1.33-v20250701";
  private static final String NEW = "amazon-eks-node-al2023-arm64-standard-1.33-v20251101";
  private static final ResolvedTarget FRESH = new ResolvedTarget("ami-2", Optional.empty(), "");

  private final AwsStub aws = new AwsStub();
  private final AutoScalingGroups provider = aws.provider();

  @AfterEach
  void close() {
    provider.close();
    aws.close();
  }

  @Test
  void theLatestImageIsTheOneOfTheClustersVersionAndTheGroupsKind() {
    // given
    aGroupOnItsThirdVersion();
    // when
    ResolvedTarget target = value(provider.resolve("workers", Target.latestImage()));
    // then
    assertThat(aws.sent("GetParameter"))
        .contains(
            "/aws/service/eks/optimized-ami/1.33/amazon-linux-2023/arm64/standard/recommended/image_id");
    assertThat(target.image()).isEqualTo("ami-2");
    assertThat(target.template()).isEmpty();
    assertThat(target.description()).isEqualTo(OLD + " (ami-1), version 3 -> " + NEW + " (ami-2)");
  }

  @Test
  void aGroupThatHasTheImageIsAtItsTarget() {
    // given
    aGroupOnItsThirdVersion();
    // when
    ResolvedTarget target = value(provider.resolve("workers", Target.image("ami-1")));
    // then
    assertThat(target.template()).contains(new TemplateVersion("lt-1", "3"));
  }

  @Test
  void whatIsNoVersionIsRefused() {
    // given
    aGroupOnItsThirdVersion();
    // when
    var answer = answer(provider.resolve("workers", Target.kubernetes("newest")));
    // then
    assertThat(answer)
        .isEqualTo(new Answer.Refused<>("'newest' is no Kubernetes version; write it like 1.34"));
  }

  @Test
  void anotherTemplateIsRefused() {
    // given
    aGroupOnItsThirdVersion();
    // when
    var answer = answer(provider.resolve("workers", Target.launchTemplate("lt-2", 1)));
    // then
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(answer.problem().orElseThrow().because()).contains("lt-1", "lt-2");
  }

  @Test
  void anImageOfUnknownKindAsksForItsFamily() {
    // given
    aws.answers("DescribeImages", image("ami-1", "golden-image-42", "arm64"));
    aGroupOnItsThirdVersion();
    // when
    var answer = answer(provider.resolve("workers", Target.latestImage()));
    // then
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(answer.problem().orElseThrow().because())
        .contains("golden-image-42", "image family");
  }

  @Test
  void aFamilyThatIsSetNeedsNoGuess() {
    // given
    aws.answers("DescribeImages", image("ami-1", "golden-image-42", "arm64"));
    aGroupOnItsThirdVersion();
    // when
    try (AutoScalingGroups told =
        aws.builder().cluster("c").imageFamily(ImageFamily.BOTTLEROCKET).build()) {
      value(told.resolve("workers", Target.latestImage()));
    }
    // then
    assertThat(aws.sent("GetParameter"))
        .contains("/aws/service/bottlerocket/aws-k8s-1.33/arm64/latest/image_id");
  }

  @Test
  void theNewVersionIsTheCurrentOneWithAnotherImage() {
    // given
    aGroupOnItsThirdVersion();
    aws.answers("CreateLaunchTemplateVersion", created(4, "ami-2"));
    // when
    ResolvedTarget made = value(provider.createTemplate("workers", FRESH, "run-1"));
    // then
    assertThat(made.template()).contains(new TemplateVersion("lt-1", "4"));
    assertThat(aws.sent("CreateLaunchTemplateVersion"))
        .contains("SourceVersion=3", "LaunchTemplateData.ImageId=ami-2", "ClientToken=evenkeel-")
        .doesNotContain("BlockDeviceMapping");
  }

  @Test
  void aVersionThatOurTokenHasMadeIsFoundAgain() {
    // given
    aGroupOnItsThirdVersion();
    aws.answers("CreateLaunchTemplateVersion", created(4, "ami-2"));
    value(provider.createTemplate("workers", FRESH, "run-1"));
    String description = descriptionOf(aws.sent("CreateLaunchTemplateVersion"));
    try (AwsStub later = new AwsStub();
        AutoScalingGroups successor = later.provider()) {
      later
          .answers("DescribeAutoScalingGroups", groups(group("workers")))
          .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-1")))
          .answers(
              "DescribeLaunchTemplateVersions",
              templates(template(4, "ami-2", description, ""), template(3, "ami-1")));
      // when
      ResolvedTarget again = value(successor.createTemplate("workers", FRESH, "run-1"));
      // then
      assertThat(again.template()).contains(new TemplateVersion("lt-1", "4"));
      assertThat(later.operations()).doesNotContain("CreateLaunchTemplateVersion");
    }
  }

  @Test
  void snapshotsOfDataDisksAreGivenAgainAndTheRootDisksIsNot() {
    // given
    String disks =
        "<blockDeviceMappingSet>"
            + disk("/dev/xvda", "snap-old-image", 50)
            + disk("/dev/sdb", "snap-models", 100)
            + "</blockDeviceMappingSet>";
    aws.answers("DescribeAutoScalingGroups", groups(group("workers")))
        .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-1", "", disks)))
        .answers("DescribeImages", image("ami-2", NEW, "arm64"))
        .answers("CreateLaunchTemplateVersion", created(4, "ami-2"));
    // when
    value(provider.createTemplate("workers", FRESH, "run-1"));
    // then
    assertThat(aws.sent("CreateLaunchTemplateVersion"))
        .contains("snap-models", "VolumeSize=50", "VolumeSize=100")
        .doesNotContain("snap-old-image");
  }

  private void aGroupOnItsThirdVersion() {
    aws.answers(
            "DescribeAutoScalingGroups",
            groups(group("workers").tag("kubernetes.io/cluster/shop", "owned")))
        .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-1")))
        .answers("DescribeImages", image("ami-1", OLD, "arm64"))
        .answers("DescribeImages", image("ami-2", NEW, "arm64"))
        .answers("GetParameter", "{\"Parameter\":{\"Name\":\"p\",\"Value\":\"ami-2\"}}")
        .answers("DescribeCluster", "{\"cluster\":{\"name\":\"shop\",\"version\":\"1.33\"}}");
  }

  private static String disk(String device, String snapshot, int size) {
    return "<item><deviceName>%s</deviceName><ebs><snapshotId>%s</snapshotId><volumeSize>%d</volumeSize></ebs></item>"
        .formatted(device, snapshot, size);
  }

  private static String descriptionOf(String request) {
    int start = request.indexOf("VersionDescription=") + "VersionDescription=".length();
    int end = request.indexOf('&', start);
    return end < 0 ? request.substring(start) : request.substring(start, end);
  }
}
