package io.evenkeel.campaign.internal;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.EvictionAnswer;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Notes how the calls of a run fared: what was denied, what failed and for how long. */
public final class CallWitness {
  /** What is answered later than that has not been answered, as far as a run knows. */
  private static final Duration LATE = Duration.ofSeconds(19);

  private final io.evenkeel.spi.Timeline time;
  private final Map<String, Duration> failingSince = new LinkedHashMap<>();
  private final Map<Object, Duration> open = new LinkedHashMap<>();
  private final Set<String> terminated = new LinkedHashSet<>();
  private Duration longest = Duration.ZERO;
  private boolean denied;
  private boolean broken;
  private boolean refused;

  CallWitness(io.evenkeel.spi.Timeline time) {
    this.time = time;
  }

  /** Notes a call that is sent, and its answer when it comes. */
  void sent(String method, Collection<?> arguments, CompletionStage<?> answer) {
    if (method.equals("terminate")) {
      arguments.forEach(argument -> terminated.add(String.valueOf(argument)));
    }
    Object call = new Object();
    Duration sent = time.elapsed();
    open.put(call, sent);
    answer.whenComplete(
        (value, fault) -> {
          open.remove(call);
          broken |= fault != null || time.elapsed().minus(sent).compareTo(LATE) >= 0;
          answered(method, sent, fault == null && worked(value));
          denied |= isDenied(value);
          refused |= value instanceof Answer.Refused<?> || value instanceof Answer.Missing<?>;
        });
  }

  private void answered(String method, Duration sent, boolean worked) {
    if (worked) {
      failingSince.remove(method);
    } else {
      Duration lasts = time.elapsed().minus(failingSince.computeIfAbsent(method, m -> sent));
      longest = lasts.compareTo(longest) > 0 ? lasts : longest;
    }
  }

  private static boolean worked(Object value) {
    return !(value instanceof Answer.Throttled<?>
        || value instanceof Answer.Unauthenticated<?>
        || value instanceof Answer.Unknown<?>
        || value instanceof EvictionAnswer.Throttled
        || value instanceof EvictionAnswer.Failed);
  }

  private static boolean isDenied(Object value) {
    return value instanceof Answer.Denied<?>
        || value instanceof Answer.Unauthenticated<?>
        || value instanceof EvictionAnswer.Forbidden;
  }

  /** Returns whether something was denied, or its credentials were refused. */
  boolean anyDenied() {
    return denied;
  }

  /** Returns whether something was refused for good, or is not there any more. */
  boolean anyRefused() {
    return refused;
  }

  /** Returns whether a call failed as a plug-in does: with an exception, or without an answer. */
  boolean anyBroken() {
    Duration now = time.elapsed();
    return broken || open.values().stream().anyMatch(s -> now.minus(s).compareTo(LATE) >= 0);
  }

  /** Returns for how long calls of one kind failed one after the other, at most. */
  Duration longestOutage() {
    return longest;
  }

  boolean askedToTerminate(String instance) {
    return terminated.contains(instance);
  }
}
