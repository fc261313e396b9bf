package io.evenkeel.campaign.internal;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One run of a made-up plan in a made-up world, and what the oracle says about it. */
public record Trial(long seed, UpgradeOutcome outcome, List<OracleViolation> violations) {
  /** One seed for every build, so that a build that was green stays green; jqwik prints it. */
  public static final String SEED = "20261122";

  private static final Duration LIMIT = Duration.ofDays(2);
  private static final long STEPS = 2_000_000;

  /** The latest moments, in milliseconds, for something to befall a run: some are early. */
  private static final List<Integer> LATEST = List.of(2_000, 20_000, 200_000, 900_000);

  /** A world with room for everything and a plan that could be finished by hand. */
  public static Trial finishable(long seed, UpgradeListener... listeners) {
    CampaignWorld world = new CampaignWorld(seed, true);
    return of(seed, world, CampaignPlan.fair(world, seed), listeners);
  }

  /** A world as cramped as chance wants it, and a plan with plug-ins of any kind. */
  public static Trial ofAnyKind(long seed, UpgradeListener... listeners) {
    CampaignWorld world = new CampaignWorld(seed, false);
    return of(seed, world, CampaignPlan.any(world, seed), listeners);
  }

  /** As {@link #finishable}, by processes that crash; each is followed by another. */
  public static Trial crashing(long seed, UpgradeListener... listeners) {
    Dice dice = new Dice(seed + 1);
    CampaignWorld world = new CampaignWorld(seed, true);
    CampaignPlan plan = CampaignPlan.fair(world, seed);
    Oracle oracle = watched(world, plan, seed);
    int crashes = dice.between(1, 3);
    for (int i = 0; i < crashes; i++) {
      Upgrader first = upgrader(world, "process-" + i);
      UpgradeRun run = first.start(plan.under(oracle), listeners);
      passes(world.time, run, Duration.ofMillis(dice.between(0, dice.one(LATEST))));
      if (run.outcome().toCompletableFuture().isDone()) {
        return ended(seed, run.outcome().toCompletableFuture().join(), oracle);
      }
      first.close();
      world.time.advance(dice.seconds(0, 120));
      oracle.nextProcess();
    }
    UpgradeRun last = upgrader(world, "the-last").start(plan.under(oracle), listeners);
    return ended(seed, finish(world.time, last, seed), oracle);
  }

  /** As {@link #finishable}, but somebody cancels the run at some time. */
  public static Trial cancelled(long seed, UpgradeListener... listeners) {
    Dice dice = new Dice(seed + 2);
    CampaignWorld world = new CampaignWorld(seed, true);
    CampaignPlan plan = CampaignPlan.fair(world, seed);
    Oracle oracle = watched(world, plan, seed).mayDrainSurge();
    UpgradeRun run = upgrader(world, "process").start(plan.under(oracle), listeners);
    passes(world.time, run, Duration.ofMillis(dice.between(0, dice.one(LATEST))));
    if (dice.percent(50)) {
      run.cancel();
    } else {
      run.cancelReturningSurge();
    }
    return ended(seed, finish(world.time, run, seed), oracle);
  }

  /** A world in which others terminate, lose, close and silence nodes at any time. */
  public static Trial disturbed(long seed, UpgradeListener... listeners) {
    CampaignWorld world = new CampaignWorld(seed, true);
    CampaignPlan plan = CampaignPlan.any(world, seed);
    Oracle oracle = watched(world, plan, seed);
    new Others(world, new Dice(seed + 3)).begin();
    UpgradeRun run = upgrader(world, "process").start(plan.under(oracle), listeners);
    return ended(seed, finish(world.time, run, seed), oracle);
  }

  private static Trial of(
      long seed, CampaignWorld world, CampaignPlan plan, UpgradeListener... listeners) {
    Oracle oracle = watched(world, plan, seed);
    UpgradeRun run = upgrader(world, "process").start(plan.under(oracle), listeners);
    return ended(seed, finish(world.time, run, seed), oracle);
  }

  private static Oracle watched(CampaignWorld world, CampaignPlan plan, long seed) {
    Oracle oracle = world.oracle(seed);
    plan.states(oracle);
    return oracle;
  }

  private static Upgrader upgrader(CampaignWorld world, String holder) {
    return Upgrader.builder().timeline(world.time).holder(holder).build();
  }

  private static void passes(VirtualTimeline time, UpgradeRun run, Duration duration) {
    time.runUntil(() -> run.outcome().toCompletableFuture().isDone(), duration);
  }

  private static Trial ended(long seed, UpgradeOutcome outcome, Oracle oracle) {
    oracle.ended(outcome);
    return new Trial(seed, outcome, oracle.violations());
  }

  /** Lets time pass until the run is over; one that hangs fails, whatever it waits for. */
  public static UpgradeOutcome finish(VirtualTimeline time, UpgradeRun run, long seed) {
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

  public boolean failedFor(FailureReason reason) {
    return outcome instanceof UpgradeOutcome.Failed failed && failed.reason() == reason;
  }

  /** Returns how it ended, in a word or two. */
  public String ending() {
    String kind = outcome.getClass().getSimpleName();
    return outcome instanceof UpgradeOutcome.Failed failed ? kind + " " + failed.reason() : kind;
  }

  public String describe() {
    return "seed " + seed + ": " + outcome;
  }
}
