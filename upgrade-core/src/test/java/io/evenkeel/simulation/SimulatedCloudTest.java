package io.evenkeel.simulation;

import static io.evenkeel.simulation.DurationRange.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedCloudTest {

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final List<String> links = new ArrayList<>();
  private final SimulatedCloud cloud = SimulatedCloud.on(timeline).joins(new Recorder());

  private SimulatedGroup workers() {
    cloud.images().register("ami-new", BootedInstance.Joining.BECOMES_READY);
    return cloud.group(
        "workers",
        group -> group.size(6).max(10).template("lt-1", "ami-old").bootsIn(seconds(20, 40)));
  }

  @Test
  void startsWithItsInstancesSpreadOverTheZones() {
    // given, when
    SimulatedGroup group = workers();

    // then
    assertThat(zonesOf(group)).containsExactly("a", "b", "c", "a", "b", "c");
    assertThat(group.state().instances())
        .allMatch(i -> i.state() == LifecycleState.IN_SERVICE && i.booted());
    assertThat(links).hasSize(6).allMatch(line -> line.startsWith("booted"));
  }

  @Test
  void launchesIntoTheEmptiestZoneFromThePointer() {
    // given
    SimulatedGroup group = workers();
    cloud.templates().addVersion("lt-1", TemplateContent.of("ami-new", "m6i.large"), "", "");
    group.point(new TemplateVersion("lt-1", "2"));

    // when
    group.setDesired(8);
    timeline.advance(Duration.ofSeconds(2));

    // then
    assertThat(group.state().instances().subList(6, 8))
        .allMatch(i -> i.state() == LifecycleState.PENDING && i.image().equals("ami-new"));
    timeline.advance(Duration.ofSeconds(40));
    assertThat(group.state().instances()).allMatch(i -> i.state() == LifecycleState.IN_SERVICE);
    assertThat(links).hasSize(8);
    assertThat(group.peakInstances()).isEqualTo(8);
  }

  @Test
  void replacesAnInstanceThatIsTerminatedWithoutDecrement() {
    // given
    SimulatedGroup group = workers();
    String victim = group.state().instances().get(1).id();

    // when
    group.terminate(victim, AfterTermination.REPLACE);
    timeline.advance(Duration.ofMinutes(2));

    // then
    assertThat(group.state().desired()).isEqualTo(6);
    assertThat(group.state().instances()).hasSize(6).noneMatch(i -> i.id().equals(victim));
    assertThat(group.state().instances().get(5).zone()).isEqualTo("b");
    assertThat(links).contains("gone " + victim);
  }

  @Test
  void givesThePlaceBackWhenTerminatedWithDecrement() {
    // given
    SimulatedGroup group = workers();

    // when
    group.terminate(group.state().instances().get(0).id(), AfterTermination.GIVE_BACK);
    timeline.advance(Duration.ofMinutes(2));

    // then
    assertThat(group.state().desired()).isEqualTo(5);
    assertThat(group.state().instances()).hasSize(5);
  }

  @Test
  void refusesToShrinkBelowItsMinimum() {
    // given
    SimulatedGroup group = cloud.group("tight", g -> g.size(2).min(2));
    String id = group.state().instances().get(0).id();

    // when, then
    assertThatThrownBy(() -> group.terminate(id, AfterTermination.GIVE_BACK))
        .isInstanceOf(CloudRejection.class)
        .hasMessageContaining("min size constraint");
    assertThat(group.state().desired()).isEqualTo(2);
  }

  @Test
  void shrinksInTheFullestZoneStartingWithTheOldestTemplate() {
    // given
    SimulatedGroup group = workers();
    cloud.templates().addVersion("lt-1", TemplateContent.of("ami-new", "m6i.large"), "", "");
    group.point(new TemplateVersion("lt-1", "2"));
    group.setDesired(7);
    timeline.advance(Duration.ofMinutes(1));

    // when
    group.setDesired(6);
    timeline.advance(Duration.ofMinutes(1));

    // then
    assertThat(zonesOf(group)).containsExactly("b", "c", "a", "b", "c", "a");
    assertThat(group.state().instances().get(5).image()).isEqualTo("ami-new");
  }

  @Test
  void triesAnotherZoneWhereTheEmptiestHasNoCapacity() {
    // given
    SimulatedGroup group = workers();
    cloud.zoneHasCapacity("a", false);

    // when
    group.setDesired(7);
    timeline.advance(Duration.ofMinutes(1));

    // then
    assertThat(group.state().instances().get(6).zone()).isEqualTo("b");
    assertThat(group.activities().get(0).status()).isEqualTo(ScalingActivity.Status.FAILED);
    assertThat(group.activities().get(0).message()).contains("sufficient m6i.large capacity");
  }

  @Test
  void evensOutItsZonesLaunchingBeforeTerminating() {
    // given
    SimulatedGroup group = workers();
    cloud.zoneHasCapacity("a", false);
    zone(group, "a").forEach(i -> group.terminate(i.id(), AfterTermination.REPLACE));
    timeline.advance(Duration.ofMinutes(5));
    assertThat(zone(group, "a")).isEmpty();

    // when
    cloud.zoneHasCapacity("a", true);
    timeline.advance(Duration.ofMinutes(5));

    // then
    assertThat(zone(group, "a")).hasSize(2);
    assertThat(group.state().instances()).hasSize(6);
    assertThat(group.peakInstances()).isEqualTo(7);
  }

  @Test
  void leavesItsZonesAloneWhileRebalancingIsSuspended() {
    // given
    SimulatedGroup group = workers();
    group.suspend(List.of("AZRebalance"));
    cloud.zoneHasCapacity("a", false);
    zone(group, "a").forEach(i -> group.terminate(i.id(), AfterTermination.REPLACE));
    timeline.advance(Duration.ofMinutes(5));

    // when
    cloud.zoneHasCapacity("a", true);
    timeline.advance(Duration.ofMinutes(5));

    // then
    assertThat(zone(group, "a")).isEmpty();
    assertThat(group.peakInstances()).isEqualTo(6);
  }

  @Test
  void launchesNothingWhileLaunchIsSuspended() {
    // given
    SimulatedGroup group = workers();
    group.suspend(List.of("Launch"));

    // when
    group.setDesired(8);
    timeline.advance(Duration.ofMinutes(5));

    // then
    assertThat(group.state().instances()).hasSize(6);
    group.resume(List.of("Launch"));
    timeline.advance(Duration.ofMinutes(1));
    assertThat(group.state().instances()).hasSize(8);
  }

  @Test
  void replacesAMachineThatWasLost() {
    // given
    SimulatedGroup group = workers();
    String lost = group.state().instances().get(2).id();

    // when
    group.loseMachine(lost);
    timeline.advance(Duration.ofMinutes(3));

    // then
    assertThat(group.state().instances()).hasSize(6).noneMatch(i -> i.id().equals(lost));
  }

  @Test
  void hasTheSameHistoryForTheSameSeed() {
    assertThat(storyOf(7)).isEqualTo(storyOf(7)).isNotEqualTo(storyOf(8));
  }

  private static String storyOf(long seed) {
    VirtualTimeline time = new VirtualTimeline();
    SimulatedCloud cloud = SimulatedCloud.on(time, seed);
    SimulatedGroup group = cloud.group("workers", g -> g.size(3).max(9));
    group.setDesired(9);
    time.advance(Duration.ofMinutes(1));
    group.setDesired(4);
    time.advance(Duration.ofMinutes(1));
    return cloud.history().toString();
  }

  private static List<String> zonesOf(SimulatedGroup group) {
    return group.state().instances().stream().map(CloudInstance::zone).toList();
  }

  private static List<CloudInstance> zone(SimulatedGroup group, String zone) {
    return group.state().instances().stream().filter(i -> i.zone().equals(zone)).toList();
  }

  private final class Recorder implements NodeLink {
    @Override
    public void instanceBooted(BootedInstance instance) {
      links.add("booted " + instance.instanceId());
    }

    @Override
    public void instanceGone(String instanceId) {
      links.add("gone " + instanceId);
    }
  }
}
