package io.evenkeel.faults;

import static io.evenkeel.faults.FaultStage.decides;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.Phase;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.Fault;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.CloudFault;
import io.evenkeel.simulation.DescribeConsistency;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Faults 1 to 5 and 14: what befalls calls of the cloud. */
class CloudCallFaultsTest {
  private static final String TERMINATE = "autoscaling:TerminateInstanceInAutoScalingGroup";
  private static final String LIST = "autoscaling:DescribeAutoScalingGroups";
  private static final String UPDATE = "autoscaling:UpdateAutoScalingGroup";

  private final FaultStage stage = FaultStage.surging();

  private void finishesAsIfNothingHadBeen(UpgradeRun run) {
    UpgradeOutcome outcome = stage.end(run);
    assertThat(stage.violations()).isEmpty();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(stage.on(FaultStage.NEW)).hasSize(6);
    assertThat(stage.instances()).hasSize(6);
    assertThat(stage.group().state().desired()).isEqualTo(6);
  }

  private long launchesSoFar() {
    return launchesIn(stage);
  }

  private static long launchesIn(FaultStage stage) {
    return stage.cloud.history().stream()
        .filter(change -> change.kind() == CloudChange.Kind.LAUNCHED)
        .count();
  }

  @Test
  @Covers(Fault.CLOUD_THROTTLING)
  void calls_back_off_together_while_the_cloud_throttles_and_go_on_afterwards() {
    // given
    AtomicInteger throttled = new AtomicInteger();
    stage.cloud.faults().whenMet(fault -> throttled.incrementAndGet());
    UpgradeRun run = stage.start();
    stage.until(decides("set desired"));

    // when
    stage.cloud.faults().limit("*", stage.time, 1, 0.02);
    stage.passes(Duration.ofMinutes(15));
    int whileItLasted = throttled.get();
    stage.cloud.faults().lift("*");

    // then
    assertThat(whileItLasted).as("calls in a quarter of an hour").isBetween(5, 100);
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CLOUD_ANSWER_LOST)
  void nothing_is_terminated_or_raised_twice_where_answers_are_lost() {
    // given
    stage.cloud.faults().loseAnswers(TERMINATE, 3).loseAnswers(UPDATE, 3);
    stage.cloud.faults().loseAnswers("autoscaling:CreateOrUpdateTags", 3);

    // when
    UpgradeRun run = stage.start();

    // then
    finishesAsIfNothingHadBeen(run);
    assertThat(launchesSoFar()).as("six replacements and none more").isEqualTo(6);
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void a_termination_that_was_confirmed_and_not_done_is_asked_for_again() {
    // given
    stage.cloud.faults().next(TERMINATE, 2, new CloudFault.PretendSuccess());

    // when
    UpgradeRun run = stage.start();

    // then
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void terminations_that_are_confirmed_for_ever_and_never_done_end_the_run_by_name() {
    // given
    stage.cloud.faults().lasting(TERMINATE, new CloudFault.PretendSuccess());

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.PLUG_IN))
        .as(outcome.toString())
        .isTrue();
    assertThat(stage.instances()).as("nobody has gone").hasSize(7);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void a_raise_that_was_confirmed_and_not_done_is_asked_for_again_and_not_taken_for_others_doing() {
    // given
    stage.cloud.faults().next(UPDATE, 2, new CloudFault.PretendSuccess());

    // when
    UpgradeRun run = stage.start();

    // then
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void a_maximum_that_is_not_lowered_as_confirmed_is_lowered_in_the_end() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("terminate, giving its place back"));

    // when
    stage.cloud.faults().next(UPDATE, 3, new CloudFault.PretendSuccess());

    // then
    finishesAsIfNothingHadBeen(run);
    assertThat(stage.group().state().max()).isEqualTo(6);
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void a_raise_that_is_confirmed_again_and_again_and_never_done_ends_the_run_by_name() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("set desired"));

    // when
    stage.cloud.faults().next(UPDATE, 4, new CloudFault.PretendSuccess());
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.PLUG_IN))
        .as(outcome.toString())
        .isTrue();
    assertThat(stage.violations()).isEmpty();
    assertThat(stage.on(FaultStage.OLD)).as("nobody has gone, and nobody came").hasSize(6);
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void a_template_that_is_set_back_by_word_only_is_set_back_again_before_the_run_ends() {
    // given
    TemplateVersion before = stage.group().state().pointer();
    UpgradeRun run = stage.start();
    stage.until(decides("set desired"));
    stage.cloud.images().remove(FaultStage.NEW);
    stage.passes(Duration.ofMinutes(14));

    // when
    stage.cloud.faults().next(UPDATE, 1, new CloudFault.PretendSuccess());
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.NO_CAPACITY))
        .as(outcome.toString())
        .isTrue();
    assertThat(stage.group().state().pointer()).isEqualTo(before);
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void a_template_that_is_set_by_word_only_is_blamed_on_nobody_else() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);

    // when
    stage.cloud.faults().next(UPDATE, 2, new CloudFault.PretendSuccess());
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(FaultStage.failedFor(outcome, FailureReason.PLUG_IN))
        .as(outcome.toString())
        .isTrue();
    assertThat(outcome.toString()).contains("confirmed each time").doesNotContain("somebody else");
    assertThat(stage.violations()).isEmpty();
  }

  @Test
  @Covers(Fault.CLOUD_EFFECT_MISSING)
  void no_node_makes_way_for_a_canary_that_would_not_be_launched_from_the_target() {
    // given
    FaultStage inPlace = FaultStage.of(1, 1, 0);
    inPlace.cloud.faults().next(UPDATE, 1, new CloudFault.PretendSuccess());

    // when
    UpgradeOutcome outcome = inPlace.end(inPlace.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(inPlace.violations()).isEmpty();
    assertThat(inPlace.on(FaultStage.NEW)).hasSize(6);
    assertThat(launchesIn(inPlace)).as("none is launched as the old ones were").isEqualTo(6);
  }

  @Test
  @Covers(Fault.CLOUD_EVENTUAL_CONSISTENCY)
  void nothing_is_done_because_an_instance_is_not_listed() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("set desired"));
    stage.cloud.consistency(DescribeConsistency.eventual(Duration.ofSeconds(60)));

    // when, then
    finishesAsIfNothingHadBeen(run);
    assertThat(launchesSoFar()).as("no replacement was believed to be lost").isEqualTo(6);
  }

  @Test
  @Covers(Fault.CLOUD_EVENTUAL_CONSISTENCY)
  void a_canary_that_vanishes_from_the_listing_for_a_while_is_no_failed_canary() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("write marks"));
    stage.time.runUntil(() -> stage.on(FaultStage.NEW).size() == 1, Duration.ofMinutes(5));
    stage.passes(Duration.ofSeconds(4));

    // when
    stage.cloud.consistency(new DescribeConsistency(Duration.ofSeconds(45), Duration.ZERO, false));

    // then
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CLOUD_EVENTUAL_CONSISTENCY)
  void an_instance_that_is_listed_as_in_service_after_it_has_gone_is_not_taken_once_more() {
    // given
    UpgradeRun run = stage.start();
    stage.until(phase(Phase.UPGRADE));
    stage.cloud.consistency(new DescribeConsistency(Duration.ZERO, Duration.ofMinutes(3), false));

    // when
    stage.group().terminate(stage.on(FaultStage.OLD).get(0).id(), AfterTermination.REPLACE);

    // then
    finishesAsIfNothingHadBeen(run);
    assertThat(launchesSoFar()).as("six replacements and none more").isEqualTo(6);
  }

  @Test
  @Covers(Fault.CLOUD_EVENTUAL_CONSISTENCY)
  void an_instance_whose_place_was_given_back_is_counted_on_by_nobody_although_it_is_listed() {
    // given
    stage.cloud.consistency(new DescribeConsistency(Duration.ZERO, Duration.ofMinutes(3), false));
    String removed = stage.instances().get(0).id();
    stage.group().terminate(removed, AfterTermination.GIVE_BACK);
    stage.time.runUntil(() -> stage.instances().size() == 5, Duration.ofMinutes(5));

    // when
    UpgradeOutcome outcome = stage.end(stage.start());

    // then
    assertThat(stage.violations()).isEmpty();
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(launchesSoFar()).as("five replacements and none more").isEqualTo(5);
  }

  @Test
  @Covers(Fault.CLOUD_EVENTUAL_CONSISTENCY)
  void a_replacement_that_is_listed_only_when_its_node_is_ready_counts_once_it_is_usable() {
    // given
    UpgradeRun run = stage.start();
    stage.until(phase(Phase.UPGRADE));
    stage.cluster.whenNodesJoin((machine, node) -> node.startsOnly(pod -> false));

    // when
    stage.cloud.consistency(new DescribeConsistency(Duration.ofMinutes(2), Duration.ZERO, false));
    stage.end(run);

    // then
    assertThat(stage.violations()).isEmpty();
  }

  private static Predicate<UpgradeEvent> phase(Phase phase) {
    return event -> event instanceof UpgradeEvent.PhaseStarted started && started.phase() == phase;
  }

  @Test
  @Covers(Fault.CLOUD_STALE_PAGES)
  void a_listing_in_any_order_and_of_a_while_ago_misleads_nobody() {
    // given
    stage
        .cloud
        .describesLag(Duration.ofSeconds(30))
        .consistency(new DescribeConsistency(Duration.ZERO, Duration.ZERO, true));

    // when
    UpgradeRun run = stage.start();

    // then
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CLOUD_STALE_PAGES)
  void a_listing_that_breaks_off_at_a_page_is_taken_again_and_nothing_is_done_on_half_of_it() {
    // given
    AtomicInteger refused = new AtomicInteger();
    stage.cloud.faults().whenMet(fault -> refused.incrementAndGet());
    UpgradeRun run = stage.start();
    stage.until(phase(Phase.UPGRADE));

    // when
    stage.cloud.faults().loseRequests(LIST, 4);
    int told = stage.events.size();
    boolean again = stage.time.runUntil(() -> refused.get() == 4, Duration.ofMinutes(10));

    // then
    assertThat(again).as("it was listed until it came to an end").isTrue();
    assertThat(stage.events.subList(told, stage.events.size()))
        .noneMatch(decides("terminate"))
        .noneMatch(decides("set desired"));
    finishesAsIfNothingHadBeen(run);
    assertThat(launchesSoFar()).as("six replacements and none more").isEqualTo(6);
  }

  @Test
  @Covers(Fault.CREDENTIALS_EXPIRED)
  void the_run_holds_still_while_its_credentials_are_expired_and_goes_on_when_they_are_renewed() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("cordon and drain"));

    // when
    stage.cloud.faults().lasting("*", new CloudFault.Expired());
    stage.passes(Duration.ofMinutes(2));
    long launched = launchesSoFar();
    stage.passes(Duration.ofMinutes(38));

    // then
    assertThat(launchesSoFar()).isEqualTo(launched);
    assertThat(run.outcome().toCompletableFuture()).isNotDone();
    stage.cloud.faults().lift("*");
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CREDENTIALS_EXPIRED)
  void time_in_which_credentials_are_expired_is_not_held_against_a_canary() {
    // given
    UpgradeRun run = stage.start();
    stage.until(decides("set desired"));
    stage.passes(Duration.ofSeconds(1));

    // when
    credentialsExpireFor(Duration.ofMinutes(40));

    // then
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CREDENTIALS_EXPIRED)
  void time_in_which_credentials_are_expired_is_not_held_against_a_replacement() {
    // given
    UpgradeRun run = stage.start();
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    long launched = launchesSoFar();
    stage.time.runUntil(() -> launchesSoFar() > launched, Duration.ofHours(1));
    stage.passes(Duration.ofSeconds(3));

    // when
    credentialsExpireFor(Duration.ofMinutes(40));

    // then
    finishesAsIfNothingHadBeen(run);
  }

  @Test
  @Covers(Fault.CREDENTIALS_EXPIRED)
  void time_in_which_credentials_are_expired_is_not_held_against_cleaning_up() {
    // given
    UpgradeRun run =
        stage.start(group -> group.drain(DrainPolicy.eks().timeout(Duration.ofMinutes(1))));
    stage.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    run.cancel();

    // when
    credentialsExpireFor(Duration.ofMinutes(40));
    UpgradeOutcome outcome = stage.end(run);

    // then
    assertThat(outcome.toString()).doesNotContain("took too long");
    assertThat(stage.group().state().desired()).isEqualTo(6);
    assertThat(stage.group().state().tags()).isEmpty();
    assertThat(stage.violations()).isEmpty();
  }

  private void credentialsExpireFor(Duration time) {
    stage.cloud.faults().lasting("*", new CloudFault.Expired());
    stage.passes(time);
    stage.cloud.faults().lift("*");
  }
}
