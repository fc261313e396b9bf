package io.evenkeel;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown for a plan that cannot be carried out; it names every problem at once. */
public final class InvalidPlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<PlanProblem> problems;

  public InvalidPlanException(List<PlanProblem> problems) {
    super(
        problems.stream()
            .map(PlanProblem::toString)
            .collect(Collectors.joining("\n  - ", "the plan cannot be carried out:\n  - ", "")));
    this.problems = List.copyOf(problems);
  }

  public List<PlanProblem> problems() {
    return problems;
  }
}
