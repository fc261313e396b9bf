package io.evenkeel.engine;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One run of a made-up plan in a made-up world, and what the oracle says about it. */
record Trial(long seed, UpgradeOutcome outcome, List<OracleViolation> violations) {
  private static final Duration LIMIT = Duration.ofDays(2);
  private static final long STEPS = 2_000_000;

  /** A world with room for everything and a plan that could be finished by hand. */
  static Trial finishable(long seed) {
    RandomWorld world = new RandomWorld(seed, true);
    return of(seed, world, RandomPlan.fair(world, seed));
  }

  /** A world as cramped as chance wants it, and a plan with plug-ins of any kind. */
  static Trial ofAnyKind(long seed) {
    RandomWorld world = new RandomWorld(seed, false);
    return of(seed, world, RandomPlan.any(world, seed));
  }

  private static Trial of(long seed, RandomWorld world, RandomPlan random) {
    Oracle oracle = world.oracle(seed);
    UpgradePlan plan = random.under(oracle);
    UpgradeRun run = Upgrader.on(world.time).start(plan, new Printing());
    UpgradeOutcome outcome = finish(world.time, run, seed);
    oracle.ended(outcome);
    return new Trial(seed, outcome, oracle.violations());
  }

  /** Lets time pass until the run is over; one that hangs fails, whatever it waits for. */
  static UpgradeOutcome finish(VirtualTimeline time, UpgradeRun run, long seed) {
    CompletableFuture<UpgradeOutcome> outcome = run.outcome().toCompletableFuture();
    Duration end = time.elapsed().plus(LIMIT);
    for (long steps = 0; !outcome.isDone(); steps++) {
      if (steps > STEPS || time.elapsed().compareTo(end) > 0 || !time.step()) {
        throw new AssertionError(
            "the run did not end: seed "
                + seed
                + ", after "
                + steps
                + " steps and "
                + time.elapsed());
      }
    }
    return outcome.join();
  }

  /** Prints what happens, for a person who replays a seed. */
  private static final class Printing implements UpgradeListener {
    @Override
    public void onEvent(UpgradeEvent event) {
      if (Boolean.getBoolean("evenkeel.print")) {
        System.out.println(event);
      }
    }
  }

  boolean failedFor(FailureReason reason) {
    return outcome instanceof UpgradeOutcome.Failed failed && failed.reason() == reason;
  }

  /** Returns how it ended, in a word or two. */
  String ending() {
    String kind = outcome.getClass().getSimpleName();
    return outcome instanceof UpgradeOutcome.Failed failed ? kind + " " + failed.reason() : kind;
  }

  String describe() {
    return "seed " + seed + ": " + outcome;
  }
}
