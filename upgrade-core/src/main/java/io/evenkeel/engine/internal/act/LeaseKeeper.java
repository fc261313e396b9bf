package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Holds the lease of a run: renews it in time, keeps the run's data in it, and knows on a clock
 * that never jumps until when writes are safe. Writes of the lease go one after another.
 */
public final class LeaseKeeper {
  private final ClusterClient cluster;
  private final Timeline timeline;
  private final PlugInCalls calls;
  private final LeaseTimes times;
  private final Runnable onLost;
  private final Consumer<String> onRequest;
  private final ArrayDeque<Write> queue = new ArrayDeque<>();
  private LeaseRecord lease;
  private volatile Duration validUntil;
  private boolean writing;
  private volatile boolean lost;
  private volatile boolean closed;

  private record Write(
      java.util.function.UnaryOperator<LeaseRecord> change, CompletableFuture<Boolean> done) {}

  public LeaseKeeper(
      ClusterClient cluster,
      Timeline timeline,
      PlugInCalls calls,
      LeaseTimes times,
      LeaseRecord acquired,
      Duration validUntil,
      Runnable onLost,
      Consumer<String> onRequest) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.calls = calls;
    this.times = times;
    this.lease = acquired;
    this.validUntil = validUntil;
    this.onLost = onLost;
    this.onRequest = onRequest;
  }

  public void start() {
    timeline.schedule(times.renewEvery(), this::renew);
  }

  /** Returns whether a write that is begun now ends while the lease is still ours. */
  public boolean safeToWrite() {
    Duration needed = times.callLimit().plus(times.margin());
    return !lost && !closed && timeline.elapsed().plus(needed).compareTo(validUntil) <= 0;
  }

  /** Writes something down beside the lease; completes with whether that worked. */
  public CompletionStage<Boolean> put(Map<String, String> entries) {
    return enqueue(
        current -> {
          Map<String, String> data = new LinkedHashMap<>(current.data());
          data.putAll(entries);
          return current.withData(data);
        });
  }

  /** Gives the lease up. */
  public CompletionStage<Boolean> release() {
    return enqueue(current -> current.released(Map.of()))
        .whenComplete((done, fault) -> closed = true);
  }

  /** Stops renewing without giving the lease up, as a process does that is closed. */
  public void abandon() {
    closed = true;
  }

  private void renew() {
    if (!closed && !lost) {
      enqueue(current -> current);
      timeline.schedule(times.renewEvery(), this::renew);
    }
  }

  private CompletableFuture<Boolean> enqueue(java.util.function.UnaryOperator<LeaseRecord> change) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    queue.add(new Write(change, done));
    next();
    return done;
  }

  private void next() {
    Write write = queue.peek();
    if (writing || write == null) {
      return;
    }
    queue.remove();
    writing = true;
    Duration sent = timeline.elapsed();
    LeaseRecord wanted = write.change().apply(lease.renewed(timeline.now()));
    calls
        .call(cluster.name() + " writing the lease", () -> cluster.writeLease(wanted))
        .whenComplete(
            (answer, fault) -> {
              writing = false;
              if (answer instanceof Answer.Ok<LeaseRecord> ok) {
                lease = ok.result();
                validUntil = sent.plus(times.duration());
                write.done().complete(true);
              } else if (answer instanceof Answer.Conflict<LeaseRecord>) {
                reread(write);
                return;
              } else {
                retryLater(write);
                return;
              }
              next();
            });
  }

  /** Somebody has written to the lease: a request to this run, or a thief. */
  private void reread(Write write) {
    writing = true;
    calls
        .call(cluster.name() + " reading the lease", () -> cluster.readLease(lease.name()))
        .whenComplete(
            (answer, fault) -> {
              writing = false;
              if (answer instanceof Answer.Ok<LeaseRecord> ok && isStillOurs(ok.result())) {
                lease = ok.result();
                takeRequests();
                queue.addFirst(write);
                next();
              } else if (answer instanceof Answer.Ok<LeaseRecord>
                  || answer instanceof Answer.Missing<LeaseRecord>) {
                lose(write);
              } else {
                retryLater(write);
              }
            });
  }

  /** A lease that has run out once is not ours any more, whoever is named in it. */
  private boolean isStillOurs(LeaseRecord found) {
    return found.holder().equals(lease.holder())
        && found.transitions() == lease.transitions()
        && timeline.elapsed().compareTo(validUntil) <= 0;
  }

  private void takeRequests() {
    String request = lease.data().getOrDefault("request", "");
    if (!request.isEmpty()) {
      Map<String, String> data = new LinkedHashMap<>(lease.data());
      data.remove("request");
      lease = lease.withData(data);
      onRequest.accept(request);
    }
  }

  private void retryLater(Write write) {
    if (timeline.elapsed().compareTo(validUntil) > 0) {
      lose(write);
      return;
    }
    timeline.schedule(
        Duration.ofSeconds(1),
        () -> {
          queue.addFirst(write);
          next();
        });
  }

  private void lose(Write write) {
    lost = true;
    write.done().complete(false);
    queue.forEach(waiting -> waiting.done().complete(false));
    queue.clear();
    onLost.run();
  }
}
