package io.evenkeel;

/** One thing that is wrong with a plan: where, what, and what to do about it. */
public record PlanProblem(String where, String what, String remedy) {
  @Override
  public String toString() {
    return where + ": " + what + " -> " + remedy;
  }
}
