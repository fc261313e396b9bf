package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for a group whatever is done to it. */
class SimulatedCloudPropertiesTest {

  private static final List<String> ZONES = List.of("a", "b", "c");

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final SimulatedCloud cloud = SimulatedCloud.on(timeline);
  private final SimulatedGroup group = cloud.group("workers", g -> g.size(6).max(12));

  @Property(tries = 300)
  void settlesAtDesiredEvenlyOverItsZones(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 9999) Integer> steps) {
    // given
    var watching = cloud.observeTruth(change -> neverTooMany());

    // when
    steps.forEach(this::disturb);
    ZONES.forEach(zone -> cloud.zoneHasCapacity(zone, true));
    group.resume(List.of("Launch", "Terminate", "AZRebalance", "ReplaceUnhealthy"));
    timeline.advance(Duration.ofHours(1));

    // then
    watching.close();
    assertThat(group.state().instances()).hasSize(group.state().desired());
    assertThat(group.state().instances())
        .allMatch(i -> i.state() == LifecycleState.IN_SERVICE && i.healthy() && i.booted());
    assertThat(spread()).as("difference between the zones").isLessThanOrEqualTo(1);
  }

  /** At most a tenth above the maximum, for rebalancing; the maximum never moves here. */
  private void neverTooMany() {
    assertThat(group.state().present()).isLessThanOrEqualTo(13);
  }

  private int spread() {
    Map<String, Integer> counts = new TreeMap<>();
    ZONES.forEach(zone -> counts.put(zone, 0));
    group.state().instances().forEach(i -> counts.merge(i.zone(), 1, Integer::sum));
    return counts.values().stream().mapToInt(n -> n).max().orElse(0)
        - counts.values().stream().mapToInt(n -> n).min().orElse(0);
  }

  private void disturb(int step) {
    int argument = step / 10;
    switch (step % 10) {
      case 0, 1 -> group.setDesired(argument % 13);
      case 2 -> terminate(argument, AfterTermination.REPLACE);
      case 3 -> terminate(argument, AfterTermination.GIVE_BACK);
      case 4 -> cloud.zoneHasCapacity(ZONES.get(argument % 3), argument % 2 == 0);
      case 5 -> group.suspend(List.of(process(argument)));
      case 6 -> group.resume(List.of(process(argument)));
      case 7 -> lose(argument);
      default -> timeline.advance(Duration.ofSeconds(argument % 100));
    }
  }

  private static String process(int number) {
    return List.of("Launch", "Terminate", "AZRebalance", "ReplaceUnhealthy").get(number % 4);
  }

  private void terminate(int number, AfterTermination after) {
    try {
      group.terminate(some(number), after);
    } catch (CloudRejection rejected) {
      assertThat(rejected.because()).isNotEmpty();
    }
  }

  private void lose(int number) {
    if (!group.state().instances().isEmpty()) {
      group.loseMachine(some(number));
    }
  }

  private String some(int number) {
    List<CloudInstance> instances = group.state().instances();
    return instances.isEmpty() ? "i-none" : instances.get(number % instances.size()).id();
  }
}
