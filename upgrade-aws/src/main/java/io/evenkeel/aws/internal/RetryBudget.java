package io.evenkeel.aws.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many repetitions one service is worth. Each takes from the budget, and each call that
 * succeeds gives a little back: one call in trouble is repeated, but when everything fails the
 * repetitions do not multiply the load on a service that cannot bear it. Thread-safe.
 */
final class RetryBudget {
  private static final int COST = 10;

  private final int full;
  private final AtomicInteger left;

  RetryBudget(int repetitions) {
    full = repetitions * COST;
    left = new AtomicInteger(full);
  }

  /** Takes one repetition; returns whether there was one. */
  boolean take() {
    return left.getAndUpdate(now -> now < COST ? now : now - COST) >= COST;
  }

  /** Gives back a tenth of a repetition. */
  void succeeded() {
    left.updateAndGet(now -> Math.min(full, now + 1));
  }
}
