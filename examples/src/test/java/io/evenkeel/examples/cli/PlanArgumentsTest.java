package io.evenkeel.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.GroupPlan;
import io.evenkeel.InvalidPlanException;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.UpgradePlan;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PlanArgumentsTest {

  @Test
  void aGroupAloneMeansTheLatestImageWithOneNodeMore() {
    // when
    GroupPlan.SelfDriven group = group("--group", "workers");

    // then
    assertThat(group.name()).isEqualTo("workers");
    assertThat(group.target()).isEqualTo(Target.latestImage());
    assertThat(group.maxSurge()).isEqualTo(Quantity.nodes(1));
    assertThat(group.maxUnavailable()).isEqualTo(Quantity.nodes(0));
    assertThat(group.drainPolicy().timeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(group.drainPolicy().soak()).isEqualTo(Duration.ofSeconds(60));
    assertThat(group.canary().proof()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void everyOptionReachesThePlan() {
    // when
    GroupPlan.SelfDriven group =
        group(
            "--group=workers",
            "--to=lt-0abc:7",
            "--max-surge=25%",
            "--max-unavailable=2",
            "--drain-timeout=30m",
            "--soak=0s",
            "--canary-patience=1h",
            "--canary-proof=90s",
            "--order=zones",
            "--drain-policy=kubectl");

    // then
    assertThat(group.target()).isEqualTo(Target.launchTemplate("lt-0abc", 7));
    assertThat(group.maxSurge()).isEqualTo(Quantity.percent(25));
    assertThat(group.maxUnavailable()).isEqualTo(Quantity.nodes(2));
    assertThat(group.drainPolicy().timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(group.drainPolicy().soak()).isEqualTo(Duration.ZERO);
    assertThat(group.canary().patience()).isEqualTo(Duration.ofHours(1));
    assertThat(group.canary().proof()).isEqualTo(Duration.ofSeconds(90));
    assertThat(group.selector().order()).isPresent();
  }

  @Test
  void severalGroupsAreOnePlan() {
    assertThat(plan("--group", "a", "--group", "b").groups())
        .extracting(GroupPlan::name)
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "latest, the latest image",
    "ami-0abc, image ami-0abc",
    "lt-0abc:7, launch template lt-0abc version 7",
    "k8s:1.34, the latest image of Kubernetes 1.34"
  })
  void aTargetIsWrittenShort(String text, String meaning) {
    assertThat(group("--group=g", "--to=" + text).target()).hasToString(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--to=newest", "--soak=1", "--select=old", "--max-surge=many", "--to=lt-1"})
  void whatCannotBeReadIsAUsageError(String option) {
    assertThatThrownBy(() -> group("--group=g", option))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageContaining("write");
  }

  @Test
  void limitsThatCannotWorkAreRefusedWithARemedy() {
    assertThatThrownBy(() -> plan("--group=g", "--max-surge=0"))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("both zero")
        .hasMessageContaining("->");
  }

  private static GroupPlan.SelfDriven group(String... arguments) {
    return (GroupPlan.SelfDriven) plan(arguments).groups().get(0);
  }

  private static UpgradePlan plan(String... arguments) {
    PlanArguments parsed = CommandLine.populateCommand(new PlanArguments(), arguments);
    VirtualTimeline time = new VirtualTimeline();
    return parsed.plan(SimulatedCluster.on(time).client(), SimulatedCloud.on(time).provider());
  }
}
