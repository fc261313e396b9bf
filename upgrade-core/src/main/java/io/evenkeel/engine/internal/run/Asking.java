package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.EndedRun;
import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RequestAnswer.Refusal;
import io.evenkeel.engine.RunStatus;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.lease.Reply;
import io.evenkeel.engine.internal.lease.Request;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.LeaseRecord;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks something of whoever holds the lease of a cluster, by writing it there, and hears back. */
public final class Asking {
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final ClusterClient cluster;
  private final Timeline timeline;
  private final PlugInCalls calls;
  private final RunSettings settings;

  public Asking(ClusterClient cluster, Timeline timeline, PlugInCalls calls, RunSettings settings) {
    this.cluster = cluster;
    this.timeline = timeline;
    this.calls = calls;
    this.settings = settings;
  }

  public CompletionStage<Optional<RunStatus>> status() {
    return Statuses.read(cluster, calls);
  }

  public CompletionStage<Optional<EndedRun>> last() {
    return Statuses.last(cluster, calls);
  }

  public CompletionStage<RequestAnswer> pause() {
    return ask(Request.PAUSE, "");
  }

  public CompletionStage<RequestAnswer> resume() {
    return ask(Request.RESUME, "");
  }

  public CompletionStage<RequestAnswer> approve(String wave) {
    return ask(Request.APPROVE, wave);
  }

  public CompletionStage<RequestAnswer> cancel() {
    return ask(Request.CANCEL, "");
  }

  public CompletionStage<RequestAnswer> cancelReturningSurge() {
    return ask(Request.CANCEL_RETURNING_SURGE, "");
  }

  public CompletionStage<Optional<RunStatus>> untilHeld() {
    LeaseView view = view();
    return view.until(
        lease -> {
          Optional<RunStatus> status = lease.flatMap(Statuses::of);
          boolean over =
              status.isEmpty()
                  || status.get().pausedSince().isEmpty()
                  || status.get().heldSince().isPresent()
                  || nobody(view, lease);
          return over ? Optional.of(status) : Optional.empty();
        });
  }

  public CompletionStage<Optional<EndedRun>> untilEnded() {
    LeaseView view = view();
    return view.until(
        lease ->
            LeaseBook.of(lease).run().isEmpty() || nobody(view, lease)
                ? Optional.of(LeaseBook.of(lease).last())
                : Optional.empty());
  }

  private static boolean nobody(LeaseView view, Optional<LeaseRecord> lease) {
    return lease.filter(l -> l.holder().isEmpty() || view.silent(l)).isPresent();
  }

  private LeaseView view() {
    return new LeaseView(cluster, timeline, calls, settings.leaseTimes());
  }

  private CompletionStage<RequestAnswer> ask(String verb, String subject) {
    String id = Long.toString(timeline.now().toEpochMilli(), Character.MAX_RADIX);
    Request request =
        new Request(
            id + "-" + Integer.toHexString(settings.holder().hashCode()),
            verb,
            subject,
            timeline.now(),
            settings.holder());
    CompletableFuture<RequestAnswer> result = new CompletableFuture<>();
    LeaseView view = view();
    place(request, view, result);
    return result;
  }

  /** Writes the request down once nobody else's is waiting there, or says why that is no use. */
  private void place(Request request, LeaseView view, CompletableFuture<RequestAnswer> result) {
    view.until(lease -> placeable(view, lease))
        .thenAccept(
            step -> {
              if (step instanceof Placing.Refused refused) {
                result.complete(refused.answer());
              } else {
                write(((Placing.Into) step).lease(), request, view, result);
              }
            })
        .whenComplete((done, fault) -> fail(fault, result));
  }

  private sealed interface Placing {
    record Into(LeaseRecord lease) implements Placing {}

    record Refused(RequestAnswer answer) implements Placing {}
  }

  private static Optional<Placing> placeable(LeaseView view, Optional<LeaseRecord> lease) {
    LeaseBook book = LeaseBook.of(lease);
    Optional<RequestAnswer> refusal = refusal(book, lease);
    if (refusal.isPresent()) {
      return Optional.of(new Placing.Refused(refusal.get()));
    }
    if (book.request().isEmpty()) {
      return Optional.of(new Placing.Into(lease.orElseThrow()));
    }
    return view.silent(lease.orElseThrow())
        ? Optional.of(new Placing.Refused(notAnswered(lease.get())))
        : Optional.empty();
  }

  private static Optional<RequestAnswer> refusal(LeaseBook book, Optional<LeaseRecord> lease) {
    if (book.run().isEmpty()) {
      return Optional.of(
          refused(Refusal.NO_RUN, "no run is at work on this cluster", "nothing is to be done"));
    }
    if (book.ended().isPresent()) {
      return Optional.of(
          refused(
              Refusal.ENDING,
              "run "
                  + book.run().get()
                  + " ends already: "
                  + Statuses.words(book.ended().get().ending()),
              "wait until it has ended"));
    }
    return lease.filter(l -> l.holder().isEmpty()).map(l -> nobodyAtWork(book));
  }

  private static RequestAnswer nobodyAtWork(LeaseBook book) {
    return refused(
        Refusal.NOBODY_AT_WORK,
        "run " + book.run().orElseThrow() + " was left unfinished, and nobody is at work on it",
        "start its plan again, which finishes it, or clean up what it has left");
  }

  private void write(
      LeaseRecord lease, Request request, LeaseView view, CompletableFuture<RequestAnswer> result) {
    Map<String, String> data = new LinkedHashMap<>(lease.data());
    data.put(LeaseBook.REQUEST, request.text());
    calls
        .call(
            PlugIns.call(cluster, "writeLease", "to ask something of its run"),
            () -> cluster.writeLease(lease.withData(data)))
        .whenComplete(
            (answer, fault) -> {
              if (answer instanceof Answer.Denied<LeaseRecord> denied) {
                result.completeExceptionally(
                    new io.evenkeel.engine.LeaseUnreadableException(
                        PlugIns.name(cluster), denied.because(), "grant " + denied.permission()));
              } else if (answer instanceof Answer.Conflict<LeaseRecord>) {
                // It has been renewed a moment ago, or somebody else has asked.
                place(request, view, result);
              } else if (answer instanceof Answer.Ok<LeaseRecord>) {
                hear(request, LeaseBook.of(lease).run().orElseThrow(), view, result);
              } else {
                timeline.schedule(AGAIN, () -> placeUnlessThere(request, view, result));
              }
            });
  }

  /** Whether the write took effect is not known: the lease tells. */
  private void placeUnlessThere(
      Request request, LeaseView view, CompletableFuture<RequestAnswer> result) {
    view.until(Optional::of)
        .thenAccept(
            lease -> {
              LeaseBook book = LeaseBook.of(lease);
              boolean there =
                  book.request().map(Request::id).equals(Optional.of(request.id()))
                      || book.reply().map(Reply::request).equals(Optional.of(request.id()));
              if (there) {
                hear(request, book.run().orElse(""), view, result);
              } else {
                place(request, view, result);
              }
            })
        .whenComplete((done, fault) -> fail(fault, result));
  }

  private void hear(
      Request request, String run, LeaseView view, CompletableFuture<RequestAnswer> result) {
    view.until(lease -> heard(request, run, view, lease))
        .thenAccept(result::complete)
        .whenComplete((done, fault) -> fail(fault, result));
  }

  private static Optional<RequestAnswer> heard(
      Request request, String run, LeaseView view, Optional<LeaseRecord> lease) {
    LeaseBook book = LeaseBook.of(lease);
    Optional<Reply> reply = book.reply().filter(r -> r.request().equals(request.id()));
    if (reply.isPresent()) {
      return Optional.of(answer(run, reply.get()));
    }
    if (!book.run().equals(Optional.of(run))) {
      return Optional.of(
          refused(
              Refusal.ENDING,
              "run "
                  + run
                  + " has ended: "
                  + book.last().map(EndedRun::words).orElse("no word is left"),
              "nothing is to be done"));
    }
    return lease.filter(view::silent).map(Asking::notAnswered);
  }

  private static RequestAnswer answer(String run, Reply reply) {
    return switch (reply.kind()) {
      case TAKEN -> new RequestAnswer.Taken(run, reply.by(), reply.at(), reply.words());
      case ENDING -> refused(Refusal.ENDING, reply.words(), "wait until it has ended");
      case UNKNOWN ->
          refused(Refusal.NOT_KNOWN, reply.words(), "ask with the version that started the run");
    };
  }

  private static RequestAnswer notAnswered(LeaseRecord lease) {
    return refused(
        Refusal.NOT_ANSWERED,
        lease.holder() + " holds the lease and has shown no sign of life; the request waits there",
        "start the plan of the run again, which heeds the request, or clean up what it has left");
  }

  private static RequestAnswer.Refused refused(Refusal reason, String words, String remedy) {
    return new RequestAnswer.Refused(reason, words, remedy);
  }

  private static void fail(
      @org.jspecify.annotations.Nullable Throwable fault, CompletableFuture<?> result) {
    if (fault != null) {
      result.completeExceptionally(Closing.cause(fault));
    }
  }
}
