package io.evenkeel.campaign.internal;

import io.evenkeel.FailureReason;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.campaign.CampaignReport;
import io.evenkeel.campaign.CampaignReport.Endings;
import io.evenkeel.campaign.CampaignReport.Moves;
import io.evenkeel.campaign.CampaignReport.Violation;
import io.evenkeel.campaign.Fault;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds trials up; nothing of a seed is kept but what went wrong in it, and of that a bounded part.
 */
final class Tally {
  private static final int KEPT = 1_000;
  private static final int HALTED_SEEDS_KEPT = 5;

  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private final Map<FailureReason, Long> halted = new EnumMap<>(FailureReason.class);
  private final Map<FailureReason, TreeSet<Long>> haltedSeeds = new EnumMap<>(FailureReason.class);
  private final Map<String, Long> crashes = new TreeMap<>();
  private final TreeSet<Violation> violations =
      new TreeSet<>(Comparator.comparingLong(Violation::seed).thenComparing(Violation::what));
  private final TreeSet<Long> finishableButNot = new TreeSet<>();
  private final Set<Fault> pool;
  private final Set<Fault> injected;
  private long seeds;
  private long events;
  private long finished;
  private long stopped;
  private long finishable;
  private long finishableFinished;
  private long causesVerified;
  private long goneThroughTwice;
  private long nodePools;
  private Moves moves = Moves.NONE;

  /**
   * Makes one.
   *
   * @param crashing the calls at which processes are to die; none where none is to
   */
  Tally(Set<Fault> pool, Set<Fault> injected, List<String> crashing) {
    this.pool = pool;
    this.injected = injected;
    if (!crashing.isEmpty()) {
      CrashPoint.kinds(crashing).forEach(kind -> crashes.put(kind, 0L));
    }
  }

  synchronized void add(Trial trial) {
    seeds++;
    nodePools += trial.scenario().world().pool().isPresent() ? 1 : 0;
    events += trial.events();
    moves = moves.plus(trial.moves());
    trial.struck().forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
    trial.crashes().forEach(point -> crashes.merge(point, 1L, Long::sum));
    trial.violations().forEach(seen -> violation(trial, seen.toString()));
    trial.problems().forEach(problem -> violation(trial, problem));
    trial.ended().ifPresent(end -> addEnding(end, trial));
    if (trial.notFinishable().isEmpty()) {
      finishable++;
      if (trial.succeeded()) {
        finishableFinished++;
      } else {
        keep(finishableButNot, trial.seed());
      }
    }
  }

  private void addEnding(UpgradeOutcome end, Trial trial) {
    if (end.succeeded()) {
      finished++;
    } else if (end instanceof UpgradeOutcome.Failed failed) {
      halted.merge(failed.reason(), 1L, Long::sum);
      keep(
          haltedSeeds.computeIfAbsent(failed.reason(), reason -> new TreeSet<>()),
          trial.seed(),
          HALTED_SEEDS_KEPT);
      causesVerified += trial.problems().isEmpty() ? 1 : 0;
    } else {
      stopped++;
    }
  }

  /** The same seed was gone through once more. */
  synchronized void again(Trial first, Trial second) {
    goneThroughTwice++;
    if (!first.equals(second)) {
      violation(first, Invariant.SAME_HISTORY.number() + ": gone through again it was another one");
    }
  }

  /** Somebody else's fault in one world must not end the whole campaign. */
  synchronized void broke(long seed, Throwable fault) {
    seeds++;
    keep(violations, new Violation(seed, "the world could not be set up: " + fault));
  }

  private void violation(Trial trial, String what) {
    keep(violations, new Violation(trial.seed(), what));
  }

  /** The first ones by seed are kept, so that the report does not depend on who came first. */
  private static <T> void keep(TreeSet<T> all, T one) {
    keep(all, one, KEPT);
  }

  private static <T> void keep(TreeSet<T> all, T one, int atMost) {
    all.add(one);
    if (all.size() > atMost) {
      all.pollLast();
    }
  }

  synchronized CampaignReport report(Duration took, int threads) {
    Map<Fault, Long> times = new EnumMap<>(Fault.class);
    pool.forEach(fault -> times.put(fault, faults.getOrDefault(fault, 0L)));
    return new CampaignReport(
        seeds,
        nodePools,
        took,
        threads,
        events,
        Collections.unmodifiableMap(times),
        pool.stream().filter(fault -> !injected.contains(fault)).toList(),
        Collections.unmodifiableMap(new TreeMap<>(crashes)),
        invariants(),
        endings(),
        moves,
        List.copyOf(violations));
  }

  private Endings endings() {
    return new Endings(
        finished,
        stopped,
        Collections.unmodifiableMap(new EnumMap<>(halted)),
        haltedSeeds(),
        seeds - finishable,
        finishable,
        finishableFinished,
        causesVerified,
        new ArrayList<>(finishableButNot));
  }

  private Map<FailureReason, List<Long>> haltedSeeds() {
    Map<FailureReason, List<Long>> first = new EnumMap<>(FailureReason.class);
    haltedSeeds.forEach((reason, some) -> first.put(reason, List.copyOf(some)));
    return Collections.unmodifiableMap(first);
  }

  private Map<String, Long> invariants() {
    Map<String, Long> judged = new LinkedHashMap<>();
    for (Invariant invariant : Invariant.values()) {
      judged.put(
          invariant.number() + " " + invariant,
          invariant == Invariant.SAME_HISTORY ? goneThroughTwice : seeds);
    }
    return Collections.unmodifiableMap(judged);
  }
}
