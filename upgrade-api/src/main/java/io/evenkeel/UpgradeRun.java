package io.evenkeel;

import io.evenkeel.spi.Subscription;
import java.util.concurrent.CompletionStage;

/**
 * One execution of a plan. Thread-safe; on virtual time it belongs to the thread that started it.
 */
public interface UpgradeRun {

  /** Returns the id that every mark of this run carries. */
  String id();

  /**
   * Waits until the run has ended and returns how. On virtual time this is what moves time.
   *
   * @throws IllegalStateException if the waiting thread is interrupted; the run goes on
   */
  UpgradeOutcome await();

  /** Returns how the run ends, once it has. */
  CompletionStage<UpgradeOutcome> outcome();

  /** Starts nothing new until {@link #resume()}; what was begun on a node is finished. */
  void pause();

  void resume();

  /**
   * Lets a wave begin that needs approval, now or when its turn comes; approving one twice does
   * nothing.
   *
   * @throws IllegalArgumentException if the plan has no such wave
   */
  void approve(String wave);

  /**
   * Stops at the next safe point and gives back what is empty; surge that holds pods stays, and the
   * outcome says so.
   */
  void cancel();

  /** Stops as {@link #cancel()} does, and drains surge that holds pods under the same budgets. */
  void cancelReturningSurge();

  /** Tells a listener every event from now on, one at a time, until the subscription is closed. */
  Subscription events(UpgradeListener listener);
}
