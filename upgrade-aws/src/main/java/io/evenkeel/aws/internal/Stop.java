package io.evenkeel.aws.internal;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Answer.Problem;
import java.util.function.Supplier;

/** Ends an operation early with the problem that is its answer. */
public final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem<?> problem;

  Stop(Problem<?> problem) {
    super(problem.because(), null, false, false);
    this.problem = problem;
  }

  static Stop refused(String because) {
    return new Stop(new Answer.Refused<>(because));
  }

  static Stop conflict(String because) {
    return new Stop(new Answer.Conflict<>(because));
  }

  static Stop missing(String because) {
    return new Stop(new Answer.Missing<>(because));
  }

  Problem<?> problem() {
    return problem;
  }

  /** Returns the answer of the operation, or of the problem that ended it. */
  public static <T> Answer<T> answer(Supplier<T> operation) {
    try {
      return Answer.ok(operation.get());
    } catch (Stop stop) {
      return stop.problem.as();
    }
  }
}
