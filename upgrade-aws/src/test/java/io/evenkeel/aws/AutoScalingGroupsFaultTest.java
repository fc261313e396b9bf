package io.evenkeel.aws;

import static io.evenkeel.aws.Ask.answer;
import static io.evenkeel.aws.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Target;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.ResolvedTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.InstanceProvider;
import io.evenkeel.spi.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutoScalingGroupsFaultTest {
  private static final SimulatedRegion REGION = new SimulatedRegion();

  private final InstanceProvider provider = REGION.provider();
  private final String group = REGION.newGroup(3, 0, 6);
  private final String balanced =
      REGION.newGroup(
          1, 0, 2, options -> options.targetGroup("web-of-" + group, Duration.ofSeconds(60)));
  private final String warmed = REGION.newGroup(1, 0, 2, options -> options.warmPool(1));

  @AfterAll
  static void close() {
    REGION.close();
  }

  static List<String> actions() {
    return SelfManagedGroupPermissions.calledActions();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void whatIsDeniedIsNamed(String action) {
    // given
    List<Answer<?>> answers;
    REGION.aws().run(cloud -> cloud.faults().deny(action));
    // when
    try {
      answers = everything().toList();
    } finally {
      REGION.aws().run(cloud -> cloud.faults().allow(action));
    }
    // then
    assertThat(denied(answers)).containsExactly(action);
  }

  @Test
  void anAnswerThatIsLostLeavesTheOutcomeOpenUntilTheNextLook() {
    // given
    String instance = state().instances().get(0).id();
    REGION
        .aws()
        .run(
            cloud ->
                cloud.faults().loseAnswers("autoscaling:TerminateInstanceInAutoScalingGroup", 1));
    // when
    var first = answer(provider.terminate(group, instance, AfterTermination.GIVE_BACK));
    var second = answer(provider.terminate(group, instance, AfterTermination.GIVE_BACK));
    // then
    assertThat(first).isInstanceOf(Answer.Unknown.class);
    assertThat(second).isInstanceOf(Answer.Missing.class);
    assertThat(state().desired()).isEqualTo(2);
  }

  @Test
  void anAnswerThatIsLostDoesNotMakeASecondTemplateVersion() {
    // given
    ResolvedTarget target = value(provider.resolve(group, Target.latestImage()));
    REGION.aws().run(c -> c.faults().loseAnswers("ec2:CreateLaunchTemplateVersion", 1));
    // when
    var first = answer(provider.createTemplate(group, target, "run-1"));
    var second = value(provider.createTemplate(group, target, "run-1"));
    // then
    assertThat(first).isInstanceOf(Answer.Unknown.class);
    assertThat(second.template().map(TemplateVersion::version)).contains("2");
  }

  @Test
  void aReadOutlastsThrottlingAndAWriteSaysHowLongToWait() {
    // given
    String update = "autoscaling:UpdateAutoScalingGroup";
    REGION
        .aws()
        .run(
            cloud ->
                cloud
                    .faults()
                    .throttle("autoscaling:DescribeAutoScalingGroups", 1, Duration.ofSeconds(1))
                    .throttle(update, 1, Duration.ofSeconds(3)));
    // when
    GroupState seen = state();
    var written = answer(provider.resize(group, new Resize(3, 6, 4, 6)));
    // then
    assertThat(seen.desired()).isEqualTo(3);
    assertThat(written)
        .isInstanceOfSatisfying(
            Answer.Throttled.class,
            throttled -> assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
  }

  private GroupState state() {
    return value(provider.observe(group));
  }

  /** Everything that a run may ask of a group, in an order that works. */
  private Stream<Answer<?>> everything() {
    ResolvedTarget fresh = new ResolvedTarget("ami-new", Optional.empty(), "");
    TemplateVersion first = new TemplateVersion("lt-" + group, "1");
    return Stream.of(
        answer(provider.observe(group)),
        answer(provider.inspect(warmed)),
        answer(provider.observe(balanced)),
        answer(provider.inspect(balanced)),
        answer(provider.deregister(balanced, anyInstance(balanced))),
        answer(provider.resolve(group, Target.latestImage())),
        answer(provider.createTemplate(group, fresh, "run-1")),
        answer(provider.point(group, first, first)),
        answer(provider.suspend(group, List.of("AZRebalance"))),
        answer(provider.resume(group, List.of("AZRebalance"))),
        answer(provider.mark(group, Map.of("run", "r-1"))),
        answer(provider.unmark(group, List.of("run"))),
        answer(provider.terminate(group, anyInstance(group), AfterTermination.REPLACE)));
  }

  private static String anyInstance(String of) {
    return REGION.aws().ask(cloud -> cloud.group(of).state().instances().get(0).id());
  }

  private static SortedSet<String> denied(List<Answer<?>> answers) {
    SortedSet<String> permissions = new TreeSet<>();
    for (Answer<?> answer : answers) {
      if (answer instanceof Answer.Denied<?> denied) {
        permissions.add(denied.permission());
      }
    }
    return permissions;
  }
}
