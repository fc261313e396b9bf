package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.EndedRun;
import io.evenkeel.engine.LeaseUnreadableException;
import io.evenkeel.engine.RunStatus;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.LeaseRecord;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads the status of a run off its lease. */
public final class Statuses {
  private Statuses() {}

  public static CompletionStage<Optional<RunStatus>> read(
      ClusterClient cluster, PlugInCalls calls) {
    return lease(cluster, calls).thenApply(lease -> lease.flatMap(Statuses::of));
  }

  public static CompletionStage<Optional<EndedRun>> last(ClusterClient cluster, PlugInCalls calls) {
    return lease(cluster, calls).thenApply(lease -> LeaseBook.of(lease).last());
  }

  /**
   * Reads the lease.
   *
   * @return fails with a {@link LeaseUnreadableException} where it cannot be read
   */
  static CompletionStage<Optional<LeaseRecord>> lease(ClusterClient cluster, PlugInCalls calls) {
    return calls
        .call(
            PlugIns.call(cluster, "readLease", "to look who holds it"),
            () -> cluster.readLease(LeaseBook.NAME))
        .handle(
            (answer, fault) -> {
              if (fault != null) {
                throw new LeaseUnreadableException(
                    PlugIns.name(cluster),
                    String.valueOf(Closing.cause(fault).getMessage()),
                    "check the address of the cluster, the network and the credentials");
              }
              return value(cluster, answer);
            });
  }

  private static Optional<LeaseRecord> value(ClusterClient cluster, Answer<LeaseRecord> answer) {
    if (answer instanceof Answer.Missing<LeaseRecord>) {
      return Optional.empty();
    }
    String because = answer.problem().map(Answer.Problem::because).orElse("");
    String remedy =
        answer instanceof Answer.Denied<LeaseRecord> denied
            ? "grant " + denied.permission()
            : "check the address of the cluster, the network and the credentials";
    return Optional.of(
        answer
            .value()
            .orElseThrow(
                () -> new LeaseUnreadableException(PlugIns.name(cluster), because, remedy)));
  }

  /** Returns the run that the lease tells of; absent where the last one has ended. */
  static Optional<RunStatus> of(LeaseRecord lease) {
    LeaseBook book = LeaseBook.of(lease);
    return book.run()
        .map(
            run ->
                new RunStatus(
                    run,
                    lease.holder(),
                    book.startedAt().orElse(lease.acquiredAt()),
                    lease.renewedAt(),
                    lease.duration(),
                    book.pausedSince(),
                    book.heldSince(),
                    book.waitsFor(),
                    book.update(),
                    book.ended().map(ended -> words(ended.ending()))));
  }

  static String words(Ending ending) {
    return ending instanceof Ending.Cancelled cancelled
        ? "cancelled by " + cancelled.by()
        : ((Ending.Failing) ending).message();
  }
}
