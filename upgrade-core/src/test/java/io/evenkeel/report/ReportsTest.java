package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.GroupSummary;
import io.evenkeel.HinderedNode;
import io.evenkeel.Obstacle;
import io.evenkeel.RemovedNode;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportsTest {

  @Test
  void aSuccessTellsWhatItTook() {
    assertThat(
            SummaryReport.of(
                Story.succeeded(),
                List.of(
                    new BudgetRecord("shop/myapp", 10, 8, 8),
                    new BudgetRecord("shop/db", 3, 2, 1))))
        .isEqualTo(
            """
            Upgrade succeeded: 6 nodes replaced in 12 min 40 s.

              node group      workers
              target          ami-2 (lt-workers:2)
              nodes           6 replaced
              evictions       15 for 15 pods (1.00 per pod)
              peak surge      2 nodes
              given back      desired size 6
                              maximum size 6
              left as it is   nothing

              BUDGET       PODS   MUST STAY   LOWEST
              shop/myapp   10     8           8        kept
              shop/db      3      2           1        BROKEN
            """);
  }

  @Test
  void aFailureTellsWhatStoodInTheWayAndWhatToDo() {
    // given
    GroupSummary group =
        new GroupSummary(
            "workers", "ami-2", 1, List.of("node-3"), 2, 2, 1, List.of(), List.of("node-3"));
    UpgradeOutcome failed =
        new UpgradeOutcome.Failed(
            FailureReason.DRAIN_STUCK,
            "node-3 still holds shop/db-0 after 15 min",
            "make room for it, then start the same plan again",
            List.of(),
            new UpgradeSummary("r-1", Story.at(0), Story.at(3700), List.of(group)));

    // then
    assertThat(SummaryReport.of(failed))
        .isEqualTo(
            """
            Upgrade failed: 1 node replaced in 1 h 1 min.
              reason   DRAIN_STUCK
              what     node-3 still holds shop/db-0 after 15 min
              to do    make room for it, then start the same plan again

              node group      workers
              target          ami-2
              nodes           1 replaced, quarantined: node-3
              evictions       2 for 2 pods (1.00 per pod)
              peak surge      1 node
              given back      nothing
              left as it is   node-3
            """);
  }

  @Test
  void aRunThatHasOnlyRemovedUnusedNodesHasWrittenSomething() {
    // given
    GroupSummary group =
        new GroupSummary(
            "general",
            "template general-2",
            0,
            List.of(),
            0,
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(new RemovedNode("node-1", "it held no pods")),
            GroupSummary.Kind.NODE_POOL);
    UpgradeSummary summary = new UpgradeSummary("r-1", Story.at(0), Story.at(60), List.of(group));

    // then
    assertThat(SummaryReport.of(new UpgradeOutcome.Succeeded(summary)))
        .startsWith("Upgrade succeeded: 0 nodes replaced, 1 node removed as unused in 1 min");
    assertThat(SummaryReport.of(new UpgradeOutcome.Stopped("somebody", summary)))
        .contains("0 nodes replaced, 1 node removed as unused");
  }

  @Test
  void whatKeptSeveralNodesIsFollowedByItsRemedyOnce() {
    // given
    GroupSummary group =
        new GroupSummary(
            "workers",
            "ami-2",
            0,
            List.of(),
            0,
            0,
            0,
            List.of(),
            List.of(),
            List.of(
                new HinderedNode("node-1", List.of(held("db-0"))),
                new HinderedNode("node-2", List.of(held("db-1")))),
            Optional.empty(),
            List.of(),
            GroupSummary.Kind.NODE_GROUP);
    UpgradeOutcome failed =
        new UpgradeOutcome.Failed(
            FailureReason.DRAIN_STUCK,
            "nothing has moved for 60 min",
            "take the annotation off; then start again",
            List.of(),
            new UpgradeSummary("r-1", Story.at(0), Story.at(3700), List.of(group)));

    // then
    assertThat(SummaryReport.of(failed))
        .endsWith(
            """
              left as it is   nothing
              not replaced    node-1: pod shop/db-0 is held
                              node-2: pod shop/db-1 is held
                              -> take the annotation off
            """);
  }

  private static Obstacle held(String pod) {
    return new Obstacle(
        Obstacle.Cause.DO_NOT_DISRUPT,
        new ObjectKey(ObjectKind.POD, "shop", pod),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "pod shop/" + pod + " is held",
        "take the annotation off");
  }

  @Test
  void blockersComeFirstAndEachHasItsRemedy() {
    assertThat(
            FindingsReport.of(
                List.of(
                    Finding.warning(
                        "SINGLE_REPLICA",
                        "Deployment shop/cron",
                        "it has one pod, which will be down while it moves",
                        "run two, if that matters"),
                    Finding.blocker(
                        "BUDGET_NEVER_ALLOWS",
                        "PodDisruptionBudget shop/db",
                        "it wants all 3 of 3 pods",
                        "allow one to be down"))))
        .isEqualTo(
            """
            Preflight: refused. 1 blocker, 1 warning.

            BLOCKER  PodDisruptionBudget shop/db [BUDGET_NEVER_ALLOWS]
                     it wants all 3 of 3 pods
                  -> allow one to be down

            WARNING  Deployment shop/cron [SINGLE_REPLICA]
                     it has one pod, which will be down while it moves
                  -> run two, if that matters
            """);
  }

  @Test
  void whatIsOnlyGoodToKnowStandsInNobodysWay() {
    assertThat(
            FindingsReport.of(
                List.of(
                    Finding.info(
                        "ROLL_MAY_FIT_WINDOW",
                        "maintenance windows",
                        "replacing 2 nodes needs at least about 3 min of open time",
                        "nothing"))))
        .isEqualTo(
            """
            Preflight: nothing stands in the way. Good to know:

            INFO     maintenance windows [ROLL_MAY_FIT_WINDOW]
                     replacing 2 nodes needs at least about 3 min of open time
                  -> nothing
            """);
  }

  @Test
  void nothingFoundIsSaid() {
    assertThat(FindingsReport.of(List.of())).isEqualTo("Preflight: nothing stands in the way.\n");
  }
}
