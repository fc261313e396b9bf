package io.evenkeel;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Gates made of two; both are asked, so that what is told names all that stands in the way. */
final class CombinedGates {
  private CombinedGates() {}

  static HealthGate both(HealthGate one, HealthGate other) {
    return combined(one, other, CombinedGates::and);
  }

  static HealthGate either(HealthGate one, HealthGate other) {
    return combined(one, other, CombinedGates::or);
  }

  private static HealthGate combined(
      HealthGate one, HealthGate other, BinaryOperator<GateAnswer> how) {
    return question -> one.check(question).thenCombine(other.check(question), how);
  }

  private static GateAnswer and(GateAnswer one, GateAnswer other) {
    if (one instanceof GateAnswer.Failed || other.isOpen()) {
      return one;
    }
    return other instanceof GateAnswer.Failed || one.isOpen() ? other : closed(one, other);
  }

  private static GateAnswer or(GateAnswer one, GateAnswer other) {
    if (one.isOpen() || other instanceof GateAnswer.Failed) {
      return one;
    }
    return other.isOpen() || one instanceof GateAnswer.Failed ? other : closed(one, other);
  }

  private static GateAnswer closed(GateAnswer one, GateAnswer other) {
    GateAnswer.Closed first = (GateAnswer.Closed) one;
    GateAnswer.Closed second = (GateAnswer.Closed) other;
    return new GateAnswer.Closed(
        first.because() + "; " + second.because(), sooner(first.until(), second.until()));
  }

  private static Optional<Instant> sooner(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && other.get().isBefore(one.get())
        ? other
        : one.or(() -> other);
  }
}
