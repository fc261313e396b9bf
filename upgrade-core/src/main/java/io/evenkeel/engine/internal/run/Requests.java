package io.evenkeel.engine.internal.run;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.act.LeaseKeeper;
import io.evenkeel.engine.internal.lease.LeaseBook;
import io.evenkeel.engine.internal.lease.Reply;
import io.evenkeel.engine.internal.lease.Request;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.Waves;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people ask of a run while it lasts, in this process or through its lease. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private static final String CALLER = "the caller";

  private final RunParts parts;
  private final Approvals approvals;

  Requests(RunParts parts) {
    this.parts = parts;
    this.approvals = new Approvals(parts);
  }

  Approvals approvals() {
    return approvals;
  }

  void approve(Waves.Part wave) {
    parts.timeline().execute(() -> parts.loop().enter(() -> approvals.approve(wave, CALLER)));
  }

  void pause() {
    parts.timeline().execute(() -> parts.loop().enter(this::pauseNow));
  }

  void resume() {
    parts.timeline().execute(() -> parts.loop().enter(this::resumeNow));
  }

  void cancel(Ending.Surge surge) {
    parts
        .timeline()
        .execute(() -> parts.loop().enter(() -> end(new Ending.Cancelled(CALLER, surge))));
  }

  /** Ends a run that nobody is at work on any more, in its stead. */
  void cleanUp() {
    end(new Ending.Cancelled("a cleanup", Ending.Surge.STAYS));
  }

  /** What was asked before the lease was taken, or of a process that has died, is written down. */
  void noteDown() {
    parts.state().course().pausedSince().ifPresent(this::notePause);
    if (parts.state().course().goesOn()) {
      noteResumed();
    }
    parts
        .state()
        .ending()
        .ifPresent(
            ending -> parts.ends(ending, parts.state().course().endingSince().orElseThrow()));
  }

  /** Takes a request that somebody has written beside the lease, and answers it there. */
  void take(Request request) {
    LOG.info("{} asks to {}", request.by(), request.verb());
    if (parts.state().ending().isPresent()) {
      answer(request, Reply.Kind.ENDING, "the run ends already");
      return;
    }
    switch (request.verb()) {
      case Request.PAUSE -> {
        pauseNow();
        answer(request, Reply.Kind.TAKEN, "the run is paused");
      }
      case Request.RESUME -> {
        resumeNow();
        answer(request, Reply.Kind.TAKEN, "the run goes on");
      }
      case Request.CANCEL -> cancelled(request, Ending.Surge.STAYS);
      case Request.CANCEL_RETURNING_SURGE -> cancelled(request, Ending.Surge.RETURNED);
      case Request.APPROVE -> approved(request);
      default ->
          answer(
              request, Reply.Kind.UNKNOWN, "this process does not know how to " + request.verb());
    }
  }

  private void cancelled(Request request, Ending.Surge surge) {
    end(new Ending.Cancelled(request.by(), surge));
    answer(request, Reply.Kind.TAKEN, "the run is cancelled");
  }

  private void approved(Request request) {
    Optional<Waves.Part> wave = parts.state().waves().named(request.subject());
    if (wave.isEmpty()) {
      answer(request, Reply.Kind.UNKNOWN, "this run has no wave named " + request.subject());
      return;
    }
    approvals.approve(wave.get(), request.by());
    answer(request, Reply.Kind.TAKEN, "wave " + request.subject() + " is approved");
  }

  private void pauseNow() {
    if (!parts.state().course().paused()) {
      Instant since = parts.timeline().now();
      parts.state().course().pause(since);
      notePause(since);
      tell(new UpgradeEvent.RunPaused(since));
    }
  }

  private void notePause(Instant since) {
    withLease(lease -> lease.put(Map.of(LeaseBook.PAUSED, since.toString())));
  }

  /** A process that has no lease yet may still learn from it that the run was paused. */
  private void resumeNow() {
    boolean paused = parts.state().course().paused();
    parts.state().course().resume(parts.timeline().now());
    if (paused) {
      noteResumed().thenAccept(noted -> tellResumed());
    }
  }

  /** Whoever is told does not ask again: a successor has to know it by then. */
  private void tellResumed() {
    parts.loop().enter(() -> tell(new UpgradeEvent.RunResumed(parts.timeline().now())));
  }

  private CompletionStage<Boolean> noteResumed() {
    Map<String, String> pauses =
        Map.of(LeaseBook.PAUSES, parts.state().course().pauses().toString());
    return parts
        .lease()
        .map(lease -> lease.replace(pauses, LeaseBook.PAUSED, LeaseBook.HELD))
        .orElse(CompletableFuture.completedStage(true));
  }

  private void answer(Request request, Reply.Kind kind, String words) {
    Reply reply =
        new Reply(request.id(), kind, parts.timeline().now(), parts.settings().holder(), words);
    withLease(lease -> lease.answer(reply));
  }

  private void end(Ending ending) {
    parts.state().course().end(ending, parts.timeline().now());
  }

  private void withLease(Consumer<LeaseKeeper> act) {
    parts.lease().ifPresent(act);
  }

  private void tell(UpgradeEvent event) {
    parts.reporter().tell(event);
  }
}
