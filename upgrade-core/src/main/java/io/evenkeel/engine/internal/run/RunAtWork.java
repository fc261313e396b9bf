package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.RunStatus;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.LeaseRecord;
import java.time.Instant;
import java.util.Optional;

/** Which run holds a cluster, by whom and since when, for whoever would begin another. */
final class RunAtWork {
  private static final String CODE = FailureReason.ANOTHER_RUN.name();
  private static final String WHERE = "lease " + LeaseBook.NAME;

  private RunAtWork() {}

  /** Returns the run with its holder and its beginning, as messages name them. */
  static String inWords(LeaseRecord lease) {
    return Statuses.of(lease)
        .map(RunAtWork::inWords)
        .orElseGet(
            () -> "a run of " + lease.holder() + ", which took it at " + lease.acquiredAt() + ",");
  }

  private static String inWords(RunStatus run) {
    String holder = run.holder().isEmpty() ? "" : " of " + run.holder();
    return "run " + run.runId() + holder + ", begun at " + run.startedAt() + ",";
  }

  /**
   * Returns what a look finds of it. The same plan would go on with it once its holder is silent;
   * another one is refused, unless it has nothing to do.
   */
  static Optional<Finding> finding(Admission admission, Optional<LeaseRecord> lease, Instant now) {
    return lease
        .flatMap(Statuses::of)
        .map(run -> admission.resumes() ? same(run, now) : other(run, admission, now));
  }

  private static Finding same(RunStatus run, Instant now) {
    return run.alive(now)
        ? Finding.warning(
            CODE,
            WHERE,
            inWords(run)
                + " is at work on this cluster with the same plan; it renewed its lease at "
                + run.renewedAt(),
            "let it go on: the plan is refused as long as that process lives, and taken over a"
                + " minute or two after it has died")
        : Finding.info(
            CODE,
            WHERE,
            inWords(run) + " was not finished, and nobody is at work on it",
            "start the plan: it goes on where that run was left");
  }

  private static Finding other(RunStatus run, Admission admission, Instant now) {
    String what =
        inWords(run)
            + (run.alive(now)
                ? " is at work on this cluster with another plan; it renewed its lease at "
                    + run.renewedAt()
                : " was not finished, with another plan, and nobody is at work on it");
    String remedy =
        run.alive(now)
            ? "wait until it has ended, or cancel it"
            : "start that plan again, which finishes it, or clean up what it has left";
    return admission.nothingToDo()
        ? Finding.warning(CODE, WHERE, what, remedy)
        : Finding.blocker(CODE, WHERE, what, remedy);
  }
}
