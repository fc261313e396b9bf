package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells which nodes of a group look unused as things are, where the plan asks for their removal:
 * those that hold nothing, and those whose pods have room on other nodes. Which of them go is seen
 * during the run: limits, budgets and what the roll moves have a say.
 */
final class UnusedNodes implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return Stream.concat(
            situation.groups().stream()
                .filter(group -> group.plan().unusedNodes() == GroupPlan.UnusedNodes.REMOVE)
                .flatMap(group -> finding(group.where(), group.nodes(), situation)),
            situation.rollouts().stream()
                .filter(UnusedNodes::isAsked)
                .flatMap(group -> finding(group.where(), inService(group, situation), situation)))
        .toList();
  }

  private static boolean isAsked(RolloutFacts group) {
    return group.plan().pool().stream()
            .anyMatch(pool -> pool.unusedNodes() == GroupPlan.UnusedNodes.REMOVE)
        && group.group().pool().stream().anyMatch(pool -> pool.size() == NodePool.Size.BY_PODS);
  }

  private static List<Node> inService(RolloutFacts group, Situation situation) {
    List<String> names =
        group.group().pool().stream()
            .flatMap(pool -> pool.claims().stream())
            .filter(claim -> claim.state() == NodeClaim.State.IN_SERVICE)
            .flatMap(claim -> claim.node().stream())
            .toList();
    return situation.open().stream().filter(node -> names.contains(node.name())).toList();
  }

  private static Stream<Finding> finding(String where, List<Node> nodes, Situation situation) {
    List<String> unused = unused(nodes, situation);
    return unused.isEmpty()
        ? Stream.empty()
        : Stream.of(
            Finding.info(
                "NODES_UNUSED",
                where,
                Names.count(unused.size(), "node looks", "nodes look")
                    + " unused now: "
                    + Names.of(unused),
                "nothing: the run removes those that still are when their turn comes"));
  }

  /** The least used first, each beside those before it. */
  private static List<String> unused(List<Node> nodes, Situation situation) {
    Map<String, Shape> stay = new LinkedHashMap<>();
    situation.open().forEach(n -> stay.put(n.name(), Shape.asItIs(n, situation.pods())));
    Comparator<Node> byUse =
        Comparator.comparingInt(n -> situation.pods().movingFrom(n.name()).size());
    List<String> unused = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (Node node :
        nodes.stream().filter(n -> stay.containsKey(n.name())).sorted(byUse).toList()) {
      if (!taken.contains(node.name()) && leaves(node, stay, taken, situation)) {
        unused.add(node.name());
      }
    }
    return unused;
  }

  /** Takes the node out of those that stay, if they take all its pods. */
  private static boolean leaves(
      Node node, Map<String, Shape> stay, List<String> taken, Situation situation) {
    List<Pod> pods = situation.pods().movingFrom(node.name());
    Map<String, Shape> rest = new LinkedHashMap<>(stay);
    rest.remove(node.name());
    List<Shape> shapes = new ArrayList<>(rest.values());
    boolean fit =
        pods.stream().allMatch(pod -> pod.meta().controller().isPresent())
            && pods.stream().allMatch(pod -> Shape.place(pod, shapes));
    if (fit) {
      List<String> names = new ArrayList<>(rest.keySet());
      stay.remove(node.name());
      for (int i = 0; i < names.size(); i++) {
        if (!shapes.get(i).equals(rest.get(names.get(i)))) {
          taken.add(names.get(i));
          stay.put(names.get(i), shapes.get(i));
        }
      }
    }
    return fit;
  }
}
