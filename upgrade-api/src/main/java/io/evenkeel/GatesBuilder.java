package io.evenkeel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what is asked before each wave and after each canary, and how long that may stay closed. Not
 * thread-safe; used inside the configurer that receives it.
 */
public final class GatesBuilder {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final List<NamedGate> named = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Duration patience = PATIENCE;

  GatesBuilder() {}

  /** Asks this gate at every checkpoint; several must all be open. */
  public GatesBuilder gate(HealthGate gate) {
    try {
      String name = gate.name();
      if (name.isBlank()) {
        faults.add("a gate has no name");
      } else {
        named.add(new NamedGate(name, gate));
      }
    } catch (RuntimeException | Error fault) {
      faults.add(nothing(gate) ? "a gate is null" : "a gate's name() failed: " + fault);
    }
    return this;
  }

  private static boolean nothing(@Nullable HealthGate gate) {
    return gate == null;
  }

  /** Sets how long a checkpoint may stay closed before the run fails; by default 30 minutes. */
  public GatesBuilder patience(Duration newPatience) {
    this.patience = newPatience;
    return this;
  }

  List<NamedGate> named() {
    return named;
  }

  Gates build() {
    return new Gates(named, patience);
  }

  List<PlanProblem> problems(String where) {
    List<PlanProblem> problems = new ArrayList<>();
    for (String fault : faults) {
      problems.add(new PlanProblem(where, fault, "give a gate that answers name() with a name"));
    }
    Checks.positive(problems, where, "the patience with gates", patience);
    return problems;
  }
}
