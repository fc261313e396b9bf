package io.evenkeel.engine;

import io.evenkeel.engine.internal.Await;
import io.evenkeel.engine.internal.run.Asking;
import io.evenkeel.spi.Timeline;
import java.util.Optional;

/**
 * Acts on the run of a cluster, whichever process has started it: what is asked is written into the
 * lease of the cluster, and the process at work takes it from there within the time after which it
 * renews its lease (a sixth of the lease's duration, 10 seconds by default), and answers.
 *
 * <p>Each method waits for that answer, for as long as the holder of the lease may be silent at
 * most; on virtual time this is what moves time. Thread-safe. All of them need only the permissions
 * {@code get} and {@code update} on the lease.
 */
public final class RunControl {
  private final Asking asking;
  private final Timeline timeline;

  RunControl(Asking asking, Timeline timeline) {
    this.asking = asking;
    this.timeline = timeline;
  }

  /**
   * Reads which run is at work, or was not finished; reads only.
   *
   * @throws LeaseUnreadableException if the cluster does not answer, or does not allow it
   */
  public Optional<RunStatus> status() {
    return Await.result(asking.status(), timeline);
  }

  /**
   * Reads how the last run has ended; absent where none has, or where one has begun since.
   *
   * @throws LeaseUnreadableException if the cluster does not answer, or does not allow it
   */
  public Optional<EndedRun> lastEnded() {
    return Await.result(asking.last(), timeline);
  }

  /**
   * Asks the run to hold, as {@link io.evenkeel.UpgradeRun#pause()} does. The pause outlives the
   * process at work: whoever goes on with the run is paused too, until {@link #resume()}.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer pause() {
    return Await.result(asking.pause(), timeline);
  }

  /**
   * Asks a paused run to go on.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer resume() {
    return Await.result(asking.resume(), timeline);
  }

  /**
   * Approves a wave of the run, as {@link io.evenkeel.UpgradeRun#approve(String)} does.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer approve(String wave) {
    return Await.result(asking.approve(wave), timeline);
  }

  /**
   * Asks the run to stop at its next safe point, as {@link io.evenkeel.UpgradeRun#cancel()} does.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer cancel() {
    return Await.result(asking.cancel(), timeline);
  }

  /**
   * Asks the run to stop and to drain the surge that holds pods, as {@link
   * io.evenkeel.UpgradeRun#cancelReturningSurge()} does.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer cancelReturningSurge() {
    return Await.result(asking.cancelReturningSurge(), timeline);
  }

  /**
   * Waits until a paused run has nothing under way any more: no node is being drained, soaks, or is
   * about to be terminated. Returns what the lease then tells; that is absent, or not paused, where
   * the run has ended or goes on.
   *
   * @throws LeaseUnreadableException if the lease cannot be read for longer than a lease lasts
   */
  public Optional<RunStatus> awaitHeld() {
    return Await.result(asking.untilHeld(), timeline);
  }

  /**
   * Waits until no run is left on the cluster, and returns how the last one has ended, where its
   * process has left word. Returns also where a run is left that nobody is at work on.
   *
   * @throws LeaseUnreadableException if the lease cannot be read for longer than a lease lasts
   */
  public Optional<EndedRun> awaitEnd() {
    return Await.result(asking.untilEnded(), timeline);
  }
}
