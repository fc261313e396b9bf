package io.evenkeel.engine;

import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.internal.Waits;
import io.evenkeel.engine.internal.run.Asking;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Acts on the run of a cluster, whichever process has started it: what is asked is written into the
 * lease of the cluster, and the process at work takes it from there within the time after which it
 * renews its lease (a sixth of the lease's duration, 10 seconds by default), and answers.
 *
 * <p>Each method waits for that answer, for as long as the holder of the lease may be silent at
 * most; on virtual time this is what moves time. Once the upgrader is closed each of them fails
 * with an {@link IllegalStateException}. Thread-safe. All of them need only the permissions {@code
 * get} and {@code update} on the lease.
 */
public final class RunControl {
  private final Asking asking;
  private final Waits waits;
  private final BiFunction<Cleanup, UpgradeListener[], UpgradeRun> cleanups;

  RunControl(
      Asking asking, Waits waits, BiFunction<Cleanup, UpgradeListener[], UpgradeRun> cleanups) {
    this.asking = asking;
    this.waits = waits;
    this.cleanups = cleanups;
  }

  /**
   * Reads which run is at work, or was not finished; reads only.
   *
   * @throws LeaseUnreadableException if the cluster does not answer, or does not allow it
   */
  public Optional<RunStatus> status() {
    return waits.result(asking::status);
  }

  /**
   * Reads how the last run has ended; absent where none has, or where one has begun since.
   *
   * @throws LeaseUnreadableException if the cluster does not answer, or does not allow it
   */
  public Optional<EndedRun> lastEnded() {
    return waits.result(asking::last);
  }

  /**
   * Asks the run to hold, as {@link io.evenkeel.UpgradeRun#pause()} does. The pause outlives the
   * process at work: whoever goes on with the run is paused too, until {@link #resume()}.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer pause() {
    return waits.result(asking::pause);
  }

  /**
   * Asks a paused run to go on.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer resume() {
    return waits.result(asking::resume);
  }

  /**
   * Approves a wave of the run, as {@link io.evenkeel.UpgradeRun#approve(String)} does.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer approve(String wave) {
    return waits.result(() -> asking.approve(wave));
  }

  /**
   * Asks the run to stop at its next safe point, as {@link io.evenkeel.UpgradeRun#cancel()} does.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer cancel() {
    return waits.result(asking::cancel);
  }

  /**
   * Asks the run to stop and to drain the surge that holds pods, as {@link
   * io.evenkeel.UpgradeRun#cancelReturningSurge()} does.
   *
   * @throws LeaseUnreadableException if the lease can be neither read nor written
   */
  public RequestAnswer cancelReturningSurge() {
    return waits.result(asking::cancelReturningSurge);
  }

  /**
   * Removes what a run has left that nobody is at work on: it takes the lease, once that has run
   * out, and ends the run as {@link #cancel()} would. Cordons and taints with our mark, labels,
   * scale-down marks, tags, suspended processes, borrowed sizes and the template pointer are given
   * back; what other people have put there stays, nodes in quarantine keep their marks and are
   * named in the summary. Surge that holds pods stays too, and the summary says so.
   *
   * <p>Where the lease is lost as well it waits as long as if it were held, and goes by the marks
   * alone. Fails with {@link io.evenkeel.FailureReason#ANOTHER_RUN} where the run is at work, with
   * {@link io.evenkeel.FailureReason#PREFLIGHT} where the run has changed a group that is not
   * named.
   *
   * @return how it ended: stopped where there was something to clean up, else succeeded
   * @throws io.evenkeel.InvalidPlanException if it names no group
   */
  public UpgradeOutcome cleanup(Cleanup cleanup, UpgradeListener... listeners) {
    return cleanups.apply(cleanup, listeners).await();
  }

  /**
   * Waits until a paused run has nothing under way any more: no node is being drained, soaks, or is
   * about to be terminated. Returns what the lease then tells; that is absent, or not paused, where
   * the run has ended or goes on.
   *
   * @throws LeaseUnreadableException if the lease cannot be read for longer than a lease lasts
   */
  public Optional<RunStatus> awaitHeld() {
    return waits.result(asking::untilHeld);
  }

  /**
   * Waits until no run is left on the cluster, and returns how the last one has ended, where its
   * process has left word. Returns also where a run is left that nobody is at work on.
   *
   * @throws LeaseUnreadableException if the lease cannot be read for longer than a lease lasts
   */
  public Optional<EndedRun> awaitEnd() {
    return waits.result(asking::untilEnded);
  }
}
