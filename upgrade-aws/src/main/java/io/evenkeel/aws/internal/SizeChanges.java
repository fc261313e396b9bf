package io.evenkeel.aws.internal;

import io.evenkeel.model.SizeChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.autoscaling.model.Activity;

/**
 * Reads off the causes of activities how desired came to change. Each activity tells in sentences
 * what has led to it, so that one change stands in the causes of all that followed from it.
 */
final class SizeChanges {
  private static final Pattern SET =
      Pattern.compile(
          "At (\\S+) (a user request update of [^.]*? constraints to [^.]*? desired: \\d+|[^.]*?)"
              + " changing the desired capacity from (\\d+) to (\\d+)");
  private static final Pattern GIVEN_BACK =
      Pattern.compile(
          "At (\\S+) instance (i-\\w+) was taken out of service in response to a user request,"
              + " shrinking the capacity from (\\d+) to (\\d+)");
  private static final String LIKE_OURS = "a user request update of ";

  private SizeChanges() {}

  /** Returns the changes, newest first. */
  static List<SizeChange> of(List<Activity> newestFirst) {
    Map<String, SizeChange> oldestFirst = new LinkedHashMap<>();
    List<Activity> activities = new ArrayList<>(newestFirst);
    Collections.reverse(activities);
    for (Activity activity : activities) {
      read(String.valueOf(activity.cause()), oldestFirst);
    }
    List<SizeChange> changes = new ArrayList<>(oldestFirst.values());
    Collections.reverse(changes);
    return changes;
  }

  private static void read(String cause, Map<String, SizeChange> changes) {
    for (Matcher set = SET.matcher(cause); set.find(); ) {
      boolean likeOurs = set.group(2).startsWith(LIKE_OURS);
      put(
          changes,
          set.group(1),
          set.group(3),
          set.group(4),
          likeOurs ? SizeChange.Cause.RESIZED : SizeChange.Cause.OTHER,
          "");
    }
    for (Matcher gone = GIVEN_BACK.matcher(cause); gone.find(); ) {
      put(
          changes,
          gone.group(1) + "/" + gone.group(2),
          gone.group(3),
          gone.group(4),
          SizeChange.Cause.GAVE_BACK,
          gone.group(2));
    }
  }

  private static void put(
      Map<String, SizeChange> changes,
      String when,
      String from,
      String to,
      SizeChange.Cause cause,
      String instance) {
    String id = when + "/" + from + "/" + to;
    changes.putIfAbsent(
        id, new SizeChange(id, Integer.parseInt(from), Integer.parseInt(to), cause, instance));
  }
}
