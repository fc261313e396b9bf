package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.spi.ClusterClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for an upgrader that is closed, on real time. */
@Timeout(60)
class ClosedUpgraderTest {
  private final World world = World.small(2);
  private final AtomicInteger calls = new AtomicInteger();
  private final Upgrader upgrader = Upgrader.create();

  @Test
  void a_closed_upgrader_answers_nothing_any_more() {
    // given
    RunControl control = upgrader.control(silent());
    Cleanup cleanup = Cleanup.of(world.cloud.provider(), World.GROUP);
    upgrader.close();

    // then
    refused(() -> upgrader.start(plan()));
    refused(() -> upgrader.preflight(plan()));
    refused(() -> upgrader.status(silent()));
    refused(() -> upgrader.control(silent()));
    refused(control::status);
    refused(control::pause);
    refused(() -> control.approve("first"));
    refused(control::awaitEnd);
    refused(() -> control.cleanup(cleanup));
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_preflight_that_looks_when_the_upgrader_is_closed_fails() {
    closesWhile(upgrader -> upgrader.preflight(plan()));
  }

  @Test
  void whoever_waits_for_a_status_when_the_upgrader_is_closed_is_told_so() {
    closesWhile(upgrader -> upgrader.status(silent()));
  }

  @Test
  void whoever_waits_for_the_end_of_a_run_when_the_upgrader_is_closed_is_told_so() {
    // given
    UpgradeRun run = upgrader.start(plan());

    // when
    upgrader.close();

    // then
    assertThatIllegalStateException().isThrownBy(run::await).withMessageContaining("closed");
  }

  private void closesWhile(Consumer<Upgrader> waits) {
    // given
    CompletableFuture<Throwable> failed =
        CompletableFuture.supplyAsync(() -> catchThrowable(() -> waits.accept(upgrader)));
    while (calls.get() == 0) {
      Thread.onSpinWait();
    }

    // when
    upgrader.close();

    // then
    assertThat(failed.join())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the upgrader is closed");
  }

  private static void refused(ThrowingCallable asking) {
    assertThatIllegalStateException()
        .isThrownBy(asking)
        .withMessageContaining("the upgrader is closed");
  }

  private UpgradePlan plan() {
    return UpgradePlan.builder()
        .clusterClient(silent())
        .cloudProvider(world.cloud.provider())
        .nodeGroup(World.GROUP, group -> {})
        .build();
  }

  /** A cluster that never says who holds its lease. */
  private ClusterClient silent() {
    return PlugInFault.NEVER_ANSWERS.in(
        ClusterClient.class, world.cluster.client(), "readLease", calls);
  }
}
