package io.evenkeel.aws.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

class TargetGroupsWireTest extends WireFixture {
  /** Longer than a test takes, although time flies there. */
  private static final Duration DELAY = Duration.ofHours(20);

  @BeforeEach
  void stateGroupsBehindALoadBalancer() {
    aws.run(
        cloud -> {
          cloud.group(
              "front",
              group -> group.size(2).options(o -> o.targetGroup("web", DELAY).asksLoadBalancer()));
          cloud.group("front").suspend(List.of("ReplaceUnhealthy"));
          cloud.group(
              "shop",
              group -> group.size(2).options(o -> o.targetGroup("quick", Duration.ofSeconds(20))));
        });
  }

  @Test
  void aGroupTellsItsTargetGroupsAndWhoDecidesHealth() {
    // when
    var front =
        clients
            .scaling()
            .describeAutoScalingGroups(r -> r.autoScalingGroupNames("front"))
            .autoScalingGroups()
            .get(0);

    // then
    assertThat(front.targetGroupARNs()).containsExactly(web());
    assertThat(front.trafficSources()).extracting(s -> s.identifier()).containsExactly(web());
    assertThat(front.healthCheckType()).isEqualTo("ELB");
    assertThat(workers().targetGroupARNs()).isEmpty();
    assertThat(workers().healthCheckType()).isEqualTo("EC2");
  }

  @Test
  void targetGroupsAreDescribedWithTheirDelay() {
    // when
    List<TargetGroup> found = clients.balancing().describeTargetGroups().targetGroups();
    var attributes =
        clients
            .balancing()
            .describeTargetGroupAttributes(r -> r.targetGroupArn(web()))
            .attributes();

    // then
    assertThat(found).extracting(TargetGroup::targetGroupName).containsExactly("web", "quick");
    assertThat(attributes)
        .anyMatch(
            each ->
                each.key().equals("deregistration_delay.timeout_seconds")
                    && each.value().equals("72000"));
  }

  @Test
  void whatIsTakenOutDrainsAndCanBePutBack() {
    // given
    List<TargetHealthDescription> before = health();
    TargetDescription first = before.get(0).target();

    // when
    clients.balancing().deregisterTargets(r -> r.targetGroupArn(web()).targets(first));
    String leaving = stateOf(first.id());
    clients.balancing().registerTargets(r -> r.targetGroupArn(web()).targets(first));
    String back = stateOf(first.id());

    // then
    assertThat(before)
        .hasSize(2)
        .allMatch(each -> each.targetHealth().stateAsString().equals("healthy"));
    assertThat(leaving).isEqualTo("draining");
    assertThat(back).isEqualTo("healthy");
  }

  @Test
  void whoHasLeftIsNotListedAndUnusedWhereItIsAskedFor() {
    // given
    TargetDescription first = health(quick()).get(0).target();

    // when
    clients.balancing().deregisterTargets(r -> r.targetGroupArn(quick()).targets(first));
    aws.await(
        cloud -> cloud.instance(first.id()).filter(i -> i.registrations().isEmpty()).isPresent());

    // then
    assertThat(health(quick())).hasSize(1).noneMatch(each -> each.target().id().equals(first.id()));
    assertThat(
            clients
                .balancing()
                .describeTargetHealth(r -> r.targetGroupArn(quick()).targets(first))
                .targetHealthDescriptions())
        .extracting(each -> each.targetHealth().stateAsString())
        .containsExactly("unused");
  }

  @Test
  void whatDoesNotExistIsRefusedByName() {
    assertThat(
            refused(() -> clients.balancing().describeTargetHealth(r -> r.targetGroupArn("arn")))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("TargetGroupNotFound");
    assertThat(
            refused(
                    () ->
                        clients
                            .balancing()
                            .deregisterTargets(
                                r -> r.targetGroupArn(web()).targets(x -> x.id("i-none"))))
                .awsErrorDetails()
                .errorCode())
        .isEqualTo("InvalidTarget");
  }

  @Test
  void aDeniedCallIsToldInTheWordsOfTheService() {
    // given
    aws.run(cloud -> cloud.faults().deny("elasticloadbalancing:DescribeTargetHealth"));

    // when
    var denied = refused(this::health);

    // then
    assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    assertThat(denied.awsErrorDetails().errorMessage())
        .contains("elasticloadbalancing:DescribeTargetHealth");
  }

  private List<TargetHealthDescription> health() {
    return health(web());
  }

  private List<TargetHealthDescription> health(String targetGroup) {
    return clients
        .balancing()
        .describeTargetHealth(r -> r.targetGroupArn(targetGroup))
        .targetHealthDescriptions();
  }

  private String stateOf(String instance) {
    return health().stream()
        .filter(each -> each.target().id().equals(instance))
        .map(each -> each.targetHealth().stateAsString())
        .findFirst()
        .orElse("not listed");
  }

  private String web() {
    return arn("web");
  }

  private String quick() {
    return arn("quick");
  }

  private String arn(String name) {
    return clients
        .balancing()
        .describeTargetGroups(r -> r.names(name))
        .targetGroups()
        .get(0)
        .targetGroupArn();
  }
}
