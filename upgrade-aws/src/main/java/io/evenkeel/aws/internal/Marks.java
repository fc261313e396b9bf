package io.evenkeel.aws.internal;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Tag;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** The library's marks, as tags that instances do not inherit. */
final class Marks {
  static final String PREFIX = "evenkeel.io/";
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private Marks() {}

  /** Returns the marks on the group, without their prefix, by name. */
  static SortedMap<String, String> on(AutoScalingGroup group) {
    SortedMap<String, String> marks = new TreeMap<>();
    for (TagDescription tag : group.tags()) {
      if (tag.key().startsWith(PREFIX)) {
        marks.put(tag.key().substring(PREFIX.length()), tag.value() == null ? "" : tag.value());
      }
    }
    return marks;
  }

  static List<Tag> tags(String group, Map<String, String> marks) {
    return marks.entrySet().stream()
        .map(mark -> tag(group, mark.getKey()).value(checked(mark)).build())
        .toList();
  }

  static List<Tag> tags(String group, List<String> names) {
    return names.stream().map(name -> tag(group, name).build()).toList();
  }

  private static Tag.Builder tag(String group, String name) {
    return Tag.builder()
        .resourceId(group)
        .resourceType("auto-scaling-group")
        .key(PREFIX + name)
        .propagateAtLaunch(false);
  }

  private static String checked(Map.Entry<String, String> mark) {
    int key = PREFIX.length() + mark.getKey().length();
    int value = mark.getValue().length();
    if (key > LONGEST_KEY || value > LONGEST_VALUE) {
      throw Stop.refused(
          "the mark %s does not fit into a tag: its key has %d of %d characters, its value %d of %d"
              .formatted(mark.getKey(), key, LONGEST_KEY, value, LONGEST_VALUE));
    }
    return mark.getValue();
  }
}
