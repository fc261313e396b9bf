package io.evenkeel.engine.internal.state;

import io.evenkeel.model.ObjectKey;

/** Something that was touched and has to be looked at again. */
public sealed interface AgendaItem {

  /** A node: its stage may have changed. */
  record OfNode(String name) implements AgendaItem {}

  /** A drain: what keeps its node from becoming empty may have changed. */
  record OfDrain(String node) implements AgendaItem {}

  /** A budget: a slot may be free. */
  record OfBudget(ObjectKey key) implements AgendaItem {}

  /** A group: its size, its canary, its next node. */
  record OfGroup(String name) implements AgendaItem {}

  /** A group that somebody else rolls out: how far it is. */
  record OfRollout(String name) implements AgendaItem {}

  /** The control plane: whose turn it is, how far its change is. */
  record OfControlPlane() implements AgendaItem {}

  /** The run as a whole: whose turn it is, whether it is over. */
  record OfRun() implements AgendaItem {}
}
