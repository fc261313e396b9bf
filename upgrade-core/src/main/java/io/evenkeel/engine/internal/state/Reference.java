package io.evenkeel.engine.internal.state;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the nodes that are to be replaced have in common, so that a replacement can be held against
 * it: Ready alone does not make a node as good as the one before.
 */
public final class Reference {
  private static final List<String> MONITORED =
      List.of("NetworkingReady", "StorageReady", "KernelReady", "ContainerRuntimeReady");

  static final Reference NONE =
      new Reference(List.of(), List.of(), List.of(), List.of(), List.of());

  private final TreeSet<String> daemonSets;
  private final TreeSet<String> labelKeys;
  private final TreeSet<String> csiDrivers;
  private final TreeSet<String> conditions;
  private final TreeSet<String> taintKeys;

  private Reference(
      Collection<String> daemonSets,
      Collection<String> labelKeys,
      Collection<String> csiDrivers,
      Collection<String> conditions,
      Collection<String> taintKeys) {
    this.daemonSets = new TreeSet<>(daemonSets);
    this.labelKeys = new TreeSet<>(labelKeys);
    this.csiDrivers = new TreeSet<>(csiDrivers);
    this.conditions = new TreeSet<>(conditions);
    this.taintKeys = new TreeSet<>(taintKeys);
  }

  static Reference of(List<Node> nodes, ClusterView cluster) {
    List<Node> ready = nodes.stream().filter(Node::ready).toList();
    return new Reference(
        common(ready, node -> daemonSetsReadyOn(node, cluster)),
        common(ready, node -> node.meta().labels().keySet()),
        common(ready, Node::csiDrivers),
        common(ready, Reference::conditionsMet),
        ready.stream().flatMap(node -> node.taints().stream()).map(Taint::key).toList());
  }

  private static List<String> conditionsMet(Node node) {
    return MONITORED.stream().filter(c -> node.condition(c) == ConditionStatus.TRUE).toList();
  }

  /** Returns it as one line; none of the names can hold what separates them. */
  String text() {
    return Stream.of(daemonSets, labelKeys, csiDrivers, conditions, taintKeys)
        .map(names -> String.join(" ", names))
        .collect(Collectors.joining("|"));
  }

  static Reference parse(String text) {
    List<List<String>> parts =
        Stream.of(text.split("\\|", -1))
            .map(part -> Stream.of(part.split(" ")).filter(name -> !name.isEmpty()).toList())
            .toList();
    return parts.size() == 5
        ? new Reference(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4))
        : NONE;
  }

  /** Returns what the node still lacks, as a sentence; empty for a usable node. */
  Optional<String> lacks(Node node, ClusterView cluster) {
    if (!node.ready()) {
      return Optional.of("it is not Ready");
    }
    return strangeTaint(node)
        .map(taint -> "it still has the start-up taint " + taint)
        .or(() -> missing("CSI driver", csiDrivers, node.csiDrivers()))
        .or(() -> missing("label", labelKeys, node.meta().labels().keySet()))
        .or(
            () ->
                conditions.stream()
                    .filter(c -> node.condition(c) != ConditionStatus.TRUE)
                    .findFirst()
                    .map(c -> "its condition " + c + " is not true"))
        .or(() -> missing("running DaemonSet", daemonSets, daemonSetsReadyOn(node, cluster)));
  }

  private Optional<Taint> strangeTaint(Node node) {
    return node.taints().stream()
        .filter(taint -> taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
        .filter(taint -> !taint.key().equals(Node.UNSCHEDULABLE_TAINT))
        .filter(taint -> !taintKeys.contains(taint.key()))
        .findFirst();
  }

  private static Optional<String> missing(
      String what, TreeSet<String> wanted, Collection<String> there) {
    for (String name : wanted) {
      if (!there.contains(name)) {
        return Optional.of("it lacks the " + what + " " + name);
      }
    }
    return Optional.empty();
  }

  private static List<String> daemonSetsReadyOn(Node node, ClusterView cluster) {
    List<String> names = new ArrayList<>();
    for (Pod pod : cluster.podsOn(node.name())) {
      if (pod.ofDaemonSet() && pod.ready()) {
        pod.meta().controller().ifPresent(o -> names.add(pod.namespace() + "/" + o.name()));
      }
    }
    return names;
  }

  private static TreeSet<String> common(
      List<Node> nodes, java.util.function.Function<Node, Iterable<String>> property) {
    TreeSet<String> shared = new TreeSet<>();
    boolean first = true;
    for (Node node : nodes) {
      TreeSet<String> own = new TreeSet<>();
      property.apply(node).forEach(own::add);
      if (first) {
        shared.addAll(own);
        first = false;
      } else {
        shared.retainAll(own);
      }
    }
    shared.remove(Marks.EXCLUDE_FROM_LOAD_BALANCERS);
    return shared;
  }
}
