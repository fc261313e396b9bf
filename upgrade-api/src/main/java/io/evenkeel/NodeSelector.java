package io.evenkeel;

import java.time.Duration;
import java.util.Optional;

/**
 * Says which nodes of a group are replaced, and in which order. A node that is not selected is left
 * alone.
 *
 * <p>It is asked once per instance, on a thread of the library, and must answer from the candidate
 * alone. A selector that throws ends the run with its name; nothing is changed by then that is not
 * given back.
 */
@FunctionalInterface
public interface NodeSelector {

  boolean selects(Candidate candidate);

  /** Returns the order in which selected nodes are taken; absent means that it does not matter. */
  default Optional<NodeOrder> order() {
    return Optional.empty();
  }

  /** Selects the nodes that do not match the target; this is what plans do by default. */
  static NodeSelector outdated() {
    return candidate -> candidate.match() == Candidate.TargetMatch.OUTDATED;
  }

  /** Selects every node of the group, whether it matches the target or not. */
  static NodeSelector everyNode() {
    return candidate -> true;
  }

  /** Selects nodes that were launched longer ago than that. */
  static NodeSelector olderThan(Duration age) {
    return candidate -> candidate.age().compareTo(age) > 0;
  }

  /** Selects nodes that carry the label with that value. */
  static NodeSelector label(String key, String value) {
    return candidate -> value.equals(candidate.labels().get(key));
  }

  /** Selects nodes of that zone. */
  static NodeSelector zone(String zone) {
    return candidate -> candidate.zone().equals(zone);
  }

  default NodeSelector and(NodeSelector other) {
    return combined(this, other, candidate -> selects(candidate) && other.selects(candidate));
  }

  default NodeSelector or(NodeSelector other) {
    return combined(this, other, candidate -> selects(candidate) || other.selects(candidate));
  }

  /** Selects what this one does not; the order is kept. */
  default NodeSelector not() {
    return combined(this, this, candidate -> !selects(candidate));
  }

  /** Selects the same nodes in another order. */
  default NodeSelector orderedBy(NodeOrder order) {
    NodeSelector selection = this;
    return new NodeSelector() {
      @Override
      public boolean selects(Candidate candidate) {
        return selection.selects(candidate);
      }

      @Override
      public Optional<NodeOrder> order() {
        return Optional.of(order);
      }
    };
  }

  /** Selects the same nodes in an order by chance, as EKS does. */
  default NodeSelector inRandomOrder() {
    return orderedBy(NodeOrder.random());
  }

  private static NodeSelector combined(NodeSelector a, NodeSelector b, NodeSelector selection) {
    Optional<NodeOrder> order = a.order().or(b::order);
    return order.map(selection::orderedBy).orElse(selection);
  }
}
