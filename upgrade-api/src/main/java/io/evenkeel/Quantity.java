package io.evenkeel;

/**
 * A number of nodes, absolute or as a share of a group.
 *
 * <p>Shares round as a Deployment's do: up for a surge, down for unavailability. The value is
 * checked by the plan's {@code build()}, which reports it beside the other problems of the plan.
 */
public sealed interface Quantity {

  /** Returns how many nodes of a group of that size this allows to be added; shares round up. */
  int roundedUp(int groupSize);

  /**
   * Returns how many nodes of a group of that size this allows to be missing; shares round down.
   */
  int roundedDown(int groupSize);

  /** Returns whether this is zero whatever the size of the group. */
  boolean alwaysZero();

  /** A number of nodes. */
  record Nodes(int count) implements Quantity {
    @Override
    public int roundedUp(int groupSize) {
      return count;
    }

    @Override
    public int roundedDown(int groupSize) {
      return count;
    }

    @Override
    public boolean alwaysZero() {
      return count == 0;
    }

    @Override
    public String toString() {
      return count == 1 ? "1 node" : count + " nodes";
    }
  }

  /** A percentage of the group. */
  record Percent(int value) implements Quantity {
    @Override
    public int roundedUp(int groupSize) {
      return (int) (((long) groupSize * value + 99) / 100);
    }

    @Override
    public int roundedDown(int groupSize) {
      return (int) ((long) groupSize * value / 100);
    }

    @Override
    public boolean alwaysZero() {
      return value == 0;
    }

    @Override
    public String toString() {
      return value + " %";
    }
  }

  static Quantity nodes(int count) {
    return new Nodes(count);
  }

  static Quantity percent(int value) {
    return new Percent(value);
  }

  /**
   * Parses {@code 3} or {@code 25%}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static Quantity parse(String text) {
    String trimmed = text.strip();
    try {
      return trimmed.endsWith("%")
          ? percent(Integer.parseInt(trimmed.substring(0, trimmed.length() - 1).strip()))
          : nodes(Integer.parseInt(trimmed));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a number of nodes: write 3, or 25%", notANumber);
    }
  }
}
