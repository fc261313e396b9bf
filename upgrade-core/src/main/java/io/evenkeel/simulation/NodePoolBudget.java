package io.evenkeel.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How many nodes of a pool the provisioner may take at once. Of several budgets that apply, the
 * least counts.
 *
 * @param nodes a number, or a percentage such as {@code 10%}, which is rounded up
 * @param reasons what it applies to; everything where empty
 * @param window when it applies; always where absent
 */
public record NodePoolBudget(String nodes, List<Reason> reasons, Optional<Window> window) {

  /** Why a provisioner takes a node. */
  public enum Reason {
    /** Its pods fit elsewhere, or a cheaper node would do. */
    UNDERUTILIZED,
    /** No pod is on it. */
    EMPTY,
    /** It is not as its pool wants it any more. */
    DRIFTED
  }

  /**
   * When a budget applies.
   *
   * @param schedule when it begins, in UTC: five fields as of cron, or {@code @daily} and the like;
   *     one that cannot be read lets no node go
   */
  public record Window(String schedule, Duration duration) {}

  /**
   * @throws IllegalArgumentException if the nodes are neither a number nor a percentage
   */
  public NodePoolBudget {
    reasons = List.copyOf(reasons);
    if (!nodes.matches("[0-9]{1,6}|([0-9]{1,2}|100)%")) {
      throw new IllegalArgumentException(
          "a budget of '" + nodes + "' is no number of nodes: write 3, or 25%");
    }
  }

  /** Returns a budget for everything, at any time. */
  public static NodePoolBudget of(String nodes) {
    return new NodePoolBudget(nodes, List.of(), Optional.empty());
  }

  /** Returns the same for these reasons only. */
  public NodePoolBudget only(Reason... newReasons) {
    return new NodePoolBudget(nodes, List.of(newReasons), window);
  }

  /** Returns the same for that long from each time that the schedule names. */
  public NodePoolBudget during(String schedule, Duration duration) {
    return new NodePoolBudget(nodes, reasons, Optional.of(new Window(schedule, duration)));
  }

  /** Returns whether it applies to nodes that are taken for that reason. */
  public boolean covers(Reason reason) {
    return reasons.isEmpty() || reasons.contains(reason);
  }
}
