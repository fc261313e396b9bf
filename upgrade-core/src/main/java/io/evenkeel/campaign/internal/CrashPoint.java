package io.evenkeel.campaign.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a process dies: at its nth side effect, counted from 1.
 *
 * @param call which call's side effects are counted, by its method; all of them if absent
 * @param nth which of them
 * @param atLatest a call at whose first side effect it dies if it has not died before
 */
public record CrashPoint(Optional<String> call, int nth, Moment moment, Optional<String> atLatest) {

  /** How far the call has come. */
  public enum Moment {
    /** The process dies when it is about to send the request; nobody receives it. */
    BEFORE_THE_REQUEST,
    /** The process dies when the request has just been sent; it will take effect. */
    AFTER_THE_REQUEST,
    /** The request has been served; the process dies before it hears so. */
    AFTER_THE_EFFECT,
    /** The process has taken the answer in, and dies. */
    AFTER_THE_ANSWER
  }

  /** Returns the point at the nth side effect of any kind. */
  public static CrashPoint atEffect(int nth, Moment moment) {
    return new CrashPoint(Optional.empty(), nth, moment, Optional.empty());
  }

  /** Returns the point at the nth call of that method. */
  public static CrashPoint atCall(String call, int nth, Moment moment) {
    return new CrashPoint(Optional.of(call), nth, moment, Optional.empty());
  }

  /** Returns the same point, or the first call of that method, whichever comes first. */
  CrashPoint orAtFirst(String rareCall) {
    return new CrashPoint(call, nth, moment, Optional.of(rareCall));
  }

  /** Returns how a report names each kind of point: a call, and how far it has come. */
  public static Stream<String> kinds(List<String> calls) {
    return calls.stream()
        .flatMap(call -> Stream.of(Moment.values()).map(moment -> kind(call, moment)));
  }

  static String kind(String call, Moment moment) {
    return call + " " + moment;
  }

  /** Returns whether the last of these side effects is where the process dies. */
  boolean isAt(List<String> effects) {
    return call.map(name -> isLast(name, nth, effects)).orElseGet(() -> effects.size() == nth)
        || atLatest.filter(name -> isLast(name, 1, effects)).isPresent();
  }

  private static boolean isLast(String name, int nth, List<String> effects) {
    return effects.get(effects.size() - 1).equals(name)
        && effects.stream().filter(name::equals).count() == nth;
  }

  @Override
  public String toString() {
    return call.map(name -> name + " " + nth).orElse("effect " + nth)
        + atLatest.map(name -> " or " + name + " 1").orElse("")
        + " "
        + moment;
  }
}
