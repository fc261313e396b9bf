package io.evenkeel.model;

import java.util.List;
import java.util.Map;

/**
 * Selects objects by their labels; all parts must match.
 *
 * @param matchNothing whether this stands for an absent selector, which matches no object; an empty
 *     selector matches all
 */
public record LabelSelector(
    Map<String, String> matchLabels, List<Requirement> expressions, boolean matchNothing) {

  public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of(), false);
  public static final LabelSelector NOTHING = new LabelSelector(Map.of(), List.of(), true);

  public LabelSelector {
    matchLabels = Ordered.copy(matchLabels);
    expressions = List.copyOf(expressions);
  }

  /** Returns a selector of one label. */
  public static LabelSelector of(String key, String value) {
    return of(Map.of(key, value));
  }

  /** Returns a selector of all the given labels. */
  public static LabelSelector of(Map<String, String> labels) {
    return new LabelSelector(labels, List.of(), false);
  }

  public boolean matches(Map<String, String> labels) {
    return !matchNothing
        && matchLabels.entrySet().stream()
            .allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && expressions.stream().allMatch(expression -> expression.matches(labels));
  }
}
