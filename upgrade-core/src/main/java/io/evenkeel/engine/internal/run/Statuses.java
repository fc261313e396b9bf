package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.RunStatus;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.LeaseRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads the status of a run off its lease. */
public final class Statuses {
  private Statuses() {}

  public static CompletionStage<Optional<RunStatus>> read(
      ClusterClient cluster, PlugInCalls calls) {
    return calls
        .call(cluster.name() + " reading the lease", () -> cluster.readLease(LeaseTaking.NAME))
        .thenApply(Statuses::of);
  }

  private static Optional<RunStatus> of(Answer<LeaseRecord> answer) {
    if (answer instanceof Answer.Missing<LeaseRecord>) {
      return Optional.empty();
    }
    LeaseRecord lease =
        answer
            .value()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the lease cannot be read: "
                            + answer.problem().map(Answer.Problem::because).orElse("")));
    return Optional.ofNullable(lease.data().get(LeaseTaking.RUN))
        .map(
            run ->
                new RunStatus(
                    run,
                    lease.holder(),
                    Optional.ofNullable(lease.data().get(LeaseTaking.STARTED))
                        .map(Instant::parse)
                        .orElse(lease.acquiredAt()),
                    lease.renewedAt(),
                    lease.duration()));
  }
}
