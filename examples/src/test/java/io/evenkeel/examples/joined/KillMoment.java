package io.evenkeel.examples.joined;

import io.evenkeel.simulation.CloudChange.Kind;
import java.util.concurrent.CompletableFuture;

/** When a process that upgrades a group is killed. */
enum KillMoment {
  /** The first new instance has been launched and nothing runs on it yet. */
  WHILE_THE_CANARY_BOOTS {
    @Override
    void listen(Observer observer, CompletableFuture<Void> reached) {
      observer.cloud().listen(change -> completeIf(change.kind() == Kind.LAUNCHED, reached));
    }
  },

  /** Some pods have been moved, some are on their way, most are still where they were. */
  WHILE_A_NODE_DRAINS {
    @Override
    void listen(Observer observer, CompletableFuture<Void> reached) {
      observer.picture().listen(now -> completeIf(observer.moved(now) >= 5, reached));
    }
  },

  /** The first instance has been terminated that is not replaced. */
  WHILE_SURGE_IS_GIVEN_BACK {
    @Override
    void listen(Observer observer, CompletableFuture<Void> reached) {
      observer
          .cloud()
          .listen(
              change ->
                  completeIf(
                      change.kind() == Kind.TERMINATING && change.text().contains("shrinking"),
                      reached));
    }
  };

  abstract void listen(Observer observer, CompletableFuture<Void> reached);

  private static void completeIf(boolean now, CompletableFuture<Void> reached) {
    if (now) {
      reached.complete(null);
    }
  }
}
