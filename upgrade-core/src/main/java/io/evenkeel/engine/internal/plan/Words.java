package io.evenkeel.engine.internal.plan;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.spi.RolloutState.Trouble;
import java.time.Duration;
import java.util.List;

/** How lists, troubles, numbers and times read in a reason. */
final class Words {
  private static final int NAMED = 3;

  private Words() {}

  static String list(List<ObjectKey> keys) {
    String named = String.join(", ", keys.stream().limit(NAMED).map(ObjectKey::path).toList());
    return keys.size() > NAMED ? named + " and " + (keys.size() - NAMED) + " more" : named;
  }

  /** Returns what a cloud says went wrong, and with what. */
  static String of(Trouble trouble) {
    String where =
        trouble.resources().isEmpty() ? "" : " (" + String.join(", ", trouble.resources()) + ")";
    return trouble.code() + ": " + trouble.what() + where;
  }

  static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }
}
