package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.OracleViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Leaves out of a failing scenario what it does not need to fail, until nothing can be. */
public final class Shrinker {
  private static final int TRIES = 500;
  private static final Pattern NAME =
      Pattern.compile("ip-[0-9-]+\\.internal|i-[0-9a-f]+|[a-z0-9-]+/[a-z0-9-]+");

  private final PlugIns plugIns;
  private int tries;

  public Shrinker(PlugIns plugIns) {
    this.plugIns = plugIns;
  }

  /**
   * Returns the shortest history that still fails alike; empty where the scenario does not fail.
   */
  public List<String> shrink(Scenario scenario) {
    Trial first = TrialRun.of(scenario, plugIns).toTheEnd();
    if (!first.violated()) {
      return List.of();
    }
    Scenario least = scenario;
    Optional<Scenario> smaller = Optional.of(scenario);
    while (smaller.isPresent()) {
      least = smaller.get();
      smaller = smaller(least, failure(first));
    }
    return told(least);
  }

  /** Returns what is broken, so that it is not traded for another failure on the way. */
  private static String failure(Trial trial) {
    return trial.violations().stream()
        .findFirst()
        .map(seen -> seen.invariant().number())
        .orElseGet(() -> trial.problems().get(0).replaceAll(":.*", ""));
  }

  private Optional<Scenario> smaller(Scenario scenario, String failure) {
    return scenario.smaller().stream()
        .filter(less -> tries++ < TRIES)
        .filter(less -> fails(less, failure))
        .findFirst();
  }

  private boolean fails(Scenario scenario, String failure) {
    try {
      Trial trial = TrialRun.of(scenario, plugIns).toTheEnd();
      return trial.violated() && failure(trial).equals(failure);
    } catch (CannotBeTriedException notOurs) {
      throw notOurs;
    } catch (RuntimeException cannotBeSetUp) {
      return false;
    }
  }

  private List<String> told(Scenario least) {
    List<String> history = new ArrayList<>();
    Trial trial = new Replay(least, plugIns).tell(history::add);
    Set<String> names = names(trial);
    List<String> told = new ArrayList<>();
    for (String line : history) {
      boolean event = line.matches("(cluster|cloud|run) .*");
      if (!event || names.stream().anyMatch(line::contains)) {
        told.add(line);
      }
    }
    return told;
  }

  /** Returns the names of pods, nodes and instances that the violations speak of. */
  private static Set<String> names(Trial trial) {
    Set<String> names = new TreeSet<>();
    trial.violations().stream().map(OracleViolation::what).forEach(what -> collect(names, what));
    trial.problems().forEach(what -> collect(names, what));
    return names;
  }

  private static void collect(Set<String> names, String what) {
    NAME.matcher(what).results().map(MatchResult::group).forEach(names::add);
  }
}
