package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import java.util.ArrayList;
import java.util.List;

/** Nodes with one taint more, or one less. */
final class Taints {
  private Taints() {}

  static Node with(Node node, Taint taint) {
    List<Taint> taints = new ArrayList<>(node.taints());
    taints.removeIf(taint::sameSlot);
    taints.add(taint);
    return node.withTaints(taints);
  }

  static Node without(Node node, Taint taint) {
    return node.withTaints(node.taints().stream().filter(t -> !taint.sameSlot(t)).toList());
  }
}
