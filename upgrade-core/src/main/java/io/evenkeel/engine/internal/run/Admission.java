package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.internal.act.TargetText;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.LeaseRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What follows from the first look: whether a run may begin, and as whose. */
final class Admission {
  private final UpgradePlan plan;
  private final RunState run;
  private final Look.Seen seen;
  private final boolean resumes;

  private Admission(UpgradePlan plan, RunState run, Look.Seen seen) {
    this.plan = plan;
    this.run = run;
    this.seen = seen;
    this.resumes = seen.resumes(PlanDigest.of(plan));
  }

  /**
   * Admits a run.
   *
   * @throws StartException if a finding forbids it, or a run of another plan has not ended
   */
  static Admission of(UpgradePlan plan, RunState run, Look.Seen seen) {
    Admission admission = new Admission(plan, run, seen);
    if (!admission.resumes) {
      // What an earlier process has begun is finished or cleaned up, whatever has come up since.
      refuseBlockers(seen.findings());
    }
    if (!admission.nothingToDo() && !admission.resumes) {
      refuseOthers(seen);
    }
    return admission;
  }

  boolean nothingToDo() {
    return !resumes
        && run.groups().stream().allMatch(g -> g.toBeReplaced() == 0 && !g.marks().present());
  }

  UpgradeEvent.Beginning beginning() {
    return resumes ? UpgradeEvent.Beginning.RESUMED : UpgradeEvent.Beginning.NEW;
  }

  /** Returns what is kept beside the lease; a resumed run goes on under the id that it had. */
  Map<String, String> leaseData(Optional<LeaseRecord> latest) {
    Map<String, String> data = new LinkedHashMap<>();
    if (resumes) {
      latest.ifPresent(lease -> data.putAll(lease.data()));
      run.adopt(data.getOrDefault(LeaseTaking.RUN, run.runId()));
    }
    run.waves().recall(data);
    data.put(LeaseTaking.RUN, run.runId());
    data.put(LeaseTaking.DIGEST, PlanDigest.of(plan));
    data.put(LeaseTaking.STARTED, seen.startedAt().toString());
    for (GroupView group : run.groups()) {
      TargetText.read(data.getOrDefault("target." + group.name(), "")).ifPresent(group::retarget);
      data.put("target." + group.name(), TargetText.write(group.target()));
    }
    return data;
  }

  private static void refuseBlockers(List<Finding> findings) {
    if (findings.stream().anyMatch(Finding::blocks)) {
      String blockers =
          findings.stream()
              .filter(Finding::blocks)
              .map(Finding::toString)
              .collect(Collectors.joining("; "));
      throw new StartException(FailureReason.PREFLIGHT, blockers, "see the findings", findings);
    }
  }

  private static void refuseOthers(Look.Seen seen) {
    seen.lease()
        .map(LeaseRecord::data)
        .map(data -> data.get(LeaseTaking.RUN))
        .ifPresent(
            other -> {
              throw new StartException(
                  FailureReason.ANOTHER_RUN,
                  "run " + other + " of another plan has not ended on this cluster",
                  "start that plan again, which finishes it, or wait until it has ended");
            });
  }
}
