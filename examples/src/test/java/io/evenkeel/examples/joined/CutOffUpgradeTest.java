package io.evenkeel.examples.joined;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.examples.controlplane.ShippedRole;
import io.evenkeel.kubernetes.KubernetesCluster;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The API server goes away, or turns a second run down, and the upgrade is finished as planned. */
class CutOffUpgradeTest extends TroubledUpgrade {

  @Test
  void theApiServerIsRestarted() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      run.awaitEvictions(3);
      plane.restartApiServer();

      // then
      finishes(run);
    }
  }

  @Test
  void everyWatchIsCutAgainAndAgain() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      for (int evictions = 1; evictions <= 9; evictions += 2) {
        run.awaitEvictions(evictions);
        line.cut();
      }

      // then
      finishes(run);
    }
  }

  @Test
  void theWatchesHaveExpiredWhenTheLineIsBack() throws Exception {
    try (JoinedRun run = upgrade()) {
      // when
      run.awaitEvictions(3);
      line.sever();
      plane.restartApiServer();
      others.changeEveryNode(observer.picture());
      line.mend();

      // then
      finishes(run);
      assertThat(line.expired()).as("watches answered with 410").isPositive();
    }
  }

  @Test
  void aSecondRunIsRefused() throws Exception {
    try (JoinedRun run = upgrade();
        KubernetesCluster second = line.toCluster(plane.kubeconfig(ShippedRole.USER))) {
      // when
      run.awaitEvictions(1);
      try (JoinedRun refused = upgrade(name + "-2", second)) {

        // then
        assertThat(refused.outcome())
            .asInstanceOf(InstanceOfAssertFactories.type(UpgradeOutcome.Failed.class))
            .extracting(UpgradeOutcome.Failed::reason)
            .isEqualTo(FailureReason.ANOTHER_RUN);
      }
      finishes(run);
    }
  }
}
