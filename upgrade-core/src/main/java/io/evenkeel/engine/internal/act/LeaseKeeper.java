package io.evenkeel.engine.internal.act;

import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.lease.Reply;
import io.evenkeel.engine.internal.lease.Request;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Holds the lease of a run: renews it in time, keeps the run's data in it, hears what others ask of
 * the run there, and knows until when writes are safe: on the clock that never jumps and on the
 * time of day, since the former stands still while a machine is suspended, and the latter may be
 * set. Writes of the lease go one after another; each renewal looks at the lease first.
 *
 * <p>A lease that could not be renewed for a while is still ours if nobody has taken it since,
 * which the next write of it proves; until then nothing else is written.
 */
public final class LeaseKeeper implements Notebook {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ClusterClient cluster;
  private final Timeline timeline;
  private final PlugInCalls calls;
  private final LeaseTimes times;
  private final Holder holder;
  private final ArrayDeque<Write> queue = new ArrayDeque<>();
  private final Map<String, String> data;
  private LeaseRecord lease;
  private Optional<Request> asked = Optional.empty();
  private Optional<String> answered = Optional.empty();
  private boolean working;
  private boolean releasing;
  private volatile Duration validUntil;
  private volatile Instant validUntilTime;
  private final AtomicInteger intentions = new AtomicInteger();
  private volatile boolean lost;
  private volatile boolean closed;

  /** Whoever the lease is held for; told everything on the deciding thread. */
  public interface Holder {

    /** The lease is not ours any more. */
    void lost(String because);

    /** Somebody asks something of the run; {@link #answer} is to be called. */
    void asked(Request request);

    /** Returns what is true now, by name; what was true before keeps its first value. */
    Map<String, Optional<String>> report();

    /** Returns what others are shown of the run, by name, as it is now. */
    Map<String, Optional<String>> shows();
  }

  private record Write(UnaryOperator<LeaseRecord> change, CompletableFuture<Boolean> done) {}

  public LeaseKeeper(
      ClusterClient cluster,
      Timeline timeline,
      PlugInCalls calls,
      LeaseTimes times,
      LeaseRecord acquired,
      Duration validUntil,
      Holder holder) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.calls = calls;
    this.times = times;
    this.lease = acquired;
    this.validUntil = validUntil;
    this.validUntilTime = timeline.now().plus(validUntil).minus(timeline.elapsed());
    this.holder = holder;
    this.data = new LinkedHashMap<>(acquired.data());
    data.remove(LeaseBook.REQUEST);
  }

  /** Begins to renew, and takes a request that is there already. */
  public void start() {
    timeline.schedule(times.renewEvery(), this::renew);
    hear(LeaseBook.of(lease).request());
  }

  @Override
  public boolean safeToWrite() {
    Duration needed = times.callLimit().plus(times.margin());
    return !lost
        && !closed
        && intentions.get() == 0
        && timeline.elapsed().plus(needed).compareTo(validUntil) <= 0
        && !timeline.now().plus(needed).isAfter(validUntilTime);
  }

  @Override
  public CompletionStage<Boolean> put(Map<String, String> entries) {
    return enqueue(
        current -> {
          data.putAll(entries);
          return current.withData(composed());
        });
  }

  /** Notes down what the run is about to do; until that is written, nothing else is. */
  public CompletionStage<Boolean> intend(Map<String, String> entries) {
    intentions.incrementAndGet();
    return put(entries).whenComplete((done, fault) -> intentions.decrementAndGet());
  }

  /** Takes notes away. */
  public CompletionStage<Boolean> remove(String... names) {
    return replace(Map.of(), names);
  }

  /** Takes notes away and notes something down, in one write. */
  public CompletionStage<Boolean> replace(Map<String, String> entries, String... gone) {
    return enqueue(
        current -> {
          List.of(gone).forEach(data::remove);
          data.putAll(entries);
          return current.withData(composed());
        });
  }

  /** Says to whoever has asked what becomes of it. */
  public void answer(Reply reply) {
    var unused =
        enqueue(
            current -> {
              // Until the answer is there the request is, for whoever takes over in between.
              answered = Optional.of(reply.request());
              data.put(LeaseBook.REPLY, reply.text());
              return current.withData(composed());
            });
  }

  /** Gives the lease up and leaves word how the run has ended. */
  public CompletionStage<Boolean> release(String last) {
    releasing = true;
    return enqueue(
            current -> {
              Map<String, String> kept = new LinkedHashMap<>();
              kept.put(LeaseBook.LAST, last);
              // Who asked for the run may have died before it was told.
              kept.putAll(LeaseBook.left(data));
              Optional.ofNullable(data.get(LeaseBook.REPLY))
                  .ifPresent(reply -> kept.put(LeaseBook.REPLY, reply));
              return current.released(kept);
            })
        .whenComplete((done, fault) -> closed = true);
  }

  /** Stops renewing without giving the lease up, as a process does that is closed. */
  public void abandon() {
    closed = true;
  }

  private Map<String, String> composed() {
    Map<String, String> all = new LinkedHashMap<>(data);
    asked
        .filter(request -> !answered.equals(Optional.of(request.id())))
        .ifPresent(request -> all.put(LeaseBook.REQUEST, request.text()));
    return all;
  }

  private void renew() {
    if (closed || lost) {
      return;
    }
    timeline.schedule(times.renewEvery(), this::renew);
    if (queue.isEmpty() && !working) {
      Write renewal = new Write(this::renewed, new CompletableFuture<>());
      working = true;
      read(renewal);
    }
  }

  private LeaseRecord renewed(LeaseRecord current) {
    holder.report().forEach(this::keep);
    holder.shows().forEach(this::show);
    return current.withData(composed());
  }

  private void show(String name, Optional<String> value) {
    value.ifPresentOrElse(text -> data.put(name, text), () -> data.remove(name));
  }

  private void keep(String name, Optional<String> value) {
    value.ifPresentOrElse(text -> data.putIfAbsent(name, text), () -> data.remove(name));
  }

  private CompletableFuture<Boolean> enqueue(UnaryOperator<LeaseRecord> change) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    if (lost) {
      done.complete(false);
    } else {
      queue.add(new Write(change, done));
      next();
    }
    return done;
  }

  private void next() {
    if (!working && !queue.isEmpty()) {
      working = true;
      send(queue.remove());
    }
  }

  private void send(Write write) {
    if (closed) {
      write.done().complete(false);
      return;
    }
    Duration sent = timeline.elapsed();
    Instant sentTime = timeline.now();
    LeaseRecord wanted = write.change().apply(lease.renewed(sentTime));
    calls
        .call(PlugIns.call(cluster, "writeLease", "to renew it"), () -> cluster.writeLease(wanted))
        .whenComplete(
            (answer, fault) -> {
              if (answer instanceof Answer.Ok<LeaseRecord> ok) {
                lease = ok.result();
                validUntil = sent.plus(times.duration());
                validUntilTime = sentTime.plus(times.duration());
                working = false;
                write.done().complete(true);
                next();
              } else if (answer instanceof Answer.Conflict<LeaseRecord>) {
                lookAfterConflict(write);
              } else {
                lookAgainLater(write);
              }
            });
  }

  private void lookAfterConflict(Write write) {
    String version = lease.version();
    read(
        write,
        found -> {
          if (found.version().equals(version)) {
            // It says that it has changed and has not: somebody else's fault, not to be hurried.
            lookAgainLater(write);
          } else {
            send(write);
          }
        });
  }

  /** Looks who holds the lease and what is asked there, then writes. */
  private void read(Write write) {
    read(write, found -> send(write));
  }

  private void read(Write write, Consumer<LeaseRecord> then) {
    calls
        .call(
            PlugIns.call(cluster, "readLease", "to renew it"),
            () -> cluster.readLease(lease.name()))
        .whenComplete((answer, fault) -> found(write, Optional.ofNullable(answer), then));
  }

  private void found(
      Write write, Optional<Answer<LeaseRecord>> answer, Consumer<LeaseRecord> then) {
    Optional<LeaseRecord> found = answer.flatMap(Answer::value);
    if (found.filter(this::isStillOurs).isPresent()) {
      lease = found.get();
      hear(LeaseBook.of(lease).request());
      then.accept(lease);
    } else if (found.isPresent()) {
      lose(write, "it is held by " + holderOf(found.get()));
    } else if (answer.filter(a -> a instanceof Answer.Missing<LeaseRecord>).isPresent()) {
      deleted(write);
    } else {
      lookAgainLater(write);
    }
  }

  /** No run deletes a lease. It is put back by whom it still covers, unless there is another. */
  private void deleted(Write write) {
    if (timeline.elapsed().compareTo(validUntil) > 0) {
      lose(write, "it was deleted while it could not be renewed");
    } else {
      lease = lease.withVersion("");
      send(write);
    }
  }

  /** Whoever takes a lease writes its own name and counts the transition. */
  private boolean isStillOurs(LeaseRecord found) {
    return found.holder().equals(lease.holder()) && found.transitions() == lease.transitions();
  }

  private static String holderOf(LeaseRecord lease) {
    return lease.holder().isEmpty() ? "nobody any more" : lease.holder();
  }

  private void hear(Optional<Request> request) {
    boolean isNew = request.isPresent() && !request.map(Request::id).equals(asked.map(Request::id));
    if (isNew && !closed) {
      asked = request;
      holder.asked(request.get());
    }
  }

  private void lookAgainLater(Write write) {
    Duration patience = releasing ? Duration.ZERO : PATIENCE;
    if (timeline.elapsed().compareTo(validUntil.plus(patience)) > 0) {
      lose(write, "it could not be renewed for too long");
    } else {
      timeline.schedule(AGAIN, () -> read(write));
    }
  }

  private void lose(Write write, String because) {
    lost = true;
    working = false;
    write.done().complete(false);
    queue.forEach(waiting -> waiting.done().complete(false));
    queue.clear();
    holder.lost(because);
  }
}
