package io.evenkeel;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a drain policy, which is user's code, for what it must be able to say of itself. */
final class PolicyChecks {
  private static final String WHAT = "the drain policy";

  private final String where;
  private final List<PlanProblem> problems;

  private PolicyChecks(String where, List<PlanProblem> problems) {
    this.where = where;
    this.problems = problems;
  }

  /** Adds a problem for each of its name, its times and its last resort that it does not tell. */
  static void of(DrainPolicy policy, String where, List<PlanProblem> problems) {
    Checks.named(problems, where, WHAT, policy::name);
    PolicyChecks checks = new PolicyChecks(where, problems);
    checks.time("timeout()", policy::timeout);
    checks.time("soak()", policy::soak);
    checks.answer("whenStuck()", policy::whenStuck, "answer for example WhenStuck.fail()");
  }

  private void time(String method, Supplier<@Nullable Duration> question) {
    String remedy = "answer a time of 0 or more";
    Duration answer = answer(method, question, remedy);
    if (answer != null && answer.isNegative()) {
      problems.add(new PlanProblem(where, WHAT + " answers " + method + " with " + answer, remedy));
    }
  }

  private <T> @Nullable T answer(String method, Supplier<@Nullable T> question, String remedy) {
    try {
      T answer = question.get();
      if (answer == null) {
        problems.add(new PlanProblem(where, WHAT + " answers " + method + " with nothing", remedy));
      }
      return answer;
    } catch (RuntimeException | Error fault) {
      problems.add(new PlanProblem(where, WHAT + ": " + method + " failed: " + fault, remedy));
      return null;
    }
  }
}
