package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the nodes of a group had in common before the run: the measure for new ones.
 *
 * @param daemons the DaemonSets, by uid, that were Ready on every node
 * @param taints those that any node carried
 */
record Reference(TreeSet<String> daemons, List<Taint> taints) {

  static Reference of(GroupFile group, Picture picture) {
    List<Node> nodes =
        group.original().stream()
            .map(picture::nodeOf)
            .flatMap(Optional::stream)
            .filter(Node::ready)
            .toList();
    TreeSet<String> daemons = new TreeSet<>();
    List<Taint> taints = new ArrayList<>();
    for (Node node : nodes) {
      daemons.addAll(Nodes.daemonsReadyOn(picture, node.name()));
      taints.addAll(node.taints());
    }
    nodes.forEach(node -> daemons.retainAll(Nodes.daemonsReadyOn(picture, node.name())));
    return new Reference(daemons, List.copyOf(taints));
  }

  boolean metBy(Node node, Picture picture) {
    return Nodes.usable(picture, node, daemons, taints);
  }
}
