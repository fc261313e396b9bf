package io.evenkeel.simulation;

import static io.evenkeel.simulation.DurationRange.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.LifecycleHook.Result;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The rules of Auto Scaling that a simulated group follows beyond keeping its size. */
class CloudGroupRulesTest {

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final SimulatedCloud cloud = SimulatedCloud.on(timeline);

  private SimulatedGroup workers(Consumer<GroupOptions> options) {
    return cloud.group(
        "workers",
        group ->
            group
                .size(6)
                .max(10)
                .template("lt-1", "ami-old")
                .bootsIn(seconds(20, 40))
                .options(options));
  }

  private void newTemplate(SimulatedGroup group) {
    cloud.images().register("ami-new", BootedInstance.Joining.BECOMES_READY);
    cloud.templates().addVersion("lt-1", TemplateContent.of("ami-new", "m6i.large"), "", "");
    group.point(new TemplateVersion("lt-1", "2"));
  }

  private void passes(long minutes) {
    timeline.advance(Duration.ofMinutes(minutes));
  }

  private static List<CloudInstance> instances(SimulatedGroup group) {
    return group.state().instances();
  }

  private static CloudInstance last(SimulatedGroup group) {
    return instances(group).get(instances(group).size() - 1);
  }

  private static String lastCause(SimulatedGroup group) {
    return group.activities().get(group.activities().size() - 1).cause();
  }

  @Test
  void shrinkingByTheNewestInstanceTakesTheNodeThatWasJustReplaced() {
    // given
    SimulatedGroup group = workers(o -> o.termination(TerminationPolicy.NEWEST_INSTANCE));
    newTemplate(group);
    group.setDesired(9);
    passes(2);

    // when
    group.setDesired(6);
    passes(2);

    // then
    assertThat(instances(group)).hasSize(6).noneMatch(i -> i.image().equals("ami-new"));
  }

  @Test
  void shrinkingNeverTakesAnInstanceThatIsProtectedFromScaleIn() {
    // given
    SimulatedGroup group = workers(o -> {});
    instances(group).forEach(i -> group.protect(i.id(), true));

    // when
    group.setDesired(4);
    passes(5);

    // then
    assertThat(instances(group)).hasSize(6);
    group.protect(instances(group).get(3).id(), false);
    passes(1);
    assertThat(instances(group)).hasSize(5);
  }

  @Test
  void protectionFromScaleInDoesNotKeepFromATerminationByIdOrFromReplacement() {
    // given
    SimulatedGroup group = workers(GroupOptions::protectsNewInstances);
    assertThat(instances(group)).allMatch(CloudInstance::kept);
    String named = instances(group).get(0).id();
    String lost = instances(group).get(1).id();

    // when
    group.terminate(named, AfterTermination.REPLACE);
    group.loseMachine(lost);
    passes(5);

    // then
    assertThat(instances(group)).hasSize(6).noneMatch(i -> List.of(named, lost).contains(i.id()));
  }

  @Test
  void aStandbyInstanceIsNotCountedWhileADetachedOneIsNoLongerOfTheGroupAndRunsOn() {
    // given
    SimulatedGroup group = workers(o -> {});
    String aside = instances(group).get(0).id();
    String detached = instances(group).get(1).id();

    // when
    group.standby(aside, true);
    group.detach(detached, AfterTermination.GIVE_BACK);
    passes(2);

    // then
    assertThat(group.state().desired()).isEqualTo(5);
    assertThat(instances(group)).hasSize(6).noneMatch(i -> i.id().equals(detached));
    assertThat(cloud.instance(detached).orElseThrow().running()).isTrue();
    assertThat(cloud.instance(detached).orElseThrow().state()).isEqualTo(LifecycleState.DETACHED);
  }

  @Test
  void aLaunchHookHoldsAnInstanceBackUntilSomebodySaysContinue() {
    // given
    SimulatedGroup group = workers(o -> o.hook(LifecycleHook.onLaunch("ready")));

    // when
    group.setDesired(7);
    passes(10);

    // then
    assertThat(last(group).state()).isEqualTo(LifecycleState.PENDING_WAIT);
    assertThat(last(group).booted()).isTrue();
    group.completeHook(last(group).id(), Result.CONTINUE);
    assertThat(last(group).state()).isEqualTo(LifecycleState.IN_SERVICE);
  }

  @Test
  void anAbandonedLaunchIsGivenUpAndMadeAnew() {
    // given
    SimulatedGroup group = workers(o -> o.hook(LifecycleHook.onLaunch("ready")));
    group.setDesired(7);
    passes(1);
    String abandoned = last(group).id();

    // when
    group.completeHook(abandoned, Result.ABANDON);
    passes(1);

    // then
    assertThat(last(group).id()).isNotEqualTo(abandoned);
    assertThat(group.activities())
        .anyMatch(a -> a.instance().equals(abandoned) && a.message().contains("abandoned"));
  }

  @Test
  void aHookThatNobodyAnswersTakesItsDefaultWhenTheHeartbeatTimesOut() {
    // given
    SimulatedGroup group =
        workers(
            o ->
                o.hook(
                    LifecycleHook.onLaunch("ready")
                        .heartbeat(Duration.ofMinutes(5))
                        .byDefault(Result.CONTINUE)));
    group.setDesired(7);
    passes(4);

    // when
    group.heartbeat(last(group).id());
    passes(4);

    // then
    assertThat(last(group).state()).isEqualTo(LifecycleState.PENDING_WAIT);
    passes(2);
    assertThat(last(group).state()).isEqualTo(LifecycleState.IN_SERVICE);
  }

  @Test
  void aTerminationHookKeepsTheMachineRunningUntilItIsAnswered() {
    // given
    SimulatedGroup group =
        workers(o -> o.hook(LifecycleHook.onTermination("drain").answeredIn(seconds(120, 120))));
    String going = instances(group).get(0).id();

    // when
    group.terminate(going, AfterTermination.GIVE_BACK);
    passes(1);

    // then
    assertThat(instances(group).get(0).state()).isEqualTo(LifecycleState.TERMINATING_WAIT);
    assertThat(instances(group).get(0).running()).isTrue();
    passes(2);
    assertThat(cloud.instance(going).orElseThrow().running()).isFalse();
  }

  @Test
  void aMachineThatWasTerminatedThroughEc2IsFoundByTheHealthCheckOnly() {
    // given
    SimulatedGroup group = workers(o -> {});
    String lost = instances(group).get(2).id();

    // when
    group.loseMachine(lost);

    // then
    assertThat(instances(group).get(2).healthy()).isTrue();
    assertThat(instances(group).get(2).running()).isFalse();
    passes(2);
    assertThat(instances(group)).hasSize(6).noneMatch(i -> i.id().equals(lost));
    assertThat(lastCause(group)).contains("an unhealthy instance needing to be replaced");
  }

  @Test
  void anUnhealthyInstanceStaysWhileItsReplacementIsSuspended() {
    // given
    SimulatedGroup group = workers(o -> {});
    group.suspend(List.of("ReplaceUnhealthy"));

    // when
    group.accidents().failStatusCheck(instances(group).get(0).id());
    passes(10);

    // then
    assertThat(instances(group)).hasSize(6);
    assertThat(instances(group).get(0).healthy()).isFalse();
    group.resume(List.of("ReplaceUnhealthy"));
    passes(3);
    assertThat(instances(group)).allMatch(CloudInstance::healthy);
  }

  @Test
  void nobodyLooksAtHealthWhileHealthChecksAreSuspended() {
    // given
    SimulatedGroup group = workers(o -> {});
    group.suspend(List.of("HealthCheck"));

    // when
    group.loseMachine(instances(group).get(0).id());
    passes(30);

    // then
    assertThat(instances(group).get(0).healthy()).isTrue();
    group.resume(List.of("HealthCheck"));
    passes(3);
    assertThat(instances(group)).hasSize(6).allMatch(CloudInstance::running);
  }

  @Test
  void aLoadBalancersWordCountsForGroupsThatAskItAndAfterTheGracePeriod() {
    // given
    SimulatedGroup deaf = cloud.group("deaf", g -> g.size(1));
    SimulatedGroup group = workers(o -> o.asksLoadBalancer().healthGrace(Duration.ofMinutes(10)));
    String ill = instances(group).get(0).id();

    // when
    deaf.accidents().failLoadBalancerCheck(instances(deaf).get(0).id());
    group.accidents().failLoadBalancerCheck(ill);
    passes(9);

    // then
    assertThat(instances(group)).anyMatch(i -> i.id().equals(ill));
    passes(3);
    assertThat(instances(group)).hasSize(6).noneMatch(i -> i.id().equals(ill));
    assertThat(instances(deaf)).allMatch(CloudInstance::healthy);
    assertThat(group.activities()).anyMatch(a -> a.cause().contains("ELB system health check"));
  }

  @Test
  void instancesThatHaveReachedTheirLongestLifeAreReplacedOneAfterAnother() {
    // given
    SimulatedGroup group = workers(o -> o.maxInstanceLifetime(Duration.ofDays(1)));
    List<String> old = instances(group).stream().map(CloudInstance::id).toList();

    // when
    timeline.advance(Duration.ofDays(1).plusSeconds(2));

    // then
    assertThat(instances(group))
        .filteredOn(i -> i.state() == LifecycleState.TERMINATING)
        .hasSize(1);
    passes(60);
    assertThat(instances(group)).hasSize(6).noneMatch(i -> old.contains(i.id()));
  }

  @Test
  void scheduledActionsAndAlarmsChangeTheSizeUnlessTheyAreSuspended() {
    // given
    SimulatedGroup group = workers(o -> {});
    group.schedule(Duration.ofMinutes(5), 1, 10, 8);
    group.schedule(Duration.ofMinutes(15), 1, 10, 2);

    // when
    passes(6);

    // then
    assertThat(group.state().desired()).isEqualTo(8);
    assertThat(lastCause(group)).contains("a scheduled action update");
    group.suspend(List.of("ScheduledActions", "AlarmNotification"));
    group.alarm(9);
    passes(10);
    assertThat(group.state().desired()).isEqualTo(8);
    group.resume(List.of("AlarmNotification"));
    group.alarm(99);
    assertThat(group.state().desired()).as("never above the maximum").isEqualTo(10);
  }

  @Test
  void rebalancingMayExceedTheMaximumByATenthAndNeverShedsWhileTerminationIsSuspended() {
    // given
    SimulatedGroup group = cloud.group("workers", g -> g.size(6).max(6));
    cloud.zoneHasCapacity("a", false);
    instances(group).stream()
        .filter(i -> i.zone().equals("a"))
        .forEach(i -> group.terminate(i.id(), AfterTermination.REPLACE));
    passes(5);
    group.suspend(List.of("Terminate"));

    // when
    cloud.zoneHasCapacity("a", true);
    passes(10);

    // then
    assertThat(instances(group)).hasSize(7);
    group.resume(List.of("Terminate"));
    group.setLimits(0, 6);
    passes(10);
    assertThat(instances(group)).hasSize(6).filteredOn(i -> i.zone().equals("a")).hasSize(2);
  }

  @Test
  void aGroupWithInstancesIsDeletedByForceOnly() {
    // given
    SimulatedGroup group = workers(o -> {});

    // when, then
    assertThatThrownBy(() -> group.delete(false)).hasMessageContaining("instances in it");
    group.delete(true);
    assertThatThrownBy(() -> cloud.group("workers")).isInstanceOf(CloudRejection.class);
    passes(5);
    assertThat(cloud.instances()).hasSize(6).noneMatch(CloudInstance::running);
  }

  @Test
  void startsWithSomeInstancesOnTheNewImageAlready() {
    // given, when
    SimulatedGroup group = workers(o -> o.alreadyOn("ami-new", 2));

    // then
    assertThat(instances(group)).filteredOn(i -> i.image().equals("ami-new")).hasSize(2);
    assertThat(group.state().pointer()).isEqualTo(new TemplateVersion("lt-1", "1"));
  }

  @Test
  void saysWhyItDidWhatItDidAsAutoScalingDoes() {
    // given
    SimulatedGroup group = workers(o -> {});

    // when
    group.setDesired(7);
    passes(1);
    String launch = lastCause(group);
    group.resize(0, 12, 6);
    passes(1);
    String shrink = lastCause(group);
    group.terminate(instances(group).get(0).id(), AfterTermination.GIVE_BACK);

    // then
    assertThat(launch)
        .startsWith("At ")
        .contains("Z a user request explicitly set group desired capacity changing the desired")
        .contains("from 6 to 7.  At ")
        .endsWith("actual capacity, increasing the capacity from 6 to 7.");
    assertThat(shrink)
        .contains("update of AutoScalingGroup constraints to min: 0, max: 12, desired: 6")
        .contains("shrinking the capacity from 7 to 6.")
        .endsWith("was selected for termination.");
    assertThat(lastCause(group))
        .contains("in response to a user request, shrinking the capacity from 6 to 5.");
  }
}
