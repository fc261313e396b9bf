package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static io.evenkeel.aws.Wire.activities;
import static io.evenkeel.aws.Wire.activity;
import static io.evenkeel.aws.Wire.group;
import static io.evenkeel.aws.Wire.groups;
import static io.evenkeel.aws.Wire.template;
import static io.evenkeel.aws.Wire.templates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservingTest {
  private final AwsStub aws = new AwsStub();
  private final AutoScalingGroups provider = aws.provider();

  @AfterEach
  void close() {
    provider.close();
    aws.close();
  }

  @Test
  void aGroupIsReadIntoOurWords() {
    // given
    aws.answers(
            "DescribeAutoScalingGroups",
            groups(
                group("workers")
                    .sized(2, 8, 4)
                    .instance("i-1", "a", "InService", "3")
                    .instance("i-2", "b", "Pending:Wait", "4")
                    .instance("i-3", "a", "Terminating:Wait", "3")
                    .instance("i-4", "b", "ReplacingRootVolume", "3")
                    .instance("i-5", "b", "Warmed:Stopped", "3")
                    .tag("evenkeel.io/run", "r1")
                    .tag("team", "shop")
                    .with(
                        "<SuspendedProcesses><member><ProcessName>AZRebalance</ProcessName></member></SuspendedProcesses>")))
        .answers("DescribeScalingActivities", activities())
        .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-3")))
        .answers("DescribeLaunchTemplateVersions", templates(template(4, "ami-4")));
    // when
    GroupState state = value(provider.observe("workers"));
    // then
    assertThat(state.min()).isEqualTo(2);
    assertThat(state.max()).isEqualTo(8);
    assertThat(state.desired()).isEqualTo(4);
    assertThat(state.zones()).containsExactly("a", "b");
    assertThat(state.pointer()).isEqualTo(new TemplateVersion("lt-1", "3"));
    assertThat(state.suspended()).containsExactly("AZRebalance");
    assertThat(state.marks()).containsExactly(entry("run", "r1"));
    assertThat(state.recentFailure()).isEmpty();
    assertThat(state.instances())
        .extracting(Instance::id, Instance::state, Instance::image)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("i-1", Instance.State.IN_SERVICE, "ami-3"),
            org.assertj.core.groups.Tuple.tuple("i-2", Instance.State.PENDING, "ami-4"),
            org.assertj.core.groups.Tuple.tuple("i-3", Instance.State.TERMINATING, "ami-3"),
            org.assertj.core.groups.Tuple.tuple("i-4", Instance.State.OTHER, "ami-3"));
  }

  @Test
  void imagesOfNumberedVersionsAreReadOnce() {
    // given
    aws.answers(
            "DescribeAutoScalingGroups",
            groups(group("workers").instance("i-1", "a", "InService", "3")))
        .answers("DescribeScalingActivities", activities())
        .answers("DescribeLaunchTemplateVersions", templates(template(3, "ami-3")));
    // when
    value(provider.observe("workers"));
    value(provider.observe("workers"));
    // then
    assertThat(aws.operations()).containsOnlyOnce("DescribeLaunchTemplateVersions");
  }

  @Test
  void anAliasIsShownAsFoundAndItsNumberIsTold() {
    // given
    aws.answers("DescribeAutoScalingGroups", groups(group("workers").from("$Latest")))
        .answers("DescribeScalingActivities", activities())
        .answers("DescribeLaunchTemplateVersions", templates(template(7, "ami-7")));
    // when
    GroupState state = value(provider.observe("workers"));
    TemplateVersion number = value(provider.launchesFrom("workers"));
    // then
    assertThat(state.pointer()).isEqualTo(new TemplateVersion("lt-1", "$Latest"));
    assertThat(number).isEqualTo(new TemplateVersion("lt-1", "7"));
  }

  @Test
  void aTemplateVersionThatIsGoneHasNoImage() {
    // given
    aws.answers(
            "DescribeAutoScalingGroups",
            groups(group("workers").instance("i-1", "a", "InService", "2")))
        .answers("DescribeScalingActivities", activities())
        .failsInEc2(
            "DescribeLaunchTemplateVersions", 400, "InvalidLaunchTemplateId.VersionNotFound", "no");
    // when
    GroupState state = value(provider.observe("workers"));
    // then
    assertThat(state.instances()).extracting(Instance::image).containsExactly("");
  }

  @Test
  void theLastFailedLaunchIsToldUntilOneSucceeds() {
    // given
    String failed = activity("Launching a new EC2 instance", "Failed", "no capacity in zone a");
    String running = activity("Launching a new EC2 instance", "InProgress", "");
    String ended = activity("Terminating EC2 instance: i-9", "Successful", "");
    String worked = activity("Launching a new EC2 instance: i-8", "Successful", "");
    aws.answers("DescribeAutoScalingGroups", groups(group("workers")))
        .answers("DescribeScalingActivities", activities(running, ended, failed, worked))
        .answers("DescribeScalingActivities", activities(worked, failed));
    // when
    Optional<String> before = value(provider.observe("workers")).recentFailure();
    Optional<String> after = value(provider.observe("workers")).recentFailure();
    // then
    assertThat(before).contains("no capacity in zone a");
    assertThat(after).isEmpty();
  }

  @Test
  void aGroupThatDoesNotExistIsMissing() {
    // given
    aws.answers("DescribeAutoScalingGroups", groups());
    // when
    Answer<GroupState> answer = answer(provider.observe("wrokers"));
    // then
    assertThat(answer).isInstanceOf(Answer.Missing.class);
    assertThat(answer.problem().orElseThrow().because()).contains("wrokers", "spelling");
  }

  @Test
  void aLaunchConfigurationIsRefused() {
    // given
    aws.answers(
        "DescribeAutoScalingGroups", groups(group("workers").launchConfiguration("old-way")));
    // when
    Answer<GroupState> answer = answer(provider.observe("workers"));
    // then
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(answer.problem().orElseThrow().because()).contains("old-way", "launch template");
  }
}
