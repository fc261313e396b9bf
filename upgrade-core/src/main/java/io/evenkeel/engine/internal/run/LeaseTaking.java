package io.evenkeel.engine.internal.run;

import io.evenkeel.FailureReason;
import io.evenkeel.engine.internal.act.LeaseTimes;
import io.evenkeel.engine.internal.act.Outage;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugInException;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Takes the lease of a cluster: at once where nobody holds it, else after it has been watched for
 * its whole duration and one call more without having been renewed.
 */
final class LeaseTaking {
  private static final String LEASE = "the lease of the cluster";
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final ClusterClient cluster;
  private final Timeline timeline;
  private final PlugInCalls calls;
  private final FirstReads reads;
  private final LeaseTimes times;
  private final String holder;
  private boolean closed;

  LeaseTaking(
      ClusterClient cluster,
      Timeline timeline,
      PlugInCalls calls,
      FirstReads reads,
      LeaseTimes times,
      String holder) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.calls = calls;
    this.reads = reads;
    this.times = times;
    this.holder = holder;
  }

  /** The lease is ours, until then on the clock that never jumps. */
  record Taken(LeaseRecord lease, Duration validUntil) {}

  /** Reads what an earlier process has left in the lease. */
  CompletionStage<Optional<LeaseRecord>> read() {
    return read(reads.atOnce());
  }

  private CompletionStage<Optional<LeaseRecord>> read(FirstReads by) {
    return by.<LeaseRecord>read(
            LEASE,
            PlugIns.call(cluster, "readLease", "before the run"),
            () -> cluster.readLease(LeaseBook.NAME))
        .thenApply(
            answer -> {
              if (answer instanceof Answer.Missing<LeaseRecord>) {
                return Optional.empty();
              }
              return Optional.of(answer.value().orElseThrow(() -> unreadable(answer)));
            });
  }

  /**
   * Waits until the lease may be taken, and returns it as it is then.
   *
   * @param purpose of the run that is to begin; where another one has not ended that it does not go
   *     on with, waiting would not help
   * @param onWait is told why and how long it is waited for, where it is
   * @return fails with a {@link StartException} where its holder is alive
   */
  CompletionStage<Optional<LeaseRecord>> awaited(Purpose purpose, Consumer<String> onWait) {
    return read(reads)
        .thenCompose(
            seen ->
                isWorthWaiting(seen, purpose)
                    ? awaited(seen.orElse(deleted()), onWait)
                    : CompletableFuture.completedStage(seen));
  }

  private static boolean isWorthWaiting(Optional<LeaseRecord> seen, Purpose purpose) {
    if (seen.isEmpty()) {
      return purpose.cleansUp();
    }
    LeaseBook book = LeaseBook.of(seen);
    return !seen.get().holder().isEmpty() && (book.run().isEmpty() || purpose.goesOnWith(book));
  }

  /** Stands for a lease that is not there; a holder that is alive puts it back. */
  private LeaseRecord deleted() {
    return new LeaseRecord(
        LeaseBook.NAME,
        "nobody that is known",
        Instant.EPOCH,
        Instant.EPOCH,
        times.duration(),
        0,
        Map.of(),
        "");
  }

  private CompletionStage<Optional<LeaseRecord>> awaited(
      LeaseRecord seen, Consumer<String> onWait) {
    onWait.accept(
        "it is held by "
            + seen.holder()
            + "; it is taken in "
            + succession(seen).toSeconds()
            + " s, unless its holder shows that it is alive");
    return watch(seen, succession(seen)).thenApply(Optional::of);
  }

  /**
   * Takes the lease, if it is still as it was seen.
   *
   * @param data what is to be kept beside it
   */
  CompletionStage<Taken> take(Optional<LeaseRecord> seen, Map<String, String> data) {
    return write(seen, data, new Outage(reads.patience()));
  }

  /** Looks as often as a holder that is alive renews, so that a second run is refused at once. */
  private CompletionStage<LeaseRecord> watch(LeaseRecord seen, Duration left) {
    if (left.isZero() || left.isNegative()) {
      return CompletableFuture.completedStage(seen);
    }
    Duration pause = left.compareTo(times.renewEvery()) < 0 ? left : times.renewEvery();
    CompletableFuture<Void> waited = new CompletableFuture<>();
    timeline.schedule(pause, () -> waited.complete(null));
    return waited
        .thenCompose(done -> read(reads))
        .thenCompose(now -> watchOn(seen, now, left.minus(pause)));
  }

  private CompletionStage<LeaseRecord> watchOn(
      LeaseRecord seen, Optional<LeaseRecord> now, Duration left) {
    if (now.isEmpty()) {
      // Whoever has deleted it has not told its holder, which may be alive.
      return watch(seen.withVersion(""), left);
    }
    if (now.get().holder().isEmpty()) {
      return CompletableFuture.completedStage(now.get());
    }
    boolean renewed = !now.get().renewedAt().equals(seen.renewedAt());
    if (renewed || !now.get().holder().equals(seen.holder())) {
      throw new StartException(
          FailureReason.ANOTHER_RUN,
          RunAtWork.inWords(now.get()) + " is at work on this cluster",
          "wait until it has ended, or cancel it");
    }
    return watch(now.get(), left);
  }

  /** Takes no lease from now on, as a process does that has died while it waited. */
  void close() {
    closed = true;
  }

  private Duration succession(LeaseRecord seen) {
    Duration longer =
        seen.duration().compareTo(times.duration()) > 0 ? seen.duration() : times.duration();
    return longer.plus(times.callLimit());
  }

  private CompletionStage<Taken> write(
      Optional<LeaseRecord> seen, Map<String, String> data, Outage outage) {
    if (closed) {
      return CompletableFuture.failedStage(new CancellationException("closed while it waited"));
    }
    Duration sent = timeline.elapsed();
    LeaseRecord wanted = wanted(seen, data);
    return calls
        .call(PlugIns.call(cluster, "writeLease", "to take it"), () -> cluster.writeLease(wanted))
        .exceptionally(LeaseTaking::unanswered)
        .thenCompose(
            answer -> {
              if (answer instanceof Answer.Ok<LeaseRecord> ok) {
                return CompletableFuture.completedStage(
                    new Taken(ok.result(), sent.plus(times.duration())));
              }
              return notTaken((Answer.Problem<LeaseRecord>) answer, seen, data, outage);
            });
  }

  private LeaseRecord wanted(Optional<LeaseRecord> seen, Map<String, String> data) {
    return new LeaseRecord(
        LeaseBook.NAME,
        holder,
        timeline.now(),
        timeline.now(),
        times.duration(),
        seen.map(lease -> lease.transitions() + 1).orElse(0),
        new LinkedHashMap<>(data),
        seen.map(LeaseRecord::version).orElse(""));
  }

  /** Whether a call that was not answered has taken effect is looked up like any other. */
  private static Answer<LeaseRecord> unanswered(Throwable fault) {
    if (Closing.cause(fault) instanceof PlugInException plugIn && plugIn.timedOut()) {
      return new Answer.Unknown<>(String.valueOf(plugIn.getMessage()), Answer.Source.FAULT);
    }
    throw fault instanceof RuntimeException known ? known : new IllegalStateException(fault);
  }

  private CompletionStage<Taken> notTaken(
      Answer.Problem<LeaseRecord> problem,
      Optional<LeaseRecord> seen,
      Map<String, String> data,
      Outage outage) {
    boolean late = outage.begun() && problem instanceof Answer.Conflict<LeaseRecord>;
    boolean passes = late || isFault(problem) || reads.passes(problem);
    if (!passes || outage.goesOn(problem, timeline.now())) {
      throw refused(problem);
    }
    reads.tell(LEASE, problem.because());
    return reads
        .after(AGAIN)
        .thenCompose(waited -> read(reads))
        .thenCompose(
            now -> {
              if (!stillFree(seen, now)) {
                throw refused(new Answer.Conflict<>(problem.because()));
              }
              return write(now, data, outage);
            });
  }

  /** Returns whether nobody but us has written the lease since it was seen. */
  private boolean stillFree(Optional<LeaseRecord> seen, Optional<LeaseRecord> now) {
    return now.filter(lease -> lease.holder().equals(holder)).isPresent()
        || now.map(LeaseRecord::version).equals(seen.map(LeaseRecord::version));
  }

  private static boolean isFault(Answer<LeaseRecord> answer) {
    return answer instanceof Answer.Unknown<LeaseRecord> unknown
        && unknown.source() == Answer.Source.FAULT;
  }

  private static StartException unreadable(Answer<LeaseRecord> answer) {
    String because = answer.problem().map(Answer.Problem::because).orElse("");
    return answer instanceof Answer.Denied<LeaseRecord> denied
        ? new StartException(FailureReason.DENIED, because, "grant " + denied.permission())
        : new StartException(
            FailureReason.UNREACHABLE,
            "the lease cannot be read: " + because,
            "check the connection to the cluster");
  }

  private static StartException refused(Answer<LeaseRecord> answer) {
    if (answer instanceof Answer.Conflict<LeaseRecord>) {
      return new StartException(
          FailureReason.ANOTHER_RUN,
          "another run has taken the lease of this cluster a moment ago",
          "wait until it has ended");
    }
    if (isFault(answer)) {
      return new StartException(
          FailureReason.PLUG_IN,
          answer.problem().map(Answer.Problem::because).orElse(""),
          "mend the plug-in that is named, then start again");
    }
    return unreadable(answer);
  }
}
