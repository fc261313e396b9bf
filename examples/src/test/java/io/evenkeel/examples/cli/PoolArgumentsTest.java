package io.evenkeel.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.GroupPlan;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.Quantity;
import io.evenkeel.Roll;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.SimulatedNodePools;
import io.evenkeel.simulation.VirtualTimeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PoolArgumentsTest {
  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster =
      SimulatedCluster.on(time).machineType("m7i.xlarge", 4, 16, 58);
  private final SimulatedNodePools pools = SimulatedNodePools.on(cluster);

  @Test
  void everyOptionReachesThePlan() {
    // when
    UpgradePlan plan =
        plan(
            "--nodepool=orders",
            "--way=gated",
            "--max-surge=2",
            "--patience=3h",
            "--tighten-budget=10%",
            "--remove-unused",
            "--window=0 22 * * MON-FRI Europe/Berlin 6h",
            "--window=0 8 * * SUN UTC 90m");

    // then
    GroupPlan.Delegated group = (GroupPlan.Delegated) plan.groups().get(0);
    GroupPlan.PoolPlan pool = group.pool().orElseThrow();
    assertThat(pool.roll()).contains(new Roll.Gated(Quantity.nodes(2)));
    assertThat(pool.patience()).isEqualTo(Duration.ofHours(3));
    assertThat(pool.unusedNodes()).isEqualTo(GroupPlan.UnusedNodes.REMOVE);
    assertThat(group.maxUnavailable()).contains(Quantity.percent(10));
    assertThat(plan.windows())
        .containsExactly(
            MaintenanceWindow.opens(
                "0 22 * * MON-FRI", ZoneId.of("Europe/Berlin"), Duration.ofHours(6)),
            MaintenanceWindow.opens("0 8 * * SUN", ZoneId.of("UTC"), Duration.ofMinutes(90)));
  }

  @Test
  void aPoolAloneWaitsAnHourAndIsNotChanged() {
    // when
    GroupPlan.Delegated group = (GroupPlan.Delegated) plan("--nodepool=orders").groups().get(0);

    // then
    assertThat(group.pool().orElseThrow().patience()).isEqualTo(Duration.ofHours(1));
    assertThat(group.maxUnavailable()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--window=tonight",
        "--window=0 22 * * MON-FRI Berlin 6h",
        "--window=0 22 * * MON-FRI UTC long",
        "--patience=1",
      })
  void whatCannotBeReadIsAUsageError(String option) {
    assertThatThrownBy(() -> plan("--nodepool=orders", option))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageContaining("write");
  }

  @Test
  void aLookThatRefusesSaysWhatAndWhyAndWritesNothing() {
    // given
    pools.pool("orders", pool -> pool.size(3).budget("0"));
    cluster.settle();
    pools.drift("orders");
    time.advance(Duration.ofMinutes(6));
    String before = cluster.snapshot().toString();
    StringWriter out = new StringWriter();

    // when
    int code =
        Findings.print(
            Upgrader.builder().timeline(time).build(),
            plan("--nodepool=orders", "--way=gated"),
            new PrintWriter(out));

    // then
    assertThat(code).isEqualTo(ExitCode.REFUSED);
    assertThat(out.toString())
        .contains("POOL_BUDGET_NEVER_OPENS", "node pool 'orders'", "let no drifted node go");
    assertThat(cluster.snapshot()).hasToString(before);
  }

  @Test
  void thereIsALookForPoolsOnTheCommandLine() {
    assertThat(Cli.commandLine().getSubcommands()).containsKey("preflight-nodepool");
  }

  private UpgradePlan plan(String... arguments) {
    return CommandLine.populateCommand(new PoolArguments(), arguments)
        .plan(cluster.client(), pools.provider());
  }
}
