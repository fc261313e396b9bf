package io.evenkeel.campaign.internal;

import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.faults.ProcessControl;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.SimulatedProcess;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The processes that carry out one plan, each taking over from one that has died. */
final class Processes implements ProcessControl {
  private record Living(
      Upgrader upgrader, UpgradeRun run, CrashingProcess cut, SimulatedProcess process) {}

  private final CampaignWorld world;
  private final CampaignPlan plan;
  private final Oracle oracle;
  private final Deque<CrashPoint> crashes;
  private final Dice dice;
  private final CallWitness calls;
  private final UpgradeListener[] listeners;
  private final List<String> hit = new ArrayList<>();
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
    UpgradeRun run =
        upgrader.start(
            plan.through(cut.client(oracle.client()), cut.provider(oracle.provider())), listeners);
    living = Optional.of(new Living(upgrader, run, cut, process));
    run.outcome().whenComplete((result, fault) -> ended(run, result));
  }

  private void ended(UpgradeRun run, UpgradeOutcome result) {
    if (result != null && living.filter(process -> process.run() == run).isPresent()) {
      outcome = Optional.of(result);
    }
  }

  private void died() {
    living.ifPresent(
        process -> {
          if (outcome.isPresent()) {
            return;
          }
          living = Optional.empty();
          process.upgrader().close();
          process.cut().diedAt().ifPresent(hit::add);
          world.time.schedule(pause, this::takeOver);
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
    living.get().process().freeze(span);
    return true;
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
    // Whoever has taken over by then is as paused as the one that was asked.
    world.time.schedule(span, () -> living.ifPresent(process -> process.run().resume()));
    return true;
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

  /** Returns the crash points that were come to, each by its call and moment. */
  List<String> crashesHit() {
    return List.copyOf(hit);
  }
}
