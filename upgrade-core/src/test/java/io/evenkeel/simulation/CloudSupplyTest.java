package io.evenkeel.simulation;

import static io.evenkeel.simulation.DurationRange.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.simulation.BootedInstance.Joining;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What machines a simulated cloud has to give, and what becomes of them. */
class CloudSupplyTest {

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final List<BootedInstance> booted = new ArrayList<>();
  private final SimulatedCloud cloud =
      SimulatedCloud.on(timeline)
          .joins(
              new NodeLink() {
                @Override
                public void instanceBooted(BootedInstance instance) {
                  booted.add(instance);
                }

                @Override
                public void instanceGone(String instanceId) {
                  booted.removeIf(i -> i.instanceId().equals(instanceId));
                }
              });
  private final SimulatedGroup group =
      cloud.group(
          "workers",
          g ->
              g.size(3)
                  .max(10)
                  .bootsIn(seconds(20, 40))
                  .options(o -> o.furtherTypes("m5.large").rebalancesCapacity()));

  private void passes(long minutes) {
    timeline.advance(Duration.ofMinutes(minutes));
  }

  private List<CloudInstance> instances() {
    return group.state().instances();
  }

  private String failure() {
    return group.activities().get(group.activities().size() - 1).message();
  }

  @Test
  void aGroupFallsBackToAnotherTypeWhereItsOwnCannotBeHad() {
    // given
    cloud.typeHasCapacity("a", "m6i.large", false);

    // when
    group.setDesired(4);
    passes(1);

    // then
    assertThat(instances().get(3).type()).isEqualTo("m5.large");
    assertThat(instances().get(3).zone()).isEqualTo("a");
  }

  @Test
  void aQuotaOfCoresStopsAllLaunchesUntilItIsRaised() {
    // given
    cloud.coreQuota(8);

    // when
    group.setDesired(6);
    passes(5);

    // then
    assertThat(instances()).hasSize(4);
    assertThat(cloud.coresUsed()).isEqualTo(8);
    assertThat(failure()).contains("vCPU limit of 8");
    cloud.coreQuota(100);
    passes(2);
    assertThat(instances()).hasSize(6);
  }

  @Test
  void aSubnetWithoutAddressesIsPassedOverForAnother() {
    // given
    cloud.subnetAddresses("a", 1);

    // when
    group.setDesired(6);
    passes(2);

    // then
    assertThat(cloud.addressesUsed("a")).isEqualTo(1);
    assertThat(instances()).hasSize(6);
    assertThat(group.activities()).anyMatch(a -> a.message().contains("subnet 'subnet-a'"));
  }

  @Test
  void anInstanceThatDiesPendingIsReplacedAndNeverWasInService() {
    // given
    group.accidents().nextLaunchesDie(2);

    // when
    group.setDesired(4);
    passes(3);

    // then
    assertThat(instances()).hasSize(4).allMatch(i -> i.state() == LifecycleState.IN_SERVICE);
    assertThat(cloud.instances()).hasSize(6);
    assertThat(booted).hasSize(4);
    assertThat(group.activities()).filteredOn(a -> a.message().contains("on launch")).hasSize(2);
  }

  @Test
  void machinesMayJoinWorseThanTheirImageLetsThem() {
    // given
    group.accidents().nextLaunchesJoin(1, Joining.NEVER_REGISTERS);

    // when
    group.setDesired(5);
    passes(2);

    // then
    assertThat(booted.subList(3, 5))
        .extracting(BootedInstance::joining)
        .containsExactlyInAnyOrder(Joining.NEVER_REGISTERS, Joining.BECOMES_READY);
  }

  @Test
  void aSpotInstanceIsTakenBackTwoMinutesAfterItsNotice() {
    // given
    String spot = instances().get(0).id();

    // when
    group.accidents().spotInterruption(spot);
    timeline.advance(Duration.ofSeconds(119));

    // then
    assertThat(booted).anyMatch(i -> i.instanceId().equals(spot));
    timeline.advance(Duration.ofSeconds(2));
    assertThat(booted).noneMatch(i -> i.instanceId().equals(spot));
    passes(3);
    assertThat(instances()).hasSize(3).noneMatch(i -> i.id().equals(spot));
  }

  @Test
  void capacityRebalancingLaunchesTheSuccessorBeforeTheInstanceAtRiskGoes() {
    // given
    String atRisk = instances().get(0).id();

    // when
    group.accidents().rebalanceRecommendation(atRisk);
    passes(3);

    // then
    assertThat(group.peakInstances()).isEqualTo(4);
    assertThat(instances()).hasSize(3).noneMatch(i -> i.id().equals(atRisk));
  }

  @Test
  void aRetiredHostStopsWhenItsTimeIsUp() {
    // given
    String retired = instances().get(1).id();

    // when
    group.accidents().retirement(retired, Duration.ofMinutes(30));
    passes(29);

    // then
    assertThat(instances().get(1).running()).isTrue();
    passes(5);
    assertThat(instances()).noneMatch(i -> i.id().equals(retired));
  }

  @Test
  void nothingIsLaunchedFromATemplateOrAnImageThatIsGone() {
    // given
    cloud.images().remove("ami-1");
    group.setDesired(4);
    passes(2);
    assertThat(failure()).contains("The image id '[ami-1]' does not exist");

    // when
    cloud.templates().delete("lt-workers");
    passes(2);

    // then
    assertThat(failure()).contains("launch template").contains("does not exist");
    assertThat(instances()).hasSize(3);
  }

  @Test
  void describingIsEventuallyConsistentWhereItIsSaidToBe() {
    // given
    passes(1);
    cloud.consistency(DescribeConsistency.eventual(Duration.ofSeconds(20)));
    String first = instances().get(0).id();

    // when
    group.terminate(first, AfterTermination.REPLACE);
    timeline.advance(Duration.ofSeconds(12));

    // then
    assertThat(cloud.instance(first).orElseThrow().running()).isFalse();
    assertThat(cloud.shown("workers").instances())
        .as("the dead one is shown, the new one is missing")
        .hasSize(3)
        .anyMatch(i -> i.id().equals(first) && i.state() == LifecycleState.IN_SERVICE);
    timeline.advance(Duration.ofSeconds(40));
    assertThat(cloud.shown("workers").instances()).noneMatch(i -> i.id().equals(first));
  }
}
