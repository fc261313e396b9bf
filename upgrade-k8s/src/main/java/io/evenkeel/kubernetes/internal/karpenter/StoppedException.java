package io.evenkeel.kubernetes.internal.karpenter;

import io.evenkeel.spi.Answer;

/** Something stood in the way of a question or a write; it is the answer to the whole of it. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer.Problem<?> problem;

  StoppedException(Answer.Problem<?> problem) {
    super(problem.because());
    this.problem = problem;
  }

  Answer.Problem<?> problem() {
    return problem;
  }
}
