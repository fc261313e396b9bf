package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static io.evenkeel.aws.Wire.OK;
import static io.evenkeel.aws.Wire.group;
import static io.evenkeel.aws.Wire.groups;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Resize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangingTest {
  private final AwsStub aws = new AwsStub();
  private final AutoScalingGroups provider = aws.provider();

  @AfterEach
  void close() {
    provider.close();
    aws.close();
  }

  @Test
  void aFloatingPointerIsPinnedToItsNumber() {
    // given
    given(group("workers").from("$Latest")).answers("UpdateAutoScalingGroup", OK);
    // when
    value(provider.point("workers", version("$Latest"), version("7")));
    // then
    assertThat(aws.sent("UpdateAutoScalingGroup"))
        .contains("LaunchTemplate.LaunchTemplateId=lt-1", "LaunchTemplate.Version=7")
        .doesNotContain("DesiredCapacity", "MinSize");
  }

  @Test
  void aPointerThatSomebodyElseHasMovedIsLeftAlone() {
    // given
    given(group("workers").from("9"));
    // when
    var answer = answer(provider.point("workers", version("7"), version("8")));
    // then
    assertThat(answer)
        .isEqualTo(new Answer.Conflict<>("group workers launches from lt-1:9, not from lt-1:7"));
  }

  @Test
  void aPointerIsNeverSetToAnAlias() {
    // when
    var answer = answer(provider.point("workers", version("7"), version("$Latest")));
    // then
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(aws.operations()).isEmpty();
  }

  @Test
  void bothSizesAreWrittenTogether() {
    // given
    given(group("workers").sized(1, 3, 3)).answers("UpdateAutoScalingGroup", OK);
    // when
    value(provider.resize("workers", new Resize(3, 3, 5, 6)));
    // then
    assertThat(aws.sent("UpdateAutoScalingGroup"))
        .contains("DesiredCapacity=5", "MaxSize=6")
        .doesNotContain("MinSize", "LaunchTemplate");
  }

  @Test
  void aSizeThatWouldShedInstancesIsNotWritten() {
    // given
    given(
        group("workers")
            .sized(1, 6, 3)
            .instance("i-1", "a", "InService", "3")
            .instance("i-2", "b", "Standby", "3")
            .instance("i-3", "b", "Terminating:Wait", "3"));
    // when
    var shedding = answer(provider.resize("workers", new Resize(3, 6, 1, 6)));
    var belowMinimum = answer(provider.resize("workers", new Resize(3, 6, 0, 6)));
    // then
    assertThat(shedding).isInstanceOf(Answer.Conflict.class);
    assertThat(belowMinimum).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void anInstanceIsTerminatedThroughItsGroupById() {
    // given
    given(group("workers").instance("i-1", "a", "InService", "3"))
        .answers("TerminateInstanceInAutoScalingGroup", OK);
    // when
    value(provider.terminate("workers", "i-1", AfterTermination.GIVE_BACK));
    // then
    assertThat(aws.sent("TerminateInstanceInAutoScalingGroup"))
        .contains("InstanceId=i-1", "ShouldDecrementDesiredCapacity=true");
  }

  @Test
  void anInstanceThatIsLeavingIsNotAskedASecondTime() {
    // given
    given(group("workers").instance("i-1", "a", "Terminating:Wait", "3"));
    // when
    var answer = answer(provider.terminate("workers", "i-1", AfterTermination.GIVE_BACK));
    // then
    assertThat(answer).isInstanceOf(Answer.Missing.class);
    assertThat(aws.operations()).containsExactly("DescribeAutoScalingGroups");
  }

  @Test
  void noPlaceIsGivenBackAtTheMinimum() {
    // given
    given(group("workers").sized(3, 6, 3).instance("i-1", "a", "InService", "3"));
    // when
    var answer = answer(provider.terminate("workers", "i-1", AfterTermination.GIVE_BACK));
    // then
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(answer.problem().orElseThrow().because()).contains("minimum");
  }

  @Test
  void suspendingNothingIsNotSuspendingEverything() {
    // when
    value(provider.suspend("workers", List.of()));
    value(provider.resume("workers", List.of()));
    // then
    assertThat(aws.operations()).isEmpty();
  }

  @Test
  void processesAreSuspendedByName() {
    // given
    aws.answers("SuspendProcesses", OK);
    // when
    value(provider.suspend("workers", List.of("AZRebalance")));
    // then
    assertThat(aws.sent("SuspendProcesses")).contains("ScalingProcesses.member.1=AZRebalance");
  }

  @Test
  void marksAreTagsOfOurOwnThatInstancesDoNotInherit() {
    // given
    aws.answers("CreateOrUpdateTags", OK).answers("DeleteTags", OK);
    // when
    value(provider.mark("workers", Map.of("run", "r1")));
    value(provider.unmark("workers", List.of("run")));
    // then
    assertThat(aws.sent("CreateOrUpdateTags"))
        .contains("Key=evenkeel.io/run", "Value=r1", "PropagateAtLaunch=false");
    assertThat(aws.sent("DeleteTags")).contains("Key=evenkeel.io/run");
  }

  @Test
  void aMarkThatIsTooLongForATagIsRefused() {
    // when
    var answer = answer(provider.mark("workers", Map.of("run", "x".repeat(257))));
    // then
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(answer.problem().orElseThrow().because()).contains("run", "257 of 256");
  }

  private AwsStub given(Wire.GroupXml group) {
    return aws.answers("DescribeAutoScalingGroups", groups(group));
  }

  private static TemplateVersion version(String version) {
    return new TemplateVersion("lt-1", version);
  }
}
