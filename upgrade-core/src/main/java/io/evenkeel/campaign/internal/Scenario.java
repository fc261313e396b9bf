package io.evenkeel.campaign.internal;

import io.evenkeel.campaign.Fault;
import io.evenkeel.campaign.internal.CrashPoint.Moment;
import io.evenkeel.campaign.internal.faults.FaultInjectors;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One trial of a campaign, in parts that can be left out one by one.
 *
 * @param seed what everything that is not said here is drawn from
 * @param fair whether the plan allows a surge and moves every pod
 * @param crashes where each process dies, one after the other; the last one lives
 */
public record Scenario(
    long seed, boolean fair, WorldShape world, List<Fault> faults, List<CrashPoint> crashes) {
  private static final List<Moment> MOMENTS = List.of(Moment.values());

  /** What only worlds with target groups come to; they have crashes of their own for it. */
  private static final String BALANCED_CALL = "deregister";

  private static final List<String> USUAL_CALLS =
      SideEffects.ALL.stream().filter(call -> !call.equals(BALANCED_CALL)).toList();

  /** So few worlds come to it that no process that is to die goes past it. */
  private static final String RAREST_CALL = "scale";

  public Scenario {
    faults = List.copyOf(faults);
    crashes = List.copyOf(crashes);
  }

  /** Returns a scenario in which nothing goes wrong. */
  static Scenario calm(long seed, boolean kind, boolean fair) {
    return new Scenario(seed, fair, WorldDraft.of(seed, kind), List.of(), List.of());
  }

  /**
   * Returns the scenario of that seed with some of the faults, and crashes if they are asked for.
   */
  public static Scenario drawn(long seed, Set<Fault> faults, boolean crashes) {
    Dice dice = Dice.of(seed, "scenario");
    Scenario calm = calm(seed, dice.percent(65), dice.percent(75));
    boolean crashing = dice.percent(40);
    return calm.with(
        someOf(faults, Dice.of(seed, "faults")),
        crashes && crashing ? calm.crashes(Dice.of(seed, "crashes")) : List.of());
  }

  /** Returns the scenario of that seed in which a node pool is rolled. */
  public static Scenario withPool(long seed, Set<Fault> faults, boolean crashes) {
    Dice dice = Dice.of(seed, "scenario of a pool");
    Scenario calm =
        new Scenario(seed, true, WorldDraft.withPool(seed, dice.percent(65)), List.of(), List.of());
    boolean crashing = dice.percent(40);
    Set<Fault> possible = EnumSet.copyOf(FaultInjectors.ofPools().keySet());
    possible.retainAll(faults);
    return calm.with(
        someOf(possible, Dice.of(seed, "faults")),
        crashes && crashing
            ? crashPoints(Dice.of(seed, "crashes"), SideEffects.OF_POOLS)
            : List.of());
  }

  /**
   * A world with target groups has a process that dies while nodes leave them, in half of cases.
   */
  private List<CrashPoint> crashes(Dice dice) {
    List<CrashPoint> points = new ArrayList<>(crashPoints(dice));
    if (world.groups().stream().anyMatch(group -> group.balanced().isPresent())) {
      Dice more = Dice.of(seed, "crashes at target groups");
      if (more.percent(50)) {
        points.set(0, CrashPoint.atCall(BALANCED_CALL, more.between(1, 3), more.one(MOMENTS)));
      }
    }
    return points;
  }

  private static List<Fault> someOf(Set<Fault> faults, Dice dice) {
    Set<Fault> some = EnumSet.noneOf(Fault.class);
    List<Fault> all = List.copyOf(faults);
    int most = all.isEmpty() ? 0 : dice.between(0, 3);
    for (int i = 0; i < most; i++) {
      some.add(dice.one(all));
    }
    return List.copyOf(some);
  }

  static List<CrashPoint> crashPoints(Dice dice) {
    return crashPoints(dice, USUAL_CALLS).stream()
        .map(point -> point.orAtFirst(RAREST_CALL))
        .toList();
  }

  private static List<CrashPoint> crashPoints(Dice dice, List<String> calls) {
    return IntStream.range(0, dice.between(1, 3)).mapToObj(i -> crashPoint(dice, calls)).toList();
  }

  /** Some at whatever is done then, early ones more often; others at calls that are rarer. */
  private static CrashPoint crashPoint(Dice dice, List<String> calls) {
    return dice.percent(50)
        ? CrashPoint.atEffect(dice.between(1, dice.one(List.of(3, 15, 50, 150))), dice.one(MOMENTS))
        : CrashPoint.atCall(
            dice.one(calls), dice.between(1, dice.one(List.of(1, 4))), dice.one(MOMENTS));
  }

  Scenario with(List<Fault> newFaults, List<CrashPoint> newCrashes) {
    return new Scenario(seed, fair, world, newFaults, newCrashes);
  }

  /** Returns scenarios that lack one thing of this one, those that lack most first. */
  List<Scenario> smaller() {
    List<Scenario> smaller = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      smaller.add(with(WorldShape.without(faults, i), crashes));
    }
    for (int i = crashes.size() - 1; i >= 0; i--) {
      smaller.add(with(faults, WorldShape.without(crashes, i)));
    }
    world.smaller().forEach(less -> smaller.add(new Scenario(seed, fair, less, faults, crashes)));
    return smaller;
  }

  /** Returns a line for each thing that is in it. */
  public List<String> lines() {
    return Stream.of(
            Stream.of("seed " + seed + ", a " + (fair ? "fair" : "hostile") + " plan"),
            world.lines().stream(),
            faults.stream().map(fault -> "fault " + fault.number() + " " + fault),
            crashes.stream().map(crash -> "crash at " + crash))
        .flatMap(lines -> lines)
        .toList();
  }
}
