package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpdateSummary;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneChange.ToVersion;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a run does about each answer of a control plane that is not the one that is hoped for. */
class ControlPlaneAnswersTest {
  private static final Answer.Source SOURCE = Answer.Source.ANSWER;

  private final ControlPlaneScene scene = new ControlPlaneScene();
  private final ControlPlanePorts ports = new ControlPlanePorts(scene);

  private static Stream<Answer<Object>> passing() {
    return Stream.of(
        new Answer.Unknown<>("the line is broken", Answer.Source.ANSWER),
        new Answer.Throttled<>(Duration.ofSeconds(20), "too many calls"),
        new Answer.Unauthenticated<>("the token has expired"),
        new Answer.Missing<>("there is no such update yet"));
  }

  @TestFactory
  Stream<DynamicTest> a_change_that_cannot_be_seen_for_a_while_is_followed_to_its_end() {
    return passing()
        .map(
            answer ->
                test(answer, () -> new ControlPlaneAnswersTest().seenAgain("progress", answer)));
  }

  @TestFactory
  Stream<DynamicTest> a_control_plane_that_cannot_be_read_for_a_while_is_read_again() {
    return Stream.of("observe", "inspect")
        .flatMap(
            method ->
                passing()
                    .map(
                        answer ->
                            DynamicTest.dynamicTest(
                                method + " " + kind(answer),
                                () -> new ControlPlaneAnswersTest().seenAgain(method, answer))));
  }

  private void seenAgain(String method, Answer<Object> answer) {
    // given
    ControlPlane port = ports.answering(method, answer, Duration.ofMinutes(8));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(port, cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly("control plane 1.35");
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.Waiting waiting
                    && waiting.subject().equals("control plane")
                    && waiting.because().contains(because(answer)));
  }

  @Test
  void a_second_time_without_sight_counts_from_its_own_beginning() {
    // given
    scene.plane.upgradesWithin(Duration.ofMinutes(30));
    ControlPlane twice =
        ports.answering(
            "progress",
            new Answer.Unknown<>("the line is broken", SOURCE),
            since -> since.toMinutes() % 8 < 6);

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(twice, cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
  }

  @TestFactory
  Stream<DynamicTest> a_change_that_can_never_be_seen_ends_the_run_by_name() {
    return passing()
        .map(
            answer ->
                test(answer, () -> new ControlPlaneAnswersTest().neverSeen("progress", answer)));
  }

  @TestFactory
  Stream<DynamicTest> a_control_plane_that_can_never_be_read_ends_the_run_by_name() {
    return passing()
        .map(
            answer ->
                test(answer, () -> new ControlPlaneAnswersTest().neverSeen("observe", answer)));
  }

  private void neverSeen(String method, Answer<Object> answer) {
    // given
    ControlPlane port = ports.answering(method, answer, Duration.ofDays(1));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(port, cp -> cp.to("1.35")));

    // then
    ControlPlaneScene.assertFailed(
        outcome, FailureReason.UNREACHABLE, because(answer), "goes on with what is under way");
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
    assertThat(scene.ours()).isEmpty();
  }

  @Test
  void a_denial_that_lasts_for_a_moment_is_no_reason_to_end() {
    // given
    ControlPlane port = ports.answering("progress", denied(), Duration.ofSeconds(20));

    // when
    UpgradeOutcome outcome = scene.run(scene.plan(port, cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
  }

  @TestFactory
  Stream<DynamicTest> a_permission_that_is_denied_is_named() {
    return Stream.of("observe", "inspect", "progress", "start")
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method, () -> new ControlPlaneAnswersTest().namesPermission(method)));
  }

  private void namesPermission(String method) {
    // given
    ControlPlane port = ports.answering(method, denied(), Duration.ofDays(1));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(port, cp -> cp.to("1.35")));

    // then
    ControlPlaneScene.assertFailed(
        outcome, FailureReason.DENIED, "not allowed", "grant eks:SomeCall");
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void a_version_that_is_none_does_not_look_like_the_end_of_the_way() {
    // given
    ControlPlane port =
        ports.answering(
            "observe",
            Answer.ok(new ControlPlaneState("the newest", List.of(), Optional.empty())),
            Duration.ofDays(1));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(port, cp -> cp.to("1.35")));

    // then
    ControlPlaneScene.assertFailed(
        outcome, FailureReason.PLUG_IN, "observe(..)", "mend that method");
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void a_change_of_somebody_who_was_faster_is_followed() {
    // given
    scene.plane.upgradesWithin(Duration.ofMinutes(40));
    ControlPlane faster =
        ports.calling(
            "start",
            call -> {
              if (call == 1) {
                scene.plane.start(new ToVersion("1.34", "1.35"), "by hand");
              }
              return Optional.empty();
            });

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(faster, cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly("control plane 1.35");
    assertThat(scene.updatesStarted())
        .extracting(UpgradeEvent.UpdateStarted::origin)
        .containsExactly(UpgradeEvent.UpdateOrigin.FOUND_UNDER_WAY);
    assertThat(outcome.summary().updates())
        .extracting(UpdateSummary::subject, UpdateSummary::from, UpdateSummary::to)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("control plane", "1.34", "1.35"));
  }

  @Test
  void a_start_whose_answer_is_lost_is_not_asked_for_again() {
    // given
    ControlPlane lossy = ports.losingStarts();

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(lossy, cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly("control plane 1.35");
  }

  @Test
  void a_cancelled_run_waits_for_a_change_that_it_may_have_asked_for() {
    // given
    ControlPlane lossy = ports.losingStarts();
    UpgradeRun run = scene.start(scene.plan(lossy, cp -> cp.to("1.35")));
    scene.time.runUntil(() -> !scene.changes().isEmpty(), Duration.ofHours(1));

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.plane.state().running()).isEmpty();
    assertThat(outcome.summary().updates()).hasSize(1);
  }

  @Test
  void a_start_that_is_not_heard_is_asked_for_again() {
    // given
    ControlPlane port =
        ports.calling(
            "start",
            call ->
                call <= 3
                    ? Optional.of(new Answer.Unknown<>("the line is broken", SOURCE))
                    : Optional.empty());

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(port, cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly("control plane 1.35");
  }

  @Test
  void a_start_that_is_refused_again_and_again_ends_the_run_with_what_was_said() {
    // given
    ControlPlane port =
        ports.calling("start", call -> Optional.of(new Answer.Refused<>("the role is missing")));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(port, cp -> cp.to("1.35")));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed ->
                assertThat(failed.message()).contains("control plane", "the role is missing"));
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @Test
  void somebody_elses_change_that_fails_does_not_keep_the_run_from_asking() {
    // given
    scene.plane.failsNext(new RolloutState.Trouble("Unknown", "it broke", "wait", List.of()));
    scene.plane.start(new ToVersion("1.34", "1.35"), "by hand");

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(cp -> cp.to("1.35")));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).containsExactly("control plane 1.35", "control plane 1.35");
    assertThat(outcome.summary().updates()).hasSize(1);
  }

  @Test
  void a_change_that_somebody_cancels_is_told_as_cancelled() {
    // given
    ControlPlane port =
        ports.answering(
            "progress",
            Answer.ok(new RolloutState(RolloutState.Stage.CANCELLED, List.of())),
            Duration.ofDays(1));

    // when
    UpgradeOutcome outcome = scene.run(scene.withNodes(port, cp -> cp.to("1.35")));

    // then
    ControlPlaneScene.assertFailed(
        outcome,
        FailureReason.ROLLOUT_FAILED,
        "control plane (1.34 -> 1.35): update cp-update-1 was cancelled",
        "then start again");
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  private static Answer<Object> denied() {
    return new Answer.Denied<>("eks:SomeCall", "not allowed");
  }

  private static String because(Answer<Object> answer) {
    return answer.problem().map(Answer.Problem::because).orElse("");
  }

  private static String kind(Answer<Object> answer) {
    return answer.getClass().getSimpleName();
  }

  private static DynamicTest test(
      Answer<Object> answer, org.junit.jupiter.api.function.Executable story) {
    return DynamicTest.dynamicTest(kind(answer), story);
  }
}
