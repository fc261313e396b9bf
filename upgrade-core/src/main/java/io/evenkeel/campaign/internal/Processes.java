package io.evenkeel.campaign.internal;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.faults.ProcessControl;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.SimulatedProcess;
import io.evenkeel.spi.ClusterClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The processes that carry out one plan, each taking over from one that has died, or that stands
 * still for so long that somebody starts the plan anew.
 */
final class Processes implements ProcessControl {
  /** Longer than a lease and a call may last: whoever stands still for so long is superseded. */
  private static final Duration LONG = Duration.ofSeconds(150);

  record Living(Upgrader upgrader, UpgradeRun run, CrashingProcess cut, SimulatedProcess process) {}

  private final CampaignWorld world;
  private final CampaignPlan plan;
  private final Oracle oracle;
  private final Deque<CrashPoint> crashes;
  private final Dice dice;
  private final CallWitness calls;
  private final UpgradeListener[] listeners;
  private final List<String> hit = new ArrayList<>();
  private final Sleepers sleepers = new Sleepers();
  private Optional<Living> living = Optional.empty();
  private Optional<UpgradeOutcome> outcome = Optional.empty();
  private Duration pause = Duration.ZERO;
  private int started;

  Processes(
      CampaignWorld world,
      CampaignPlan plan,
      Oracle oracle,
      Scenario scenario,
      CallWitness calls,
      UpgradeListener... listeners) {
    this.world = world;
    this.plan = plan;
    this.oracle = oracle;
    this.crashes = new ArrayDeque<>(scenario.crashes());
    this.dice = Dice.of(scenario.seed(), "successors");
    this.calls = calls;
    this.listeners = listeners;
  }

  void begin() {
    SimulatedProcess process = SimulatedProcess.in(world.time);
    Upgrader upgrader = Upgrader.builder().timeline(process).holder("process-" + ++started).build();
    Optional<CrashPoint> point = Optional.ofNullable(crashes.poll());
    pause = dice.seconds(0, 120);
    CrashingProcess cut =
        point
            .map(at -> CrashingProcess.at(at, world.time, this::died))
            .orElseGet(() -> CrashingProcess.lasting(world.time, this::died))
            .seenBy(calls);
    UpgradeRun run = upgrader.start(planThrough(cut), sleepers.heldOffBy(listeners));
    living = Optional.of(new Living(upgrader, run, cut, process));
    run.outcome().whenComplete((result, fault) -> ended(run, result));
  }

  private UpgradePlan planThrough(CrashingProcess cut) {
    ClusterClient client = cut.client(oracle.client());
    return world
        .pool()
        .map(pool -> oracle.provider(pool.calls().over(pool.pools().provider())))
        .map(pools -> plan.through(client, cut.pools(pools)))
        .orElseGet(() -> plan.through(client, cut.provider(oracle.provider())));
  }

  private void ended(UpgradeRun run, UpgradeOutcome result) {
    if (result == null || living.filter(process -> process.run() == run).isEmpty()) {
      return;
    }
    if (isRefused(result) && sleepers.any()) {
      living = Optional.empty();
      sleepers.stillAtWork().ifPresentOrElse(this::leaveTo, this::startAgain);
    } else {
      outcome = Optional.of(result);
    }
  }

  private static boolean isRefused(UpgradeOutcome result) {
    return result instanceof UpgradeOutcome.Failed failed
        && failed.reason() == FailureReason.ANOTHER_RUN;
  }

  /** It has woken up in time, and holds the lease still. */
  private void leaveTo(Living first) {
    living = Optional.of(first);
    first.run().outcome().whenComplete((result, fault) -> ended(first.run(), result));
  }

  private void startAgain() {
    world.time.schedule(pause, this::takeOver);
  }

  private void died() {
    living
        .filter(process -> process.cut().isDead() && outcome.isEmpty())
        .ifPresent(
            process -> {
              living = Optional.empty();
              process.upgrader().close();
              process.cut().diedAt().ifPresent(hit::add);
              startAgain();
            });
  }

  private void takeOver() {
    oracle.nextProcess();
    begin();
  }

  @Override
  public boolean kill(Duration until) {
    if (outcome.isPresent() || living.isEmpty() || living.get().cut().isDead()) {
      return false;
    }
    pause = until;
    living.get().cut().die();
    return true;
  }

  @Override
  public boolean cancel() {
    if (outcome.isPresent() || living.isEmpty()) {
      return false;
    }
    living.get().run().cancel();
    return true;
  }

  @Override
  public boolean freeze(Duration span) {
    if (outcome.isPresent() || living.isEmpty()) {
      return false;
    }
    Living frozen = living.get();
    frozen.process().freeze(span);
    if (span.compareTo(LONG) >= 0 && dice.percent(50)) {
      Duration wakes = world.time.elapsed().plus(span);
      world.time.schedule(dice.seconds(0, 30), () -> standInFor(frozen, wakes));
    }
    return true;
  }

  private void standInFor(Living frozen, Duration wakes) {
    if (outcome.isEmpty() && living.equals(Optional.of(frozen)) && !frozen.cut().isDead()) {
      sleepers.add(frozen, wakes);
      living = Optional.empty();
      takeOver();
    }
  }

  @Override
  public boolean skew(Duration by) {
    if (outcome.isPresent() || living.isEmpty()) {
      return false;
    }
    living.get().process().skew(by);
    return true;
  }

  @Override
  public boolean hold(Duration span) {
    if (outcome.isPresent() || living.isEmpty()) {
      return false;
    }
    UpgradeRun run = living.get().run();
    run.pause();
    world.time.schedule(span, this::letGoOn);
    return true;
  }

  /** Whoever has taken over is as paused as the one that was asked; a person waits for it. */
  private void letGoOn() {
    living.ifPresentOrElse(
        process -> process.run().resume(),
        () -> world.time.schedule(Duration.ofMinutes(1), this::letGoOn));
  }

  boolean cancelReturningSurge() {
    if (outcome.isPresent() || living.isEmpty()) {
      return false;
    }
    living.get().run().cancelReturningSurge();
    return true;
  }

  Optional<UpgradeOutcome> outcome() {
    return outcome;
  }

  /** Returns how many there were so far. */
  int started() {
    return started;
  }

  Sleepers sleepers() {
    return sleepers;
  }

  /** Returns the crash points that were come to, each by its call and moment. */
  List<String> crashesHit() {
    return List.copyOf(hit);
  }
}
