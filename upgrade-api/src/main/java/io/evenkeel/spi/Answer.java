package io.evenkeel.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a plug-in answers to a read or a write: the value, or a {@link Problem} that says which of a
 * few named things stood in the way.
 */
public sealed interface Answer<T> {

  /** It worked. */
  record Ok<T>(T result) implements Answer<T> {}

  /** It did not work, or nobody knows. */
  sealed interface Problem<T> extends Answer<T> {
    /** Returns what stood in the way, as a sentence for people, without secrets. */
    String because();

    /** Returns the same problem as the answer to another question. */
    @SuppressWarnings("unchecked") // a problem holds no value of type T
    default <R> Problem<R> as() {
      return (Problem<R>) this;
    }
  }

  /** What was asked for does not exist, or no longer. */
  record Missing<T>(String because) implements Problem<T> {}

  /** A precondition does not hold: the world has moved since the decision. Nothing was written. */
  record Conflict<T>(String because) implements Problem<T> {}

  /** We are not allowed to; the permission names verb and resource, or the cloud's action. */
  record Denied<T>(String permission, String because) implements Problem<T> {}

  /**
   * Nobody knows us at the moment: our credentials have expired, or new ones cannot be had. Nothing
   * was written, and asking again later may work.
   */
  record Unauthenticated<T>(String because) implements Problem<T> {}

  /** Asked too often; nothing was written, and asking again after the wait may work. */
  record Throttled<T>(Duration retryAfter, String because) implements Problem<T> {}

  /** The other side says no, and will say no again until somebody changes something. */
  record Refused<T>(String because) implements Problem<T> {}

  /** The call failed in a way that leaves open whether it took effect: time-out, broken line. */
  record Unknown<T>(String because, Source source) implements Problem<T> {

    /** An unknown outcome of which the plug-in says so itself. */
    public Unknown(String because) {
      this(because, Source.ANSWER);
    }
  }

  /** Who says that the outcome of a call is unknown. */
  enum Source {
    /** The plug-in has answered so. */
    ANSWER,
    /** The plug-in itself has failed: it threw, did not answer in time, or answered null. */
    FAULT
  }

  static <T> Answer<T> ok(T value) {
    return new Ok<>(value);
  }

  /** Returns the answer of a write that worked. */
  static Answer<Done> done() {
    return new Ok<>(Done.DONE);
  }

  /** Returns the value, empty where there is a problem. */
  default Optional<T> value() {
    return this instanceof Ok<T> ok ? Optional.of(ok.result()) : Optional.empty();
  }

  /** Returns the problem, empty where it worked. */
  default Optional<Problem<T>> problem() {
    return this instanceof Problem<T> problem ? Optional.of(problem) : Optional.empty();
  }

  default <R> Answer<R> map(Function<? super T, ? extends R> function) {
    if (this instanceof Ok<T> ok) {
      return new Ok<>(function.apply(ok.result()));
    }
    return ((Problem<T>) this).as();
  }

  /** The value of a write. */
  enum Done {
    DONE
  }
}
