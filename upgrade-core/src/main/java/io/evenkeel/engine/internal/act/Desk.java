package io.evenkeel.engine.internal.act;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.internal.SteadyTimeline;
import io.evenkeel.engine.internal.plan.Decision;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.Levers;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What everything that carries out decisions shares: the state, time, the way to call plug-ins, and
 * what is done about answers that say no.
 */
public final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final String MEND = "mend that method of the plug-in, then start again";
  private static final Duration FENCED = Duration.ofSeconds(1);
  private static final Duration UNTIL_CREDENTIALS_ARE_TRIED = Duration.ofSeconds(15);

  private final UpgradePlan plan;
  private final RunState run;
  private final SteadyTimeline timeline;
  private final PlugInCalls calls;
  private final Reporter reporter;
  private final Consumer<Runnable> inLoop;
  private final Set<String> logged = new LinkedHashSet<>();
  private final Persistence persistence = new Persistence();
  private final Outage outage = new Outage();
  private final Backoff backoff = new Backoff();
  private final Denials denials = new Denials();
  private volatile Notebook lease = Notebook.NONE;

  public Desk(
      UpgradePlan plan,
      RunState run,
      SteadyTimeline timeline,
      PlugInCalls calls,
      Reporter reporter,
      Consumer<Runnable> inLoop) {
    this.plan = plan;
    this.run = run;
    this.timeline = timeline;
    this.calls = calls;
    this.reporter = reporter;
    this.inLoop = inLoop;
  }

  UpgradePlan plan() {
    return plan;
  }

  RunState run() {
    return run;
  }

  Timeline timeline() {
    return timeline;
  }

  /** Returns by how much the clock has been set since the run began. */
  Duration clockSet() {
    return Duration.between(timeline.now(), timeline.byTheClock().now());
  }

  void tell(UpgradeEvent event) {
    reporter.tell(event);
  }

  /** Calls a plug-in and takes its answer into the loop, a fault as an unknown outcome. */
  <T> void call(String what, Supplier<CompletionStage<Answer<T>>> call, Consumer<Answer<T>> then) {
    calls
        .call(what, call)
        .whenComplete(
            (answer, fault) ->
                inLoop.accept(
                    () ->
                        then.accept(
                            fault == null
                                ? answer
                                : new Answer.Unknown<>(message(fault), Answer.Source.FAULT))));
  }

  /** Calls a plug-in that writes, unless the lease has run out when the call's turn comes. */
  <T> void write(String what, Supplier<CompletionStage<Answer<T>>> call, Consumer<Answer<T>> then) {
    call(
        what,
        () ->
            lease.safeToWrite()
                ? call.get()
                : CompletableFuture.completedStage(
                    new Answer.Throttled<>(FENCED, "the lease was about to run out")),
        then);
  }

  /** Returns whether a write may still be sent. */
  boolean mayWrite() {
    return lease.safeToWrite();
  }

  /** Sets the lease that covers every write from now on. */
  public void holds(Notebook newLease) {
    lease = newLease;
  }

  /** Notes something down beside the lease before it is done; tells whether that worked. */
  void note(Map<String, String> entries, Consumer<Boolean> then) {
    own(lease.put(entries), then, fault -> then.accept(false));
  }

  /** Calls a plug-in whose answers are of its own kind; a fault is handed over as its message. */
  <T> void raw(
      String what, Supplier<CompletionStage<T>> call, Consumer<T> then, Consumer<String> onFault) {
    own(calls.call(what, call), then, onFault);
  }

  /** Calls a plug-in; the stage completes on the deciding thread, outside the loop. */
  <T> CompletionStage<T> stage(String what, Supplier<CompletionStage<T>> call) {
    return calls.call(what, call);
  }

  /**
   * As {@link #stage}, and logs with its stack trace how that method of a plug-in failed at first.
   */
  <T> CompletionStage<T> logged(String method, String what, Supplier<CompletionStage<T>> call) {
    return stage(what, call)
        .whenComplete(
            (answer, fault) -> {
              if (fault != null && logged.add(method)) {
                LOG.warn("{} failed", method, fault);
              }
            });
  }

  /** Takes what something of our own answers into the loop. */
  <T> void own(CompletionStage<T> stage, Consumer<T> then, Consumer<String> onFault) {
    stage.whenComplete(
        (answer, fault) ->
            inLoop.accept(
                () -> {
                  if (fault == null) {
                    then.accept(answer);
                  } else {
                    onFault.accept(message(fault));
                  }
                }));
  }

  void later(Duration after, Runnable task) {
    timeline.schedule(after, () -> inLoop.accept(task));
  }

  /** Returns what a step changes, for people; a node pool is no node group to them. */
  String subject(Decision.Write write) {
    return write instanceof Decision.RolloutWrite rollout
        ? run.rollouts()
            .named(rollout.group())
            .map(view -> view.plan().inWords())
            .orElse(write.subject())
        : write.subject();
  }

  void worked(Decision.Write write) {
    persistence.worked(key(write));
    outage.over();
    backoff.over();
  }

  /**
   * Deals with an answer that says no: tells it, ends the run where it will always be no, and tries
   * again later otherwise.
   */
  void refused(Decision.Write write, Answer.Problem<?> problem, Runnable again) {
    refused(write, problem, again, () -> failsForGood(write, problem));
  }

  /** As {@link #refused}, with something else than the run's end where it will always be no. */
  void refused(Decision.Write write, Answer.Problem<?> problem, Runnable again, Runnable inTheEnd) {
    tell(
        new UpgradeEvent.WriteFailed(
            timeline.now(), subject(write), write.step(), problem.because()));
    if (!mayWrite()) {
      later(FENCED, again);
      return;
    }
    if (problem instanceof Answer.Unauthenticated<?>) {
      holdStill(write, problem, UNTIL_CREDENTIALS_ARE_TRIED, "renew the credentials", again);
      return;
    }
    if (problem instanceof Answer.Throttled<?> throttled) {
      Duration pause = backoff.after(throttled.retryAfter(), key(write));
      holdStill(write, problem, pause, "find out who uses up the calls, then start again", again);
      return;
    }
    if (problem instanceof Answer.Denied<?> denied) {
      if (deniedForGood(denied.permission())) {
        end(FailureReason.DENIED, write, denied.because(), "grant " + denied.permission());
      }
      later(Denials.NEXT_TRY, again);
      return;
    }
    Duration wait = persistence.failed(key(write));
    if (persistence.exhausted(key(write))) {
      inTheEnd.run();
    }
    later(wait, again);
  }

  private void failsForGood(Decision.Write write, Answer.Problem<?> problem) {
    if (!goesOnWithout(write, problem)) {
      giveUpCleaning(write);
    }
    end(reason(problem), write, problem.because(), remedy(problem));
  }

  /** Returns whether the permission has been denied for so long that it is not granted. */
  boolean deniedForGood(String permission) {
    return denials.isForGood(permission, timeline.now());
  }

  /** Nobody has refused the step itself: it is tried again until what is in its way is over. */
  private void holdStill(
      Decision.Write write,
      Answer.Problem<?> problem,
      Duration pause,
      String remedy,
      Runnable again) {
    if (outage.goesOn(problem, timeline.now())) {
      giveUpCleaning(write);
      end(FailureReason.UNREACHABLE, write, problem.because(), remedy);
    }
    run.course().misses(timeline.now(), timeline.now().plus(pause));
    later(pause, again);
  }

  /**
   * What a group launched from before may be gone for good: the rest is given back all the same.
   */
  private boolean goesOnWithout(Decision.Write write, Answer.Problem<?> problem) {
    boolean refused = problem instanceof Answer.Missing<?> || problem instanceof Answer.Refused<?>;
    if (refused && run.ending().isPresent() && write instanceof Decision.Point point) {
      run.levers().stop(Levers.returning(point.group()));
      return true;
    }
    return false;
  }

  private void giveUpCleaning(Decision.Write write) {
    if (run.ending().isPresent()) {
      run.course().giveUp("could not " + write.step() + " " + subject(write));
    }
  }

  private void end(FailureReason reason, Decision.Write write, String why, String remedy) {
    run.course()
        .end(
            new Ending.Failing(
                reason, subject(write) + ": could not " + write.step() + ": " + why, remedy),
            timeline.now());
  }

  /** Ends the run since a plug-in does not keep to its contract; the message names it. */
  void failedPlugIn(String message) {
    run.course().end(new Ending.Failing(FailureReason.PLUG_IN, message, MEND), timeline.now());
  }

  static FailureReason reason(Answer.Problem<?> problem) {
    if (problem instanceof Answer.Unknown<?> unknown && unknown.source() == Answer.Source.FAULT) {
      return FailureReason.PLUG_IN;
    }
    if (problem instanceof Answer.Conflict<?>) {
      return FailureReason.INTERFERENCE;
    }
    return problem instanceof Answer.Unknown<?> ? FailureReason.UNREACHABLE : FailureReason.PLUG_IN;
  }

  private static String remedy(Answer.Problem<?> problem) {
    return problem instanceof Answer.Unknown<?> unknown && unknown.source() == Answer.Source.FAULT
        ? MEND
        : "see why it is refused, then start again";
  }

  /** What failed before the run began to end does not count against its cleaning up. */
  private String key(Decision.Write write) {
    return (run.ending().isPresent() ? "ending " : "")
        + write.getClass().getSimpleName()
        + " "
        + subject(write);
  }

  static String message(Throwable fault) {
    Throwable cause =
        fault instanceof java.util.concurrent.CompletionException && fault.getCause() != null
            ? fault.getCause()
            : fault;
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
