package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.engine.internal.act.LeaseKeeper;
import io.evenkeel.engine.internal.act.Sweep;
import io.evenkeel.engine.internal.lease.LastRun;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.spi.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a run: its outcome, and that everything which it holds is let go of. */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final RunParts parts;
  private final LeaseTaking leases;
  private final CompletableFuture<UpgradeOutcome> outcome = new CompletableFuture<>();
  private Instant startedAt;
  private Optional<ClusterFeed> feed = Optional.empty();
  private boolean finishing;

  Closing(RunParts parts, LeaseTaking leases) {
    this.parts = parts;
    this.leases = leases;
    this.startedAt = parts.timeline().now();
  }

  CompletableFuture<UpgradeOutcome> outcome() {
    return outcome;
  }

  boolean over() {
    return outcome.isDone();
  }

  void holds(ClusterFeed opened) {
    feed = Optional.of(opened);
  }

  /** Notes when the run began, which for a resumed one was in another process. */
  void startedAt(Instant when) {
    startedAt = when;
  }

  /** Lets go of everything after a look that nothing follows. */
  void onlyLooked() {
    letGo();
  }

  private void closeFeed() {
    feed.ifPresent(ClusterFeed::close);
  }

  void nothingToDo() {
    finishWith(
        new UpgradeOutcome.Succeeded(
            Summaries.of(parts.state(), startedAt, parts.timeline().now())));
  }

  /** Everything is done, cleaned up, or given up. */
  void finish() {
    if (finishing) {
      return;
    }
    finishing = true;
    if (parts.state().course().givenUp().isPresent()) {
      conclude();
    } else if (parts.purpose().cleansUp()) {
      new Sweep(parts.desk(), this::conclude).begin();
    } else {
      new NewerTargets(parts).look().whenComplete((looked, fault) -> conclude());
    }
  }

  private void conclude() {
    UpgradeOutcome result = Summaries.outcome(parts.state(), startedAt, parts.timeline().now());
    LeaseKeeper lease = parts.lease().orElseThrow();
    if (parts.state().course().givenUp().isPresent()) {
      // It has been told; whoever starts the plan again means to go on with it.
      lease.remove(LeaseBook.ENDING);
      finishWith(result);
    } else {
      lease
          .release(LastRun.of(result, parts.timeline().now()).text())
          .whenComplete((done, fault) -> finishWith(result));
    }
  }

  void cannotStart(Throwable fault) {
    if (over()) {
      return;
    }
    Throwable cause = cause(fault);
    if (!(cause instanceof StartException)) {
      LOG.error("the run could not be started", cause);
    }
    StartException start =
        cause instanceof StartException known
            ? known
            : new StartException(
                FailureReason.PLUG_IN,
                String.valueOf(cause.getMessage()),
                "mend the plug-in that is named, then start again; the log has its stack trace");
    finishWith(
        new UpgradeOutcome.Failed(
            start.reason(),
            String.valueOf(start.getMessage()),
            start.remedy(),
            findings(start),
            Summaries.of(parts.state(), startedAt, parts.timeline().now())));
  }

  /** Whatever is wrong with the plan is a finding, also where it keeps all checks from looking. */
  private static List<Finding> findings(StartException start) {
    return start.reason() == FailureReason.PREFLIGHT && start.findings().isEmpty()
        ? List.of(
            Finding.blocker(
                start.reason().name(), "plan", String.valueOf(start.getMessage()), start.remedy()))
        : start.findings();
  }

  static Throwable cause(Throwable fault) {
    return fault instanceof CompletionException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }

  /** Stops at once without cleaning up, as a crash does; another process may go on. */
  void abandon() {
    if (!over()) {
      leases.close();
      letGo();
      outcome.completeExceptionally(
          new IllegalStateException("the upgrader was closed; start again to go on"));
    }
  }

  private void finishWith(UpgradeOutcome result) {
    letGo();
    parts.reporter().tell(new UpgradeEvent.RunEnded(parts.timeline().now(), result));
    outcome.complete(result);
  }

  private void letGo() {
    parts.lease().ifPresent(LeaseKeeper::abandon);
    closeFeed();
    parts.letGo();
  }
}
