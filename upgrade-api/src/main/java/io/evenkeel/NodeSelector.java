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

  /**
   * Returns how messages and the digest of a plan name this; by default its class. Selectors that
   * choose differently must have different names, since a run is gone on with by their names.
   */
  default String name() {
    return PlugInName.of(this);
  }

  /** Selects the nodes that do not match the target; this is what plans do by default. */
  static NodeSelector outdated() {
    return named("outdated", candidate -> candidate.match() == Candidate.TargetMatch.OUTDATED);
  }

  /** Selects every node of the group, whether it matches the target or not. */
  static NodeSelector everyNode() {
    return named("every node", candidate -> true);
  }

  /** Selects nodes that were launched longer ago than that. */
  static NodeSelector olderThan(Duration age) {
    Given.time(age, "olderThan(..)");
    return named("older than " + age, candidate -> candidate.age().compareTo(age) > 0);
  }

  /**
   * Selects nodes for their age, each at a time of its own between these two, so that nodes that
   * came at once do not go at once. That time depends on the instance only: runs that are started
   * again and again, such as one each night, replace a few nodes each.
   */
  static NodeSelector agedBetween(Duration earliest, Duration latest) {
    AgeSpread spread = new AgeSpread(earliest, latest);
    return named(
        "aged between " + earliest + " and " + latest,
        candidate -> candidate.age().compareTo(spread.of(candidate.instance().id())) > 0);
  }

  /** Selects nodes that carry the label with that value. */
  static NodeSelector label(String key, String value) {
    Given.there(key, "label(..)", "the key of a label");
    Given.there(value, "label(..)", "the value of a label");
    return named(
        "label " + key + "=" + value, candidate -> value.equals(candidate.labels().get(key)));
  }

  /** Selects nodes of that zone. */
  static NodeSelector zone(String zone) {
    Given.there(zone, "zone(..)", "the name of a zone");
    return named("zone " + zone, candidate -> candidate.zone().equals(zone));
  }

  default NodeSelector and(NodeSelector other) {
    Given.there(other, "and(..)", "another selector");
    return combined(
        this, other, " and ", candidate -> selects(candidate) && other.selects(candidate));
  }

  default NodeSelector or(NodeSelector other) {
    Given.there(other, "or(..)", "another selector");
    return combined(
        this, other, " or ", candidate -> selects(candidate) || other.selects(candidate));
  }

  /** Selects what this one does not; the order is kept. */
  default NodeSelector not() {
    NodeSelector rest = named("not " + name(), candidate -> !selects(candidate));
    return order().map(rest::orderedBy).orElse(rest);
  }

  /** Selects the same nodes in another order. */
  default NodeSelector orderedBy(NodeOrder order) {
    Given.there(order, "orderedBy(..)", "an order");
    return new NamedSelector(name(), this, Optional.of(order));
  }

  /** Selects the same nodes in an order by chance, as EKS does. */
  default NodeSelector inRandomOrder() {
    return orderedBy(NodeOrder.random());
  }

  private static NodeSelector named(String name, NodeSelector selection) {
    return new NamedSelector(name, selection, Optional.empty());
  }

  private static NodeSelector combined(
      NodeSelector a, NodeSelector b, String word, NodeSelector both) {
    NodeSelector selection = named("(" + a.name() + word + b.name() + ")", both);
    Optional<NodeOrder> order = a.order().or(b::order);
    return order.map(selection::orderedBy).orElse(selection);
  }
}
