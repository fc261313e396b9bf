package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One group with its nodes.
 *
 * @param nodes the nodes of the group's instances
 * @param selected those of them that are to be replaced
 * @param moving the pods on them that a drain moves
 */
record GroupOnNodes(GroupFacts facts, List<Node> nodes, List<Node> selected, List<Pod> moving) {

  static GroupOnNodes of(GroupFacts facts, List<Node> cluster, PodsByPlace pods) {
    TreeSet<String> members = new TreeSet<>();
    facts.state().instances().forEach(instance -> members.add(instance.id()));
    List<Node> nodes = ofInstances(facts, cluster, members);
    List<Node> selected = ofInstances(facts, nodes, new TreeSet<>(facts.selectedInstanceIds()));
    List<Pod> moving =
        selected.stream().flatMap(node -> pods.movingFrom(node.name()).stream()).toList();
    return new GroupOnNodes(facts, nodes, selected, moving);
  }

  /** Returns how messages name this group. */
  String where() {
    return "node group '" + facts.plan().name() + "'";
  }

  GroupPlan.SelfDriven plan() {
    return facts.plan();
  }

  int size() {
    return facts.state().desired();
  }

  Optional<String> instanceOf(Node node) {
    return facts.instanceOf(node);
  }

  private static List<Node> ofInstances(GroupFacts facts, List<Node> nodes, TreeSet<String> ids) {
    return nodes.stream()
        .filter(node -> facts.instanceOf(node).map(ids::contains).orElse(false))
        .toList();
  }
}
