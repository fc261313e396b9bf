package io.evenkeel.campaign.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what a ready-made gate says has kept it closed is true of the world. */
final class GateTruth {
  private static final Pattern PENDING = Pattern.compile("Pod (\\S+)/(\\S+) is without a node");
  private static final Pattern NOT_READY = Pattern.compile("Node (\\S+) is not Ready");
  private static final Pattern SHORT = Pattern.compile("is short of Ready pods");

  /** What lasts for a shorter time keeps no gate closed. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Witness witness;

  GateTruth(Witness witness) {
    this.witness = witness;
  }

  /** Returns what is untrue about the words of a gate; empty where they are true. */
  Optional<String> untrue(String words) {
    Matcher pending = PENDING.matcher(words);
    if (pending.find()) {
      return witness.waited(pending.group(1), pending.group(2), SOON)
          ? Optional.empty()
          : Optional.of("pod " + pending.group(2) + " never waited for a node for long");
    }
    Matcher notReady = NOT_READY.matcher(words);
    if (notReady.find()) {
      return witness.wasNotReady(notReady.group(1))
          ? Optional.empty()
          : Optional.of("node " + notReady.group(1) + " was Ready at all times");
    }
    if (SHORT.matcher(words).find()) {
      return witness.longestUnready().compareTo(SOON) >= 0
          ? Optional.empty()
          : Optional.of("no pod was not Ready for long");
    }
    return Optional.of("no gate says why");
  }
}
