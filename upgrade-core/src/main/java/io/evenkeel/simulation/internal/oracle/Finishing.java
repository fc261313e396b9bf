package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Once faults have stopped, a run ends in bounded time, and what it says of its end is so: it has
 * replaced what was selected, or names what stood in its way.
 */
final class Finishing implements Rule {
  private final Court court;
  private boolean ended;
  private int rounds;

  Finishing(Court court) {
    this.court = court;
  }

  /** Nothing is wrong with the world any more; said again, the time begins anew. */
  void faultsStop(Duration within) {
    int round = ++rounds;
    court
        .timeline()
        .schedule(
            within,
            () -> {
              if (!ended && round == rounds) {
                violated("the run has not ended " + within + " after the last fault");
              }
            });
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    ended = true;
    if (outcome instanceof UpgradeOutcome.Failed failed) {
      judge(failed);
    } else if (outcome.succeeded()) {
      court.groups().stream()
          .filter(GroupFile::everySelectedGoes)
          .forEach(group -> judge(group, outcome));
    }
  }

  private void judge(UpgradeOutcome.Failed failed) {
    if (failed.reason() == FailureReason.INTERNAL) {
      violated("the run failed by a fault of its own: " + failed.message());
    }
    boolean told = !failed.message().isBlank() || !failed.findings().isEmpty();
    if (!told) {
      violated("the run failed for " + failed.reason() + " and does not say what stood in its way");
    }
  }

  private void judge(GroupFile group, UpgradeOutcome outcome) {
    LinkedHashSet<String> quarantined = new LinkedHashSet<>();
    outcome.summary().groups().forEach(g -> quarantined.addAll(g.quarantined()));
    List<String> left =
        group.now().instances().stream()
            .map(CloudInstance::id)
            .filter(group.roster()::mustGo)
            .filter(group.roster()::present)
            .filter(group::stillOutdated)
            .filter(
                id ->
                    court
                        .truth()
                        .nodeOf(id)
                        .map(node -> !quarantined.contains(node.name()))
                        .orElse(false))
            .toList();
    if (!left.isEmpty()) {
      violated(
          "the run says that it has succeeded, and has not replaced "
              + left
              + " of group "
              + group.name());
    }
  }

  private void violated(String what) {
    court.violated(Invariant.FINISHES, what);
  }
}
