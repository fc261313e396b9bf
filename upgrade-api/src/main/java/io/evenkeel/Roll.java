package io.evenkeel;

/** How the nodes of a node pool are replaced. */
public sealed interface Roll {

  /** At the provisioner's own pace, under the budgets of the pool; we watch and explain. */
  record Watched() implements Roll {}

  /**
   * In our order and within our limits: every outdated node is held, and let go one by one; the
   * provisioner makes the replacement first.
   *
   * @param maxSurge how many nodes are let go at once
   */
  record Gated(Quantity maxSurge) implements Roll {}

  /**
   * By our word: we ask for new nodes first, and as they are ready have the provisioner remove the
   * outdated ones, several at a time.
   *
   * @param maxSurge how many nodes there may be beyond what the pool has without us
   */
  record Driven(Quantity maxSurge) implements Roll {}
}
