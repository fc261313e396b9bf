package io.evenkeel.campaign.internal;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.CampaignReport.Moves;
import io.evenkeel.campaign.Fault;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What came of one scenario.
 *
 * @param ended how the run ended; absent where it did not, which {@code problems} says
 * @param violations what the oracle saw that must never be
 * @param problems what else must not be: a run without an end, a halt whose named cause is untrue
 * @param notFinishable why an independent look says that this could not be finished; absent where
 *     it could
 * @param struck how often each fault took place
 * @param crashes the crash points that were come to
 * @param moves how often pods were moved
 * @param events how many events of simulated time it took
 */
public record Trial(
    Scenario scenario,
    Optional<UpgradeOutcome> ended,
    List<OracleViolation> violations,
    List<String> problems,
    Optional<String> notFinishable,
    Map<Fault, Integer> struck,
    List<String> crashes,
    Moves moves,
    long events) {
  /** One seed for every build, so that a build that was green stays green; jqwik prints it. */
  public static final String SEED = "20261122";

  /** How much time a run may take before it is said to hang. */
  static final Duration LIMIT = Duration.ofDays(2);

  static final long STEPS = 2_000_000;

  /** The latest moments, in milliseconds, for something to befall a run: some are early. */
  private static final List<Integer> LATEST = List.of(2_000, 20_000, 200_000, 900_000);

  /** A world with room for everything and a plan that could be finished by hand. */
  public static Trial finishable(long seed, UpgradeListener... listeners) {
    return TrialRun.of(Scenario.calm(seed, true, true), listeners).toTheEnd();
  }

  /** A world as cramped as chance wants it, and a plan with plug-ins of any kind. */
  public static Trial ofAnyKind(long seed, UpgradeListener... listeners) {
    return TrialRun.of(Scenario.calm(seed, false, false), listeners).toTheEnd();
  }

  /** As {@link #finishable}, by processes that crash; each is followed by another. */
  public static Trial crashing(long seed, UpgradeListener... listeners) {
    Scenario calm = Scenario.calm(seed, true, true);
    List<CrashPoint> crashes = Scenario.crashPoints(Dice.of(seed, "crashes"));
    return TrialRun.of(calm.with(List.of(), crashes), listeners).toTheEnd();
  }

  /** As {@link #finishable}, but somebody cancels the run at some time. */
  public static Trial cancelled(long seed, UpgradeListener... listeners) {
    Dice dice = Dice.of(seed, "cancel");
    TrialRun trial = TrialRun.of(Scenario.calm(seed, true, true), listeners);
    trial.oracle().mayDrainSurge();
    trial.after(
        Duration.ofMillis(dice.between(0, dice.one(LATEST))),
        process -> {
          if (dice.percent(50)) {
            process.cancel();
          } else {
            process.cancelReturningSurge();
          }
        });
    return trial.toTheEnd();
  }

  /** A world in which others terminate, lose, close and silence nodes at any time. */
  public static Trial disturbed(long seed, UpgradeListener... listeners) {
    TrialRun trial = TrialRun.of(Scenario.calm(seed, true, false), listeners);
    new Others(trial.world(), Dice.of(seed, "others")).begin();
    return trial.toTheEnd();
  }

  /** Lets time pass until the run is over; one that hangs fails, whatever it waits for. */
  public static UpgradeOutcome finish(VirtualTimeline time, UpgradeRun run, long seed) {
    CompletableFuture<UpgradeOutcome> outcome = run.outcome().toCompletableFuture();
    Duration end = time.elapsed().plus(LIMIT);
    for (long steps = 0; !outcome.isDone(); steps++) {
      if (steps > STEPS || time.elapsed().compareTo(end) > 0 || !time.step()) {
        throw new AssertionError("the run did not end: seed " + seed + ", at " + time.elapsed());
      }
    }
    return outcome.join();
  }

  public long seed() {
    return scenario.seed();
  }

  /** Returns whether something was seen that must not be. */
  public boolean violated() {
    return !violations.isEmpty() || !problems.isEmpty();
  }

  /** Returns how the run ended. */
  public UpgradeOutcome outcome() {
    return ended.orElseThrow(() -> new AssertionError("seed " + seed() + ": " + problems));
  }

  public boolean succeeded() {
    return ended.filter(UpgradeOutcome::succeeded).isPresent();
  }

  public boolean failedFor(FailureReason reason) {
    return ended
        .filter(end -> end instanceof UpgradeOutcome.Failed failed && failed.reason() == reason)
        .isPresent();
  }

  /** Returns how it ended, in a word or two. */
  public String ending() {
    return ended.map(Trial::ending).orElse("NotEnded");
  }

  private static String ending(UpgradeOutcome end) {
    String kind = end.getClass().getSimpleName();
    return end instanceof UpgradeOutcome.Failed failed ? kind + " " + failed.reason() : kind;
  }

  public String describe() {
    return "seed " + seed() + ": " + ended.map(UpgradeOutcome::toString).orElse("not ended");
  }
}
