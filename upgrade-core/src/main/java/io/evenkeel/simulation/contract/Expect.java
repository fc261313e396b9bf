package io.evenkeel.simulation.contract;

import io.evenkeel.spi.Answer;

/** The few assertions that the checks need, without a framework. */
final class Expect {

  private Expect() {}

  static void that(boolean holds, String what, Object seen) {
    if (!holds) {
      throw new AssertionError("expected " + what + ", but saw " + seen);
    }
  }

  static void same(Object expected, Object seen, String what) {
    that(expected.equals(seen), what + " to be " + expected, seen);
  }

  static <T> T ok(Answer<T> answer, String what) {
    return answer
        .value()
        .orElseThrow(() -> new AssertionError("expected " + what + " to work, but saw " + answer));
  }

  static void answered(Class<?> kind, Answer<?> answer, String what) {
    that(kind.isInstance(answer), what + " to be answered with " + kind.getSimpleName(), answer);
  }
}
