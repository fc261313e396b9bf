package io.evenkeel.campaign.internal;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.campaign.CampaignReport.Moves;
import io.evenkeel.campaign.Fault;
import io.evenkeel.campaign.internal.faults.FaultInjector;
import io.evenkeel.campaign.internal.faults.FaultInjectors;
import io.evenkeel.campaign.internal.faults.FaultScene;
import io.evenkeel.simulation.ClusterSettings.Remember;
import io.evenkeel.simulation.Oracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Carries one scenario out: the world, the plan, what befalls them, and who judges it. */
public final class TrialRun {
  /** Where others take an old node, no node gives its surge back; a person may have it returned. */
  private static final Set<Fault> TAKE_NODES =
      EnumSet.of(
          Fault.DESIRED_CHANGED_BY_OTHERS,
          Fault.ZONE_REBALANCING,
          Fault.WRONG_INSTANCE_SCALED_IN,
          Fault.GROUP_OR_TEMPLATE_DELETED,
          Fault.SPOT_INTERRUPTION,
          Fault.INSTANCE_RETIRED,
          Fault.OPERATOR_TERMINATES,
          Fault.MIXED_GROUP,
          Fault.NODE_IDENTITY_REUSED,
          Fault.AUTOSCALER_AT_WORK,
          Fault.OPERATOR_ACTS);

  /** Whatever else befalls a node pool, its machines and where its pods go are not ours alone. */
  private static final Set<Fault> LEAVE_POOLS_ALONE =
      EnumSet.of(
          Fault.CLOUD_THROTTLING,
          Fault.CLOUD_ANSWER_LOST,
          Fault.CREDENTIALS_EXPIRED,
          Fault.INSUFFICIENT_CAPACITY,
          Fault.BUDGET_NEVER_ALLOWS,
          Fault.BUDGET_EDITED,
          Fault.SEVERAL_BUDGETS,
          Fault.BUDGET_STATUS_STALE,
          Fault.EVICTION_ANSWERS_UNCLEAR,
          Fault.EVICTION_WEBHOOK,
          Fault.API_SERVER_FAILOVER,
          Fault.API_PARTITION,
          Fault.CLOCK_SKEW_OR_PAUSE,
          Fault.PROCESS_CRASH);

  private final Scenario scenario;
  private final CampaignWorld world;
  private final CampaignPlan plan;
  private final Map<Fault, FaultScene> scenes = new EnumMap<>(Fault.class);
  private final Oracle oracle;
  private final Processes processes;
  private final List<String> problems = new ArrayList<>();
  private final Finishable finishable;
  private final Causes causes;

  private TrialRun(
      Scenario scenario, PlugIns plugIns, Remember history, UpgradeListener... listeners) {
    this.scenario = scenario;
    PlugIns.Made tried = plugIns.of(scenario.seed());
    this.world = new CampaignWorld(scenario.world(), history);
    ProcessLine line = new ProcessLine();
    scenario.faults().forEach(fault -> inject(fault, line));
    world.rest();
    world.outdate();
    this.plan = new CampaignPlan(world, scenario.seed(), scenario.fair(), tried);
    this.oracle = world.oracle();
    plan.states(oracle);
    world
        .pool()
        .ifPresent(
            stage ->
                plan.pool()
                    .orElseThrow()
                    .states(
                        oracle,
                        stage.pools(),
                        world.time::now,
                        2 * scenario.world().pool().orElseThrow().size() + 4,
                        this::isDisturbed));
    if (scenario.faults().stream().anyMatch(TAKE_NODES::contains)) {
      oracle.mayDrainSurge();
    }
    CallWitness calls = new CallWitness(world.time);
    RoomWitness room = new RoomWitness(world);
    this.processes = new Processes(world, plan, oracle, scenario, calls, with(room, listeners));
    line.leadsTo(processes);
    this.finishable = Finishable.look(world, plan, scenario);
    this.causes = new Causes(plan, scenario, new Witness(world, calls), room);
  }

  private boolean isDisturbed() {
    return struck().entrySet().stream()
        .anyMatch(e -> e.getValue() > 0 && !LEAVE_POOLS_ALONE.contains(e.getKey()));
  }

  private static UpgradeListener[] with(UpgradeListener one, UpgradeListener... others) {
    return Stream.concat(Stream.of(one), Stream.of(others)).toArray(UpgradeListener[]::new);
  }

  static TrialRun of(Scenario scenario, UpgradeListener... listeners) {
    return new TrialRun(scenario, PlugIns.MADE_UP, Remember.NOTHING, listeners);
  }

  /** Returns a trial with plug-ins under test. */
  public static TrialRun of(Scenario scenario, PlugIns plugIns) {
    return new TrialRun(scenario, plugIns, Remember.NOTHING);
  }

  /** Returns a trial that remembers all that happens in it. */
  static TrialRun remembered(Scenario scenario, PlugIns plugIns, UpgradeListener... listeners) {
    return new TrialRun(scenario, plugIns, Remember.EVERYTHING, listeners);
  }

  private void inject(Fault fault, ProcessLine line) {
    FaultInjector injector =
        (world.pool().isPresent() ? FaultInjectors.ofPools() : FaultInjectors.byFault()).get(fault);
    if (injector != null) {
      Dice dice = Dice.of(scenario.seed(), "fault " + fault);
      String group = world.groups().isEmpty() ? CampaignWorld.POOL : dice.one(world.groups());
      FaultScene scene =
          new FaultScene(world.time, world.cluster, world.cloud, group, dice, line, world.pool());
      injector.inject(scene);
      scenes.put(fault, scene);
    }
  }

  CampaignWorld world() {
    return world;
  }

  Causes causes() {
    return causes;
  }

  CampaignPlan plan() {
    return plan;
  }

  Oracle oracle() {
    return oracle;
  }

  /** Lets that befall the process so long after the run has begun. */
  void after(Duration time, Consumer<Processes> act) {
    world.time.schedule(time, () -> act.accept(processes));
  }

  /** Carries it out. */
  public Trial toTheEnd() {
    return toTheEnd(() -> {});
  }

  /** Carries it out, and does that after each event. */
  Trial toTheEnd(Runnable afterEach) {
    long before = world.time.eventsRun();
    try {
      world.begin();
      scenes.values().forEach(FaultScene::begin);
      processes.begin();
      letItRun(afterEach);
    } catch (CannotBeTriedException notOurs) {
      throw notOurs;
    } catch (RuntimeException | AssertionError fault) {
      problems.add("the world broke: " + fault + " at " + where(fault));
    }
    processes.outcome().ifPresent(this::judge);
    problems.addAll(processes.sleepers().complaints());
    return new Trial(
        scenario,
        processes.outcome(),
        oracle.violations(),
        List.copyOf(problems),
        whyNotFinishable(),
        struck(),
        processes.crashesHit(),
        moves(),
        world.time.eventsRun() - before);
  }

  private Optional<String> whyNotFinishable() {
    Optional<String> why = finishable.whyNot(struck());
    boolean judged = why.isPresent() || processes.outcome().isEmpty();
    return judged || processes.outcome().get().succeeded()
        ? why
        : refusedAtFirst().or(() -> finishable.whyNotAtTheEnd(nodesForOthers()));
  }

  /** What a fault has refused before anything was touched is started again once it has passed. */
  private Optional<String> refusedAtFirst() {
    return processes
        .outcome()
        .filter(UpgradeOutcome.Failed.class::isInstance)
        .map(UpgradeOutcome.Failed.class::cast)
        .filter(failed -> world.pool().isPresent() && !tookPlace().isEmpty())
        .filter(TrialRun::beforeItBegan)
        .map(failed -> "refused at first: " + failed.reason() + " after " + tookPlace());
  }

  private static boolean beforeItBegan(UpgradeOutcome.Failed failed) {
    return failed.reason() == FailureReason.PREFLIGHT
        || (failed.reason() == FailureReason.DENIED && failed.summary().groups().isEmpty());
  }

  private int nodesForOthers() {
    return world.groups().stream().mapToInt(oracle::sizeForOthers).sum();
  }

  private void letItRun(Runnable afterEach) {
    Duration end = world.time.elapsed().plus(Trial.LIMIT);
    for (long steps = 0; processes.outcome().isEmpty(); steps++) {
      if (steps > Trial.STEPS || world.time.elapsed().compareTo(end) > 0 || !world.time.step()) {
        problems.add("I9: the run did not end: " + steps + " steps, at " + world.time.now());
        return;
      }
      afterEach.run();
    }
  }

  /** Whoever still stands still gets to see what he has missed. */
  private void wakeSleepers() {
    if (processes.sleepers().any()) {
      Duration left = processes.sleepers().lastWakes().plusSeconds(30).minus(world.time.elapsed());
      world.time.advance(left.isNegative() ? Duration.ZERO : left);
    }
  }

  /** Tasks of ours that are left although the run is over, where no process was cut off. */
  private List<String> leftTasks() {
    return processes.started() > 1
        ? List.of()
        : world.time.openTasks().stream()
            .map(task -> task.getClass().getName())
            .filter(name -> name.startsWith("io.evenkeel.engine"))
            .map(name -> "the run has ended and left a task: " + name)
            .distinct()
            .toList();
  }

  private void judge(UpgradeOutcome outcome) {
    oracle.ended(outcome);
    problems.addAll(leftTasks());
    wakeSleepers();
    if (outcome instanceof UpgradeOutcome.Failed failed) {
      causes.untrue(failed, tookPlace()).ifPresent(problems::add);
    }
  }

  private Moves moves() {
    long evictions = oracle.evictions().values().stream().mapToInt(n -> n).sum();
    long again = oracle.relandings();
    boolean calm = scenario.fair() && scenario.faults().isEmpty() && scenario.crashes().isEmpty();
    return new Moves(evictions, again, calm ? evictions : 0, calm ? again : 0);
  }

  private Set<Fault> tookPlace() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    struck().forEach((fault, times) -> faults.addAll(times > 0 ? Set.of(fault) : Set.of()));
    return faults;
  }

  private static String where(Throwable fault) {
    return fault.getStackTrace().length == 0 ? "?" : fault.getStackTrace()[0].toString();
  }

  private Map<Fault, Integer> struck() {
    Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    scenes.forEach((fault, scene) -> struck.put(fault, scene.strikes()));
    return struck;
  }
}
