package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class FaultsWireTest extends WireFixture {

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
  void answersAnOperationThatItDoesNotKnow() {
    assertThat(
            refused(() -> clients.scaling().describeAccountLimits())
                .awsErrorDetails()
                .errorMessage())
        .contains("DescribeAccountLimits");
    assertThat(
            refused(() -> clients.eks().listFargateProfiles(r -> r.clusterName("demo")))
                .statusCode())
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
}
