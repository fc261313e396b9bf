package io.evenkeel.engine.internal.preflight;

import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.model.Instance;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds instances that are no nodes of this cluster. When none of a group is, cluster and group do
 * not belong together: its instances would be terminated under the pods of another cluster, whose
 * budgets nobody would have asked. Such a run is refused.
 */
final class GroupOfThisCluster implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    Stream<Finding> ours =
        situation.groups().stream().flatMap(group -> findings(group, situation).stream());
    Stream<Finding> rolled =
        situation.rollouts().stream()
            .filter(group -> group.group().size().orElse(0) > 0)
            .filter(
                group -> situation.snapshot().nodes().stream().noneMatch(group.group()::includes))
            .map(group -> elsewhere(group, situation));
    return Stream.concat(ours, rolled).toList();
  }

  private static List<Finding> findings(GroupOnNodes group, Situation situation) {
    List<String> strangers = withoutNode(group);
    if (strangers.isEmpty()) {
      return List.of();
    }
    String cluster = PlugIns.name(situation.plan().clusterClient());
    return List.of(
        group.nodes().isEmpty() ? elsewhere(group, cluster) : some(group, cluster, strangers));
  }

  private static List<String> withoutNode(GroupOnNodes group) {
    TreeSet<String> known = new TreeSet<>();
    group.nodes().forEach(node -> group.instanceOf(node).ifPresent(known::add));
    return group.facts().state().instances().stream()
        .filter(instance -> instance.state() == Instance.State.IN_SERVICE)
        .map(Instance::id)
        .filter(id -> !known.contains(id))
        .toList();
  }

  private static Finding elsewhere(GroupOnNodes group, String cluster) {
    return Finding.blocker(
        "GROUP_NOT_IN_CLUSTER",
        group.where(),
        "none of its instances is a node of cluster " + cluster,
        "check that the kubeconfig context and the cloud's account and region belong to the same"
            + " cluster");
  }

  private static Finding elsewhere(RolloutFacts group, Situation situation) {
    return Finding.blocker(
        "GROUP_NOT_IN_CLUSTER",
        group.where(),
        "it has "
            + group.group().size().orElse(0)
            + " nodes, and none of the nodes of cluster "
            + PlugIns.name(situation.plan().clusterClient())
            + " carries its label "
            + Names.of(labels(group)),
        "check that the kubeconfig context and the cloud's cluster, account and region belong"
            + " together");
  }

  private static List<String> labels(RolloutFacts group) {
    return group.group().nodeLabels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .sorted()
        .toList();
  }

  private static Finding some(GroupOnNodes group, String cluster, List<String> strangers) {
    return Finding.warning(
        "INSTANCE_WITHOUT_NODE",
        group.where(),
        "in service, but no node of cluster " + cluster + ": " + Names.of(strangers),
        "look at why they did not join; they count as unavailable until they are replaced");
  }
}
