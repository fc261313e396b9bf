package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static io.evenkeel.aws.Wire.activities;
import static io.evenkeel.aws.Wire.group;
import static io.evenkeel.aws.Wire.groups;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

class FailedCallsTest {
  private static final Resize RAISE = new Resize(3, 6, 4, 7);

  private final AwsStub aws = new AwsStub();
  private final AutoScalingGroups provider = aws.provider();

  @AfterEach
  void close() {
    provider.close();
    aws.close();
  }

  @Test
  void aReadIsRepeatedWhileItsFailureMayPass() {
    // given
    aws.fails("DescribeAutoScalingGroups", 400, "Throttling", "Rate exceeded")
        .fails("DescribeAutoScalingGroups", 503, "ServiceUnavailable", "later")
        .answers("DescribeAutoScalingGroups", groups(group("workers")))
        .answers("DescribeScalingActivities", activities());
    // when
    value(provider.observe("workers"));
    // then
    assertThat(aws.operations()).filteredOn("DescribeAutoScalingGroups"::equals).hasSize(3);
  }

  @Test
  void aReadThatStaysThrottledSaysHowLongToWait() {
    // given
    aws.fails(
        "DescribeAutoScalingGroups",
        400,
        "Throttling",
        "Rate exceeded",
        Map.of("x-amz-retry-after", "7"));
    // when
    var answer = answer(provider.observe("workers"));
    // then
    assertThat(answer)
        .isEqualTo(
            new Answer.Throttled<>(
                Duration.ofMillis(7),
                "DescribeAutoScalingGroups answered Throttling: Rate exceeded"));
  }

  @Test
  void aDeniedReadNamesTheActionAndIsNotRepeated() {
    // given
    aws.fails("DescribeAutoScalingGroups", 403, "AccessDenied", "not authorized");
    // when
    var answer = answer(provider.observe("workers"));
    // then
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Denied.class,
            denied ->
                assertThat(denied.permission()).isEqualTo("autoscaling:DescribeAutoScalingGroups"));
    assertThat(aws.operations()).hasSize(1);
  }

  @Test
  void expiredCredentialsAreNoDenialSinceTheyMayBeRenewed() {
    // given
    aws.fails("DescribeAutoScalingGroups", 403, "ExpiredToken", "The security token is expired");
    // when
    var answer = answer(provider.observe("workers"));
    // then
    assertThat(answer).isInstanceOf(Answer.Unauthenticated.class);
    assertThat(aws.operations()).hasSize(1);
  }

  @Test
  void aWriteIsOneAttempt() {
    // given
    theGroupIsThere().fails("UpdateAutoScalingGroup", 400, "Throttling", "Rate exceeded");
    // when
    var answer = answer(provider.resize("workers", RAISE));
    // then
    assertThat(answer).isInstanceOf(Answer.Throttled.class);
    assertThat(aws.operations()).containsOnlyOnce("UpdateAutoScalingGroup");
  }

  @Test
  void aWriteWhoseLineBreaksIsSentOnceAndItsOutcomeIsUnknown() {
    // given
    theGroupIsThere().hangsUp("UpdateAutoScalingGroup");
    // when
    var answer = answer(provider.resize("workers", RAISE));
    // then
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    assertThat(aws.operations()).containsOnlyOnce("UpdateAutoScalingGroup");
  }

  @Test
  void aWriteThatFailsInsideOfAwsHasAnUnknownOutcome() {
    // given
    theGroupIsThere().fails("UpdateAutoScalingGroup", 500, "InternalFailure", "oops");
    // when
    var answer = answer(provider.resize("workers", RAISE));
    // then
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void aGroupThatIsBusyAsksForPatience() {
    // given
    theGroupIsThere()
        .fails("UpdateAutoScalingGroup", 400, "ScalingActivityInProgress", "busy")
        .fails("UpdateAutoScalingGroup", 500, "ResourceContention", "busy");
    // when
    var first = answer(provider.resize("workers", RAISE));
    var second = answer(provider.resize("workers", RAISE));
    // then
    assertThat(List.of(first, second))
        .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Throttled.class));
  }

  @Test
  void whatAwsFindsInvalidIsRefusedInItsWords() {
    // given
    theGroupIsThere()
        .fails("UpdateAutoScalingGroup", 400, "ValidationError", "The quota is exceeded");
    // when
    var answer = answer(provider.resize("workers", RAISE));
    // then
    assertThat(answer)
        .isEqualTo(
            new Answer.Refused<>(
                "UpdateAutoScalingGroup answered ValidationError: The quota is exceeded"));
  }

  @Test
  void aTemplateThatWeMayNotLaunchFromNamesThatPermission() {
    // given
    theGroupIsThere()
        .fails(
            "UpdateAutoScalingGroup",
            400,
            "ValidationError",
            "You are not authorized to use launch template: lt-1");
    // when
    var answer =
        answer(
            provider.point(
                "workers", new TemplateVersion("lt-1", "3"), new TemplateVersion("lt-1", "4")));
    // then
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Denied.class,
            denied -> assertThat(denied.permission()).isEqualTo("ec2:RunInstances"));
  }

  @Test
  void theCipherOfADenialIsLeftOut() {
    // given
    aws.fails(
        "DescribeAutoScalingGroups",
        403,
        "UnauthorizedOperation",
        "Not authorized. Encoded authorization failure message: AAAA");
    // when
    var answer = answer(provider.observe("workers"));
    // then
    assertThat(answer.problem().orElseThrow().because()).doesNotContain("AAAA");
  }

  @Test
  void aProviderThatIsClosedSaysSo() {
    // given
    provider.close();
    // when
    var answer = answer(provider.observe("workers"));
    // then
    assertThat(answer).isEqualTo(new Answer.Refused<>("the provider is closed"));
  }

  @Test
  void aBuilderNamesEveryProblemAtOnce() {
    assertThatThrownBy(() -> AutoScalingGroups.builder().callTimeout(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no region")
        .hasMessageContaining("call timeout");
  }

  @Test
  void clientsThatRepeatCallsAreNotAccepted() {
    // given
    Region region = Region.EU_WEST_1;
    var nobody = AnonymousCredentialsProvider.create();
    try (var scaling =
            AutoScalingClient.builder().region(region).credentialsProvider(nobody).build();
        var balancing =
            ElasticLoadBalancingV2Client.builder()
                .region(region)
                .credentialsProvider(nobody)
                .build();
        var ec2 = Ec2Client.builder().region(region).credentialsProvider(nobody).build();
        var ssm = SsmClient.builder().region(region).credentialsProvider(nobody).build();
        var eks = EksClient.builder().region(region).credentialsProvider(nobody).build()) {
      // when, then
      var builder = AutoScalingGroups.builder().clients(scaling, balancing, ec2, ssm, eks);
      assertThatThrownBy(builder::build)
          .hasMessageContaining("AutoScalingClient")
          .hasMessageContaining("doNotRetry");
    }
  }

  private AwsStub theGroupIsThere() {
    return aws.answers("DescribeAutoScalingGroups", groups(group("workers")));
  }
}
