package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.NodeSelector;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.model.Instance;
import io.evenkeel.model.TargetRegistration;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.GroupOptions;
import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Where load balancers lead to the nodes of a group, none is terminated before they let go. */
class TargetGroupTest {
  private static final Duration DELAY = Duration.ofMinutes(5);
  private static final String LEAVE = "take out of its target groups";

  @Test
  void every_node_is_let_go_of_before_it_is_terminated() {
    // given
    Scene scene = balanced(2, options -> {});

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.count(Scene.decides(LEAVE))).isEqualTo(6);
    scene.events.stream()
        .filter(Scene.decides(LEAVE))
        .map(event -> ((UpgradeEvent.Decided) event))
        .forEach(
            taken ->
                assertThat(Duration.between(taken.at(), terminated(scene, taken.subject())))
                    .isBetween(DELAY, DELAY.plusSeconds(30)));
    assertThat(scene.violations()).isEmpty();
    assertThat(scene.group().instances())
        .allMatch(instance -> instance.registrations().size() == 1);
  }

  @Test
  void nodes_that_are_given_back_leave_their_target_groups_beside_each_other() {
    // given
    Scene scene = balanced(6, options -> {});

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(outcome.summary().took()).isLessThan(DELAY.multipliedBy(4));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void in_place_too_the_first_node_is_let_go_of_before_the_canary_takes_its_place() {
    // given
    Scene scene = Scene.inPlace(World.shop(TargetGroupTest::web), 2);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.count(Scene.decides(LEAVE))).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_group_without_target_groups_is_asked_for_nothing() {
    // given
    Scene scene = Scene.surging(2);

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.count(Scene.decides(LEAVE))).isZero();
  }

  @Test
  void no_node_leaves_its_target_groups_before_the_canary_has_passed() {
    // given
    Scene scene = balanced(2, options -> {});

    // when
    scene.end(scene.start());

    // then
    assertThat(told(scene, event -> event instanceof UpgradeEvent.CanaryJudged))
        .isBefore(told(scene, Scene.decides("write down that it leaves its target groups")));
  }

  @Test
  void what_leaves_its_target_groups_goes_although_the_run_is_cancelled() {
    // given
    Scene scene = balanced(1, options -> {});
    UpgradeRun run = scene.start();
    scene.until(Scene.decides(LEAVE));
    scene.passes(Duration.ofMinutes(1));

    // when
    run.cancel();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.violations()).isEmpty();
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.group().instances())
        .hasSize(6)
        .allMatch(instance -> instance.registrations().size() == 1);
  }

  @Test
  void the_next_process_reads_off_the_mark_that_a_node_has_left_its_target_groups() {
    // given
    Scene scene = balanced(1, options -> {});
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(Scene.decides(LEAVE));
    first.close();
    scene.passes(DELAY.plusMinutes(1));
    scene.oracle.nextProcess();

    // when
    UpgradeRun next =
        Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder());
    next.cancel();
    UpgradeOutcome outcome = scene.end(next);

    // then
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Stopped.class);
    assertThat(scene.violations()).isEmpty();
    assertThat(scene.group().instances())
        .hasSize(6)
        .allMatch(instance -> instance.registrations().size() == 1);
  }

  @Test
  void what_has_left_its_target_groups_goes_although_the_next_process_selects_no_node() {
    // given
    Scene scene = balanced(1, options -> {});
    Upgrader first = Scene.upgrader(scene.world, "first");
    AtomicBoolean wanted = new AtomicBoolean(true);
    NodeSelector fickle = node -> wanted.get();
    first.start(scene.plan(group -> group.select(fickle)), scene.recorder());
    scene.until(Scene.decides(LEAVE));
    String left =
        scene.events.stream()
            .filter(Scene.decides(LEAVE))
            .map(event -> ((UpgradeEvent.Decided) event).subject())
            .findFirst()
            .orElseThrow();
    first.close();
    scene.passes(DELAY.plusMinutes(1));
    scene.oracle.nextProcess();
    wanted.set(false);

    // when
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second")
                .start(scene.plan(group -> group.select(fickle)), scene.recorder()));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().instances())
        .hasSize(6)
        .noneMatch(instance -> instance.id().equals(left))
        .allMatch(instance -> instance.registrations().size() == 1);
  }

  @Test
  void a_target_group_that_does_not_let_go_is_named_and_the_run_ends() {
    // given
    Scene scene = balanced(1, options -> {});
    InstanceProvider stuck =
        SeenThrough.instances(scene.oracle.provider(), TargetGroupTest::neverLetGo);

    // when
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "first")
                .start(scene.plan(scene.oracle.client(), stuck, group -> {}), scene.recorder()));

    // then
    assertThat(((UpgradeOutcome.Failed) outcome).reason()).isEqualTo(FailureReason.DRAIN_STUCK);
    assertThat(((UpgradeOutcome.Failed) outcome).message())
        .contains("target group web has not let go of node");
    assertThat(scene.events)
        .anyMatch(
            event ->
                event instanceof UpgradeEvent.Hindered hindered
                    && hindered.obstacles().stream()
                        .anyMatch(o -> o.cause() == Obstacle.Cause.TARGET_GROUP));
  }

  @Test
  void who_may_not_deregister_is_told_which_permission_is_missing() {
    // given
    Scene scene = balanced(1, options -> {});
    scene.world.cloud.faults().deny("elasticloadbalancing:DeregisterTargets");

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason()).isEqualTo(FailureReason.DENIED);
    assertThat(failed.remedy()).contains("elasticloadbalancing:DeregisterTargets");
  }

  @Test
  void where_load_balancers_decide_health_the_group_replaces_nothing_by_itself_meanwhile() {
    // given
    Scene scene = balanced(1, GroupOptions::asksLoadBalancer);

    // when
    UpgradeRun run = scene.start();
    scene.until(Scene.decides(LEAVE));
    List<String> suspended = scene.group().suspended();
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(suspended).containsExactly("AZRebalance", "ReplaceUnhealthy");
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.world.cloud.group(World.GROUP).activities())
        .noneMatch(activity -> activity.cause().contains("ELB"));
    assertThat(scene.group().suspended()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void machines_that_are_lost_while_their_group_may_replace_nothing_are_replaced_by_the_run() {
    // given
    Scene scene = balanced(2, GroupOptions::asksLoadBalancer);
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    List<CloudInstance> instances = scene.group().instances();

    // when
    scene.world.cloud.group(World.GROUP).accidents().spotInterruption(instances.get(4).id());
    scene.world.cloud.group(World.GROUP).accidents().spotInterruption(youngest(scene).id());
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().instances()).hasSize(6);
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_group_that_judges_health_itself_goes_on_replacing_what_is_unhealthy() {
    // given
    Scene scene = balanced(1, options -> {});

    // when
    UpgradeRun run = scene.start();
    scene.until(Scene.decides(LEAVE));

    // then
    assertThat(scene.group().suspended()).containsExactly("AZRebalance");
    scene.end(run);
  }

  @Test
  void replacing_stays_off_and_is_told_where_it_would_terminate_a_node_at_once() {
    // given
    Scene scene = balanced(1, GroupOptions::asksLoadBalancer);
    UpgradeRun run = scene.start();
    scene.until(event -> event instanceof UpgradeEvent.CanaryJudged);
    String ill = youngest(scene).id();
    scene.world.cloud.group(World.GROUP).accidents().failLoadBalancerCheck(ill);

    // when
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().suspended()).containsExactly("ReplaceUnhealthy");
    assertThat(outcome.summary().groups().get(0).leftovers())
        .anyMatch(left -> left.contains("ReplaceUnhealthy stays suspended") && left.contains(ill));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void where_somebody_lets_the_group_replace_the_unhealthy_the_run_comes_to_its_end() {
    // given
    Scene scene = balanced(1, GroupOptions::asksLoadBalancer);
    UpgradeRun run = scene.start();
    for (int times = 0; times < 3; times++) {
      scene.world.time.runUntil(
          () -> scene.group().suspended().contains("ReplaceUnhealthy"), Duration.ofMinutes(5));
      scene.world.cloud.group(World.GROUP).resume(List.of("ReplaceUnhealthy"));
    }

    // when
    UpgradeOutcome outcome = scene.end(run);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().instances())
        .hasSize(6)
        .allMatch(instance -> instance.image().equals(World.NEW));
  }

  @Test
  void what_others_have_suspended_stays_suspended() {
    // given
    Scene scene = balanced(1, GroupOptions::asksLoadBalancer);
    scene.world.cloud.group(World.GROUP).suspend(List.of("ReplaceUnhealthy"));

    // when
    UpgradeOutcome outcome = scene.end(scene.start());

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().suspended()).containsExactly("ReplaceUnhealthy");
    assertThat(outcome.summary().groups().get(0).leftovers()).isEmpty();
    assertThat(scene.violations()).isEmpty();
  }

  private static Scene balanced(int surge, Consumer<GroupOptions> more) {
    Consumer<GroupOptions> web = TargetGroupTest::web;
    return Scene.surging(World.shop(web.andThen(more)), surge);
  }

  private static void web(GroupOptions group) {
    group.targetGroup("web", DELAY);
  }

  private static Instance neverLetGo(Instance instance) {
    return new Instance(
        instance.id(),
        instance.zone(),
        instance.state(),
        instance.template(),
        instance.image(),
        instance.type(),
        instance.launchedAt(),
        instance.health(),
        List.of(new TargetRegistration("web", TargetRegistration.State.DRAINING, DELAY)));
  }

  private static CloudInstance youngest(Scene scene) {
    List<CloudInstance> all = scene.group().instances();
    return all.get(all.size() - 1);
  }

  private static Instant terminated(Scene scene, String instance) {
    return told(
        scene,
        event ->
            event instanceof UpgradeEvent.Decided decided
                && decided.subject().equals(instance)
                && decided.step().startsWith("terminate"));
  }

  private static Instant told(Scene scene, Predicate<UpgradeEvent> which) {
    return scene.events.stream().filter(which).findFirst().orElseThrow().at();
  }
}
