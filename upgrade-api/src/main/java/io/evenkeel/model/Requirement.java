package io.evenkeel.model;

import java.util.List;
import java.util.Map;

/** One expression over labels, as selectors and node affinity use it. */
public record Requirement(String key, Operator operator, List<String> values) {

  /** How a requirement judges the label's value. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST,
    GREATER_THAN,
    LESS_THAN
  }

  public Requirement {
    values = List.copyOf(values);
  }

  /** Returns a requirement that the label has one of the values. */
  public static Requirement in(String key, String... values) {
    return new Requirement(key, Operator.IN, List.of(values));
  }

  /** Returns whether the labels meet this requirement; numbers that do not parse never match. */
  public boolean matches(Map<String, String> labels) {
    boolean present = labels.containsKey(key);
    String value = labels.getOrDefault(key, "");
    return switch (operator) {
      case EXISTS -> present;
      case DOES_NOT_EXIST -> !present;
      case IN -> present && values.contains(value);
      case NOT_IN -> !present || !values.contains(value);
      case GREATER_THAN -> present && compare(value) > 0;
      case LESS_THAN -> present && compare(value) < 0;
    };
  }

  private int compare(String value) {
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(values.get(0)));
    } catch (NumberFormatException | IndexOutOfBoundsException unparsable) {
      return 0;
    }
  }
}
