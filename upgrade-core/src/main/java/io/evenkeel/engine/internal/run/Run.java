package io.evenkeel.engine.internal.run;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.internal.Await;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.state.Ending;
import io.evenkeel.engine.internal.state.Waves;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.Subscription;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One execution of a plan, as its caller sees it. */
public final class Run implements UpgradeRun {
  private static final Duration PAUSE = Duration.ofDays(1);

  private final Timeline timeline;
  private final RunParts parts;
  private final Requests requests;
  private final Closing closing;
  private final Opening opening;

  public Run(UpgradePlan plan, Timeline timeline, PlugInCalls calls, RunSettings settings) {
    this(plan, Purpose.Kind.UPGRADE, timeline, calls, settings);
  }

  /** Returns a run that only clears away what another one has left. */
  public static Run cleaningUp(
      UpgradePlan plan, Timeline timeline, PlugInCalls calls, RunSettings settings) {
    return new Run(plan, Purpose.Kind.CLEANUP, timeline, calls, settings);
  }

  private Run(
      UpgradePlan plan,
      Purpose.Kind kind,
      Timeline timeline,
      PlugInCalls calls,
      RunSettings settings) {
    this.timeline = timeline;
    this.parts = RunParts.of(plan, kind, timeline, calls, settings);
    FirstReads reads =
        FirstReads.waiting(parts.calls(), parts.timeline(), settings.firstLook(), this::tellWait);
    LeaseTaking leases =
        new LeaseTaking(
            plan.clusterClient(),
            parts.byTheClock(),
            parts.calls(),
            reads,
            settings.leaseTimes(),
            settings.holder());
    this.requests = new Requests(parts);
    this.closing = new Closing(parts, leases);
    this.opening = new Opening(parts, leases, requests, closing, reads);
  }

  private void tellWait(String subject, String because) {
    parts.reporter().tell(new UpgradeEvent.Waiting(parts.timeline().now(), subject, because));
  }

  /** Begins; the outcome tells the rest. */
  public void start() {
    opening.start();
  }

  /** Only looks, and says what was found. */
  public CompletionStage<List<Finding>> preflight() {
    return opening.preflight();
  }

  /** Stops at once without cleaning up, as a crash does; another process may go on. */
  public void abandon() {
    parts.timeline().execute(closing::abandon);
  }

  @Override
  public String id() {
    return parts.state().runId();
  }

  @Override
  public UpgradeOutcome await() {
    return Await.result(closing.outcome(), timeline, this::pausedForGood);
  }

  /** In virtual time nobody comes to resume a run, unless that has been scheduled. */
  private Optional<String> pausedForGood() {
    return parts
        .state()
        .course()
        .pausedSince()
        .filter(since -> since.plus(PAUSE).isBefore(parts.timeline().now()))
        .map(
            since ->
                "the run has been paused since "
                    + since
                    + ", and virtual time has nothing left to do but to pass: resume() it, or let"
                    + " something scheduled do so, before it is awaited");
  }

  @Override
  public CompletionStage<UpgradeOutcome> outcome() {
    return closing.outcome().minimalCompletionStage();
  }

  @Override
  public void pause() {
    requests.pause();
  }

  @Override
  public void resume() {
    requests.resume();
  }

  @Override
  public void cancel() {
    requests.cancel(Ending.Surge.STAYS);
  }

  @Override
  public void cancelReturningSurge() {
    requests.cancel(Ending.Surge.RETURNED);
  }

  @Override
  public void approve(String wave) {
    Waves.Part part =
        parts
            .state()
            .waves()
            .named(wave)
            .orElseThrow(() -> new IllegalArgumentException("the plan has no wave '" + wave + "'"));
    requests.approve(part);
  }

  @Override
  public Subscription events(UpgradeListener listener) {
    return parts
        .reporter()
        .add(Objects.requireNonNull(listener, "listener is null: give a listener"));
  }
}
