package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.LeaseRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What follows from the first look: whether a run may begin, and as whose. */
final class Admission {
  private final Purpose purpose;
  private final RunState run;
  private final Look.Seen seen;
  private final boolean resumes;

  private Admission(Purpose purpose, RunState run, Look.Seen seen) {
    this.purpose = purpose;
    this.run = run;
    this.seen = seen;
    this.resumes = purpose.goesOnWith(seen.book());
  }

  /**
   * Admits a run.
   *
   * @throws StartException if a finding forbids it, a run of another plan has not ended, or there
   *     are marks of a run that the lease does not know
   */
  static Admission of(Purpose purpose, RunState run, Look.Seen seen) {
    Admission admission = new Admission(purpose, run, seen);
    if (purpose.cleansUp()) {
      ForgottenGroups.refuse(run, seen.book());
      return admission;
    }
    if (!admission.resumes) {
      // What an earlier process has begun is finished or cleaned up, whatever has come up since.
      refuseBlockers(seen.findings());
    }
    if (!admission.nothingToDo()) {
      admission.refuseOthers();
    }
    return admission;
  }

  /** Only looks: what would be refused is a finding then. */
  static Admission looked(Purpose purpose, RunState run, Look.Seen seen) {
    return new Admission(purpose, run, seen);
  }

  /** Returns whether it goes on with the run that the lease tells of. */
  boolean resumes() {
    return resumes;
  }

  boolean nothingToDo() {
    return purpose.cleansUp()
        ? !resumes && ForeignMarks.none(run)
        : !resumes
            && run.groups().stream().allMatch(g -> !g.hasWork() && !g.marks().present())
            && run.rollouts().all().stream().allMatch(view -> !view.hasWork())
            && run.controlPlane().filter(plane -> !plane.done()).isEmpty();
  }

  UpgradeEvent.Beginning beginning() {
    return resumes ? UpgradeEvent.Beginning.RESUMED : UpgradeEvent.Beginning.NEW;
  }

  /** Returns what is kept beside the lease; a resumed run goes on under the id that it had. */
  Map<String, String> leaseData(Instant now) {
    Map<String, String> data = new LinkedHashMap<>();
    LeaseBook book = seen.book();
    if (resumes) {
      data.putAll(book.data());
      run.adopt(book.run().orElseThrow());
      recall(book, now);
    } else if (purpose.cleansUp()) {
      ForeignMarks.run(run).ifPresent(run::adopt);
    }
    run.waves().recall(data);
    if (resumes) {
      data.put(LeaseBook.ABSENCES, run.course().absences().toString());
    }
    data.put(LeaseBook.RUN, run.runId());
    data.put(LeaseBook.PLAN, purpose.noted(book).id());
    data.put(LeaseBook.PLAN_WORDS, purpose.noted(book).text());
    data.put(LeaseBook.STARTED, seen.startedAt().toString());
    for (GroupView group : run.groups()) {
      if (resumes) {
        book.target(group.name()).ifPresent(group::retarget);
        book.reference(group.name()).ifPresent(group::referTo);
        book.proof(group.name()).ifPresent(group.canaryProof()::mark);
      }
      data.putAll(LeaseBook.target(group.name(), group.target()));
      data.putAll(LeaseBook.beginning(group));
    }
    for (RolloutView view : run.rollouts().all()) {
      if (resumes) {
        view.recall(book.rollout(view.name()));
      }
      data.putAll(LeaseBook.target(view.name(), view.target()));
    }
    return data;
  }

  /** What the run has noted down is as true as on the day it was written, whoever died since. */
  private void recall(LeaseBook book, Instant now) {
    run.groups().forEach(group -> book.marks(group.name()).ifPresent(group::recall));
    recallWhatIsLeft();
    if (!purpose.cleansUp()) {
      // What the selector would say today of a group that is done is for the next run.
      run.groups().stream().filter(g -> book.isDone(g.name())).forEach(GroupView::finish);
      run.course().recall(book.pauses(), book.absences());
      seen.lease().map(LeaseRecord::renewedAt).ifPresent(last -> run.course().misses(last, now));
      book.pausedSince().ifPresent(since -> run.course().recallPause(since, now));
      book.ended().ifPresent(ended -> run.course().goOnEnding(ended.ending(), ended.since(), now));
    }
  }

  /** Whoever asked for the last run may have died before it was told what is not as before. */
  void recallWhatIsLeft() {
    run.groups().forEach(group -> seen.book().left(group.name()).forEach(group.tally()::leaves));
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

  private void refuseOthers() {
    LeaseBook book = seen.book();
    if (book.run().isPresent() && !resumes) {
      throw new StartException(
          FailureReason.ANOTHER_RUN,
          RunAtWork.inWords(seen.lease().orElseThrow())
              + " with another plan, has not ended on this cluster: "
              + PlanDigest.read(book.planWords()).differenceTo(purpose.digest()),
          "start that plan again, which finishes it; where it is at work, cancel it or wait until"
              + " it has ended; where nobody is at work on it, clean up what it has left"
              + " (RunControl's cleanup(..), or the command cleanup)");
    }
    ForeignMarks.refuse(run, book);
  }
}
