package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.CloudProvider;
import io.evenkeel.spi.InstanceProvider;
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
record GroupView(GroupFacts facts, List<Node> nodes, List<Node> selected, List<Pod> moving) {

  static GroupView of(GroupFacts facts, List<Node> cluster, PodsByPlace pods) {
    TreeSet<String> members = new TreeSet<>();
    facts.state().instances().forEach(instance -> members.add(instance.id()));
    List<Node> nodes = ofInstances(facts, cluster, members);
    List<Node> selected = ofInstances(facts, nodes, new TreeSet<>(facts.selectedInstanceIds()));
    List<Pod> moving =
        selected.stream().flatMap(node -> pods.movingFrom(node.name()).stream()).toList();
    return new GroupView(facts, nodes, selected, moving);
  }

  /** Returns how messages name this group. */
  String where() {
    return "node group '" + facts.plan().name() + "'";
  }

  /** Returns what the plan says where we replace the nodes; empty where somebody else does. */
  Optional<GroupPlan.SelfDriven> ours() {
    return facts.plan() instanceof GroupPlan.SelfDriven ours ? Optional.of(ours) : Optional.empty();
  }

  int size() {
    return facts.state().desired();
  }

  Optional<String> instanceOf(Node node) {
    return instanceOf(facts.plan().provider(), node);
  }

  private static List<Node> ofInstances(GroupFacts facts, List<Node> nodes, TreeSet<String> ids) {
    CloudProvider provider = facts.plan().provider();
    return nodes.stream()
        .filter(node -> instanceOf(provider, node).map(ids::contains).orElse(false))
        .toList();
  }

  private static Optional<String> instanceOf(CloudProvider provider, Node node) {
    return node.providerId()
        .map(
            id ->
                provider instanceof InstanceProvider instances
                    ? instances.instanceIdOf(id)
                    : id.substring(id.lastIndexOf('/') + 1));
  }
}
