package io.evenkeel;

import java.util.Comparator;

/**
 * In which order selected nodes are replaced.
 *
 * @param strictness whether the planner may deviate from it to finish sooner
 * @param name how messages and the digest of a plan name it
 */
public record NodeOrder(Comparator<Candidate> comparator, Strictness strictness, String name) {

  /** An order that is named by the class of its comparator. */
  public NodeOrder(Comparator<Candidate> comparator, Strictness strictness) {
    this(comparator, strictness, PlugInName.of(comparator));
  }

  /** How much an order binds the planner. */
  public enum Strictness {
    /** It breaks ties between nodes that are equally good to take next. */
    PREFERRED,
    /** No node is taken before one that precedes it. */
    STRICT
  }

  /** Returns the order in which it does not matter: by instance id. */
  public static NodeOrder any() {
    return preferred(Comparator.comparing((Candidate c) -> c.instance().id())).named("any");
  }

  /** Returns an order by chance, the same one for every process of a run. */
  public static NodeOrder random() {
    return strict(Comparator.comparingLong(Candidate::lottery)).named("random");
  }

  /** Returns an order that finishes one zone before it begins the next. */
  public static NodeOrder zoneByZone() {
    return strict(Comparator.comparing(Candidate::zone)).named("zone by zone");
  }

  /** Returns an order that takes the oldest first. */
  public static NodeOrder oldestFirst() {
    return preferred(Comparator.comparing(Candidate::age).reversed()).named("oldest first");
  }

  public static NodeOrder preferred(Comparator<Candidate> comparator) {
    return new NodeOrder(comparator, Strictness.PREFERRED);
  }

  public static NodeOrder strict(Comparator<Candidate> comparator) {
    return new NodeOrder(comparator, Strictness.STRICT);
  }

  /** Returns the same order under another name. */
  public NodeOrder named(String newName) {
    return new NodeOrder(comparator, strictness, newName);
  }
}
