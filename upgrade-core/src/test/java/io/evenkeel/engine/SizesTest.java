package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.CloudFault;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The base follows what others change, and exactly our own delta is given back. */
class SizesTest {
  private static final String UPDATE = "autoscaling:UpdateAutoScalingGroup";
  private static final String TERMINATE = "autoscaling:TerminateInstanceInAutoScalingGroup";

  @Test
  void what_a_dead_process_has_announced_long_ago_is_waited_for_from_when_it_is_sent() {
    // given a process that dies between the announcement and the call, and pages that lag
    Scene scene = Scene.surging(2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    scene.world.cloud.observeTruth(
        change -> {
          if (change.toString().contains("pending: set")) {
            first.close();
          }
        });
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.passes(Duration.ofMinutes(5));
    scene.world.cloud.describesLag(Duration.ofSeconds(25));

    // when
    scene.oracle.nextProcess();
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder()));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_others_set_to_the_announced_size_before_we_do_is_theirs() {
    // given
    Scene scene = Scene.surging(1);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    UpgradeRun run = scene.start();
    untilAnnounced(scene);

    // when
    scene.world.cloud.group(World.GROUP).setDesired(7);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(7);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_others_set_by_the_same_call_as_ours_is_theirs_where_ours_was_refused() {
    // given
    Scene scene = Scene.surging(1);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    UpgradeRun run = scene.start();
    untilAnnounced(scene);

    // when
    scene.world.cloud.group(World.GROUP).resize(0, 12, 7);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(7);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_others_set_to_the_announced_size_after_a_crash_is_theirs() {
    // given
    Scene scene = Scene.surging(1);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    untilAnnounced(scene);

    // when
    first.close();
    scene.world.cloud.group(World.GROUP).setDesired(7);
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(7);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_others_set_as_announced_by_the_same_call_after_a_crash_cannot_be_told_from_ours() {
    // given
    Scene scene = Scene.surging(1);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    untilAnnounced(scene);

    // when
    first.close();
    scene.world.cloud.group(World.GROUP).resize(0, 12, 7);
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("it is given back").isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_resize_that_landed_before_a_crash_counts_although_others_went_on_from_it() {
    // given
    Scene scene = Scene.surging(2);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.world.time.runUntil(() -> scene.group().desired() == 8, Duration.ofHours(1));

    // when
    first.close();
    scene.passes(Duration.ofSeconds(5));
    scene.world.cloud.group(World.GROUP).setDesired(10);
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(8);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_resize_whose_answer_is_lost_is_counted_once() {
    // given
    Scene scene = Scene.surging(2);
    UpgradeRun run = scene.start();
    untilAnnounced(scene);

    // when
    scene.world.cloud.faults().loseAnswers(UPDATE, 1);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_raise_that_was_decided_on_an_old_page_counts_from_the_size_that_it_found() {
    // given
    Scene scene = Scene.surging(2);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> mark(scene, "canary").contains("well"), Duration.ofHours(1));

    // when
    scene.world.cloud.describesLag(Duration.ofSeconds(90));
    scene.passes(Duration.ofSeconds(20));
    scene.world.cloud.group(World.GROUP).resize(0, 12, 6);
    scene.world.time.runUntil(() -> scene.group().present() == 8, Duration.ofHours(1));
    scene.world.cloud.describesLag(Duration.ZERO);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("one fewer, by others").isEqualTo(5);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_raise_that_was_decided_on_an_old_page_lowers_nothing_that_others_have_raised_since() {
    // given
    Scene scene = Scene.surging(1);
    scene.world.cloud.describesLag(Duration.ofSeconds(40));
    scene.passes(Duration.ofMinutes(1));

    // when
    scene.world.cloud.group(World.GROUP).resize(0, 8, 8);
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("two more, by others").isEqualTo(8);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_raise_is_not_counted_by_an_old_page_that_has_just_come_to_show_what_was_before_it() {
    // given
    Scene scene = Scene.surging(2);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> mark(scene, "canary").contains("well"), Duration.ofHours(1));

    // when
    scene.world.cloud.describesLag(Duration.ofSeconds(50));
    scene.passes(Duration.ofSeconds(20));
    String old = scene.group().instances().get(0).id();
    scene.world.cloud.group(World.GROUP).terminate(old, AfterTermination.GIVE_BACK);
    scene.world.time.runUntil(() -> scene.group().desired() == 8, Duration.ofHours(1));
    scene.passes(Duration.ofMinutes(2));
    scene.world.cloud.describesLag(Duration.ZERO);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("one fewer, by others").isEqualTo(5);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_raise_that_others_undo_before_anybody_is_shown_or_told_of_it_has_not_come_about() {
    // given
    Scene scene = Scene.surging(2);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> scene.group().desired() == 7, Duration.ofHours(1));

    // when
    scene.world.cloud.group(World.GROUP).resize(0, 12, 6);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_resize_that_others_undo_at_once_is_not_waited_for_without_end() {
    // given
    Scene scene = Scene.surging(2);
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> scene.group().desired() == 8, Duration.ofHours(1));

    // when
    scene.world.cloud.group(World.GROUP).setDesired(6);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.summary().took()).isLessThan(Duration.ofHours(1));
    assertThat(scene.group().desired()).as(outcome.toString()).isEqualTo(4);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_others_set_to_the_size_that_a_dead_process_had_announced_is_given_back_from_wherever() {
    // given
    Scene scene = Scene.surging(1);
    SimulatedGroup group = scene.world.cloud.group(World.GROUP);
    group.setLimits(0, 12);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(plan -> {}), scene.recorder());
    untilAnnounced(scene);

    // when
    first.close();
    group.resize(0, 12, 5);
    group.resize(0, 12, 7);
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("nobody can tell whose the two more are").isEqualTo(5);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_raise_that_is_told_late_is_not_taken_for_the_next_one_that_is_just_like_it() {
    // given a raise that was seen, and undone by others before the cloud tells of either
    Scene scene = Scene.surging(2);
    SimulatedGroup group = scene.world.cloud.group(World.GROUP);
    group.setLimits(0, 12);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(plan -> {}), scene.recorder());
    untilAnnounced(scene);
    group.suspend(List.of("Launch"));
    scene.world.time.runUntil(() -> mark(scene, "borrowed").equals("1"), Duration.ofMinutes(1));
    group.setDesired(6);
    untilAnnounced(scene);

    // when
    first.close();
    scene.passes(Duration.ofMinutes(1));
    group.setDesired(8);
    group.resume(List.of("Launch"));
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("two more, and one fewer, by others").isEqualTo(7);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_raise_that_was_confirmed_and_not_done_is_not_counted_as_others_make_the_group_smaller() {
    // given
    Scene scene = Scene.surging(1);
    SimulatedGroup group = scene.world.cloud.group(World.GROUP);
    group.setLimits(0, 12);
    UpgradeRun run = scene.start();
    untilAnnounced(scene);
    scene.world.cloud.faults().next(UPDATE, 1, new CloudFault.PretendSuccess());
    scene.passes(Duration.ofMinutes(2));

    // when
    group.setDesired(5);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("one fewer, by others").isEqualTo(5);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_maximum_that_others_have_come_to_need_stays_and_is_told() {
    // given
    Scene scene = Scene.surging(2);
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> scene.group().desired() == 8, Duration.ofHours(1));
    scene.world.time.runUntil(() -> scene.group().desired() == 7, Duration.ofHours(1));

    // when
    scene.world.cloud.group(World.GROUP).setDesired(8);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).as("one more, by others").isEqualTo(7);
    assertThat(scene.group().max()).isEqualTo(7);
    assertThat(outcome.summary().groups().get(0).leftovers())
        .anyMatch(left -> left.contains("maximum stays 1 above what it was"));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_maximum_that_was_given_back_before_a_crash_counts_although_others_went_on_from_it() {
    // given a process that dies as the maximum is what it was
    Scene scene = Scene.small(3, 1, 2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    scene.world.cloud.observeTruth(
        change -> {
          if (change.toString().contains("0/3/5 -> 0/3/3")) {
            first.close();
          }
        });
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.world.time.runUntil(() -> scene.group().max() == 5, Duration.ofHours(1));
    scene.world.time.runUntil(() -> scene.group().max() == 3, Duration.ofHours(1));

    // when
    scene.world.cloud.group(World.GROUP).setDesired(2);
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().max()).isEqualTo(3);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void what_others_take_back_before_it_is_launched_takes_nothing_from_what_they_add_later() {
    // given a cloud that has no instances for a while
    Scene scene = Scene.surging(2);
    scene.world.cloud.group(World.GROUP).setLimits(0, 12);
    List.of("a", "b", "c").forEach(zone -> scene.world.cloud.zoneHasCapacity(zone, false));
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> scene.group().desired() == 7, Duration.ofHours(1));
    scene.passes(Duration.ofSeconds(20));

    // when
    scene.world.cloud.group(World.GROUP).setDesired(6);
    scene.world.time.runUntil(() -> scene.group().desired() == 7, Duration.ofHours(1));
    scene.passes(Duration.ofSeconds(20));
    scene.world.cloud.group(World.GROUP).setDesired(8);
    scene.passes(Duration.ofSeconds(20));
    List.of("a", "b", "c").forEach(zone -> scene.world.cloud.zoneHasCapacity(zone, true));
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_node_that_others_take_before_it_was_given_back_gives_nothing_back() {
    // given
    Scene scene = Scene.surging(2);
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> announced(scene, "give-back"), Duration.ofHours(1));
    scene.world.cloud.faults().next(TERMINATE, 1, new CloudFault.PretendSuccess());
    String instance = pending(scene).split(" ")[1];
    scene.passes(Duration.ofSeconds(30));

    // when
    scene.world.cloud.group(World.GROUP).terminate(instance, AfterTermination.REPLACE);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void surge_that_a_smaller_group_does_not_allow_any_more_is_given_back_first() {
    // given
    Scene scene = Scene.surging(3);
    Quantity part = Quantity.percent(40);
    scene.oracle.limits(World.GROUP, Quantity.nodes(0), part);
    UpgradeRun run = scene.start(group -> group.maxSurge(part));
    scene.world.time.runUntil(() -> scene.group().present() == 9, Duration.ofHours(1));

    // when
    scene.world.cloud.group(World.GROUP).setDesired(8);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(5);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_canary_for_which_old_nodes_leave_no_room_gets_more_of_the_surge() {
    // given
    Scene scene = Scene.small(4, 0, 2);
    scene.world.cluster.deployment("shop/big", big -> big.replicas(4).requests(1_000, 512));
    scene.world.cluster.settle();
    UpgradeRun run = scene.start();
    scene.world.time.runUntil(() -> announced(scene, "set"), Duration.ofHours(1));

    // when
    scene.world.cloud.group(World.GROUP).setDesired(3);
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    scene.world.cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/big", 3);
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(3);
    assertThat(scene.violations()).isEmpty();
  }

  private static void untilAnnounced(Scene scene) {
    scene.world.time.runUntil(() -> announced(scene, "set"), Duration.ofHours(1));
    assertThat(scene.group().desired()).isEqualTo(6);
  }

  private static boolean announced(Scene scene, String step) {
    return pending(scene).startsWith(step);
  }

  private static String pending(Scene scene) {
    return mark(scene, "pending");
  }

  private static String mark(Scene scene, String name) {
    return scene.group().tags().stream()
        .filter(tag -> tag.key().equals("evenkeel.io/" + name))
        .map(CloudGroup.Tag::value)
        .findFirst()
        .orElse("none");
  }

  private static UpgradeOutcome goOn(Scene scene) {
    scene.passes(Duration.ofSeconds(30));
    scene.oracle.nextProcess();
    return scene.end(
        Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder()));
  }
}
