package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the nodes of a group had in common before the run: the measure for new ones.
 *
 * @param daemons the DaemonSets, by uid, that were Ready on every node
 * @param labels the names of labels that every node carried
 * @param drivers the CSI drivers of every node
 * @param conditions what was monitored and well on every node
 * @param taints those that any node carried
 */
record Reference(
    TreeSet<String> daemons,
    TreeSet<String> labels,
    TreeSet<String> drivers,
    TreeSet<String> conditions,
    List<Taint> taints) {
  private static final List<String> MONITORED =
      List.of("NetworkingReady", "StorageReady", "KernelReady", "ContainerRuntimeReady");

  static Reference of(List<String> instances, Picture picture) {
    List<Node> nodes =
        instances.stream()
            .map(picture::nodeOf)
            .flatMap(Optional::stream)
            .filter(Node::ready)
            .toList();
    return new Reference(
        inCommon(nodes, node -> Nodes.daemonsReadyOn(picture, node.name())),
        inCommon(nodes, Reference::lastingLabels),
        inCommon(nodes, node -> new TreeSet<>(node.csiDrivers())),
        inCommon(nodes, Reference::wellIn),
        nodes.stream().flatMap(node -> node.taints().stream()).toList());
  }

  private static TreeSet<String> inCommon(List<Node> nodes, Function<Node, TreeSet<String>> what) {
    return nodes.stream()
        .map(what)
        .reduce(
            (one, other) -> {
              one.retainAll(other);
              return one;
            })
        .orElseGet(TreeSet::new);
  }

  /** Returns the names of its labels but for those that tell of what is done to it at the time. */
  private static TreeSet<String> lastingLabels(Node node) {
    return node.meta().labels().keySet().stream()
        .filter(label -> !label.equals(Nodes.EXCLUDED) && !label.startsWith(Nodes.OURS))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> wellIn(Node node) {
    return MONITORED.stream()
        .filter(condition -> node.condition(condition) == ConditionStatus.TRUE)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns whether the node is as good as the ones that were there before. */
  boolean metBy(Node node, Picture picture) {
    return Nodes.usable(picture, node, daemons, taints)
        && node.meta().labels().keySet().containsAll(labels)
        && new TreeSet<>(node.csiDrivers()).containsAll(drivers)
        && wellIn(node).containsAll(conditions);
  }
}
