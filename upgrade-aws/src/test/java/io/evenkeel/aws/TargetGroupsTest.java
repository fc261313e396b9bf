package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static io.evenkeel.aws.Wire.OK;
import static io.evenkeel.aws.Wire.activities;
import static io.evenkeel.aws.Wire.group;
import static io.evenkeel.aws.Wire.groups;
import static io.evenkeel.aws.Wire.result;
import static io.evenkeel.aws.Wire.template;
import static io.evenkeel.aws.Wire.templates;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Interference;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.model.TargetRegistration.State;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What load balancers tell of the instances of a group, and how these are taken out of them. */
class TargetGroupsTest {
  private static final String WEB =
      "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/73e2d6bc24d8a067";

  private final AwsStub aws = new AwsStub();
  private final AutoScalingGroups provider = aws.provider();

  @AfterEach
  void close() {
    provider.close();
    aws.close();
  }

  @Test
  void anInstanceIsWhereTrafficMayComeToIt() {
    // given
    balanced(web())
        .answers(
            "DescribeTargetHealth",
            health(
                target("i-1", 80, "healthy"),
                target("i-2", 80, "initial"),
                target("i-3", 80, "unhealthy.draining"),
                target("i-4", 80, "unused")));
    // when
    GroupState state = value(provider.observe("workers"));
    // then
    assertThat(places(state, "i-1")).containsExactly(place(State.REGISTERED));
    assertThat(places(state, "i-2")).containsExactly(place(State.REGISTERED));
    assertThat(places(state, "i-3")).containsExactly(place(State.DRAINING));
    assertThat(places(state, "i-4")).isEmpty();
  }

  @Test
  void anInstanceHasLeftWhenItIsLetGoOfAtAllItsPorts() {
    // given
    balanced(web())
        .answers(
            "DescribeTargetHealth",
            health(target("i-1", 80, "draining"), target("i-1", 443, "healthy")));
    // when
    GroupState state = value(provider.observe("workers"));
    // then
    assertThat(places(state, "i-1")).containsExactly(place(State.REGISTERED));
  }

  @Test
  void anInstanceIsTakenOutAtThePortsThatStillServe() {
    // given
    balanced(web())
        .answers(
            "DescribeTargetHealth",
            health(
                target("i-1", 80, "draining"),
                target("i-1", 443, "healthy"),
                target("i-2", 443, "healthy")))
        .answers("DeregisterTargets", OK);
    // when
    value(provider.deregister("workers", "i-1"));
    // then
    assertThat(aws.sent("DeregisterTargets"))
        .contains("Targets.member.1.Id=i-1", "Targets.member.1.Port=443")
        .doesNotContain("Targets.member.2");
  }

  @Test
  void whoDrainsAlreadyIsNotTakenOutOnceMore() {
    // given
    balanced(web()).answers("DescribeTargetHealth", health(target("i-1", 80, "draining")));
    // when
    value(provider.deregister("workers", "i-1"));
    // then
    assertThat(aws.operations()).doesNotContain("DeregisterTargets");
  }

  @Test
  void anInstanceOfAnotherGroupIsLeftAlone() {
    // given
    balanced(web());
    // when, then
    assertThat(answer(provider.deregister("workers", "i-9"))).isInstanceOf(Answer.Missing.class);
    assertThat(aws.operations()).doesNotContain("DeregisterTargets");
  }

  @Test
  void aGroupWithoutTargetGroupsAsksNoLoadBalancer() {
    // given
    balanced("");
    // when
    value(provider.observe("workers"));
    value(provider.deregister("workers", "i-1"));
    // then
    assertThat(aws.operations()).noneMatch(operation -> operation.contains("Target"));
  }

  @Test
  void aTargetGroupThatIsGoneLeadsNowhere() {
    // given
    balanced(web()).fails("DescribeTargetHealth", 400, "TargetGroupNotFound", "not found");
    // when, then
    assertThat(value(provider.observe("workers")).instances())
        .allMatch(instance -> instance.registrations().isEmpty());
  }

  @Test
  void whoMayNotReadTheHealthOfTargetsIsToldSoBeforeAnythingIsChanged() {
    // given
    inspected(web()).fails("DescribeTargetHealth", 403, "AccessDenied", "no policy allows it");
    // when
    Answer<List<Finding>> answer = answer(provider.inspect("workers"));
    // then
    assertThat(answer).isInstanceOf(Answer.Denied.class);
    assertThat(((Answer.Denied<?>) answer).permission())
        .isEqualTo("elasticloadbalancing:DescribeTargetHealth");
  }

  @Test
  void aTargetGroupThatLetsGoSlowlyIsWarnedAbout() {
    // given
    inspected(web()).answers("DescribeTargetHealth", health());
    aws.answers("DescribeTargetGroupAttributes", attributes(3600));
    // when
    List<Finding> found = value(provider.inspect("workers"));
    // then
    assertThat(found).extracting(Finding::code).containsExactly("TARGET_GROUP_LETS_GO_SLOWLY");
    assertThat(found.get(0).what()).contains("web", "3600 s");
    assertThat(found.get(0).blocks()).isFalse();
  }

  @Test
  void loadBalancersThatCannotBeAwaitedAreNamed() {
    // given
    inspected(
        "<LoadBalancerNames><member>old-front</member></LoadBalancerNames>"
            + "<TrafficSources><member><Identifier>tg-lattice</Identifier>"
            + "<Type>vpc-lattice</Type></member></TrafficSources>");
    // when
    List<Finding> found = value(provider.inspect("workers"));
    // then
    assertThat(found).extracting(Finding::code).containsExactly("LOAD_BALANCER_NOT_AWAITED");
    assertThat(found.get(0).what()).contains("old-front, tg-lattice");
  }

  @Test
  void replacingTheUnhealthyInterferesOnlyWhereLoadBalancersDecideHealth() {
    assertThat(interfering("EC2")).containsExactly("AZRebalance");
    assertThat(interfering("EC2,EBS")).containsExactly("AZRebalance");
    assertThat(interfering("ELB")).containsExactly("AZRebalance", "ReplaceUnhealthy");
    assertThat(interfering("EC2,ELB")).containsExactly("AZRebalance", "ReplaceUnhealthy");
  }

  private static List<String> interfering(String checks) {
    try (AwsStub stub = new AwsStub();
        AutoScalingGroups observed = stub.provider()) {
      stub.answers(
              "DescribeAutoScalingGroups",
              groups(group("w").with("<HealthCheckType>" + checks + "</HealthCheckType>")))
          .answers("DescribeScalingActivities", activities());
      return value(observed.observe("w")).interferences().stream()
          .map(Interference::process)
          .toList();
    }
  }

  private AwsStub balanced(String more) {
    Wire.GroupXml workers = group("workers").with(more);
    for (String id : List.of("i-1", "i-2", "i-3", "i-4")) {
      workers.instance(id, "a", "InService", "3");
    }
    return aws.answers("DescribeAutoScalingGroups", groups(workers))
        .answers("DescribeScalingActivities", activities())
        .answers("DescribeTargetGroupAttributes", attributes(120))
        .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-3")));
  }

  private AwsStub inspected(String more) {
    return aws.answers("DescribeAutoScalingGroups", groups(group("workers").with(more)))
        .answers("DescribeInstanceRefreshes", result("DescribeInstanceRefreshes", ""))
        .answers("DescribeScheduledActions", result("DescribeScheduledActions", ""))
        .answers("DescribeLifecycleHooks", result("DescribeLifecycleHooks", ""))
        .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-3")));
  }

  private static String web() {
    return "<TargetGroupARNs><member>" + WEB + "</member></TargetGroupARNs>";
  }

  private static String health(String... targets) {
    return result(
        "DescribeTargetHealth",
        "<TargetHealthDescriptions>" + String.join("", targets) + "</TargetHealthDescriptions>");
  }

  private static String target(String id, int port, String state) {
    return "<member><Target><Id>%s</Id><Port>%d</Port></Target><TargetHealth><State>%s</State></TargetHealth></member>"
        .formatted(id, port, state);
  }

  private static String attributes(int seconds) {
    return result(
        "DescribeTargetGroupAttributes",
        "<Attributes><member><Key>deregistration_delay.timeout_seconds</Key><Value>%d</Value></member></Attributes>"
            .formatted(seconds));
  }

  private static TargetRegistration place(State state) {
    return new TargetRegistration("web", state, Duration.ofSeconds(120));
  }

  private static List<TargetRegistration> places(GroupState state, String instance) {
    return state.instance(instance).map(Instance::registrations).orElseThrow();
  }
}
