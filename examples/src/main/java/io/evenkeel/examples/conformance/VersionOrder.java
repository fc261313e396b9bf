package io.evenkeel.examples.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The order of versions such as {@code v1.20.4-eksbuild.1}, by their numbers. */
final class VersionOrder {
  static final Comparator<String> NEWEST_FIRST = VersionOrder::compare;

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private VersionOrder() {}

  private static int compare(String a, String b) {
    List<Integer> left = numbers(a);
    List<Integer> right = numbers(b);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = right.get(i).compareTo(left.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(right.size(), left.size());
  }

  private static List<Integer> numbers(String version) {
    List<Integer> numbers = new ArrayList<>();
    NUMBER.matcher(version).results().forEach(m -> numbers.add(Integer.valueOf(m.group())));
    return numbers;
  }
}
