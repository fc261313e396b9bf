package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.ClusterObject;
import java.time.Duration;
import java.util.List;

/** Lists of names that stay readable when they are long. */
final class Names {
  private static final int SHOWN = 5;

  private Names() {}

  static String of(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    int more = names.size() - SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  static String ofObjects(List<? extends ClusterObject> objects) {
    return of(objects.stream().map(object -> object.key().path()).toList());
  }

  /** Returns {@code 3 h 10 min}, {@code 12 min} or {@code 40 s}. */
  static String time(Duration time) {
    if (time.toMinutes() < 2) {
      return time.toSeconds() + " s";
    }
    return time.toHours() > 0
        ? time.toHours()
            + " h"
            + (time.toMinutesPart() > 0 ? " " + time.toMinutesPart() + " min" : "")
        : time.toMinutes() + " min";
  }

  /** Returns {@code 13 days}, or the time where it is less than two of them. */
  static String days(Duration time) {
    return time.toDays() < 2 ? time(time) : time.toDays() + " days";
  }

  /** Returns {@code 1 pod} or {@code 3 pods}. */
  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
