package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds pods that would fit neither on an empty new node of their group, beside the DaemonSets that
 * run on every node, nor in the room that is left on nodes that stay.
 */
final class FreshNodeRoom implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    List<Shape> staying =
        situation.staying().stream().map(node -> Shape.asItIs(node, situation.pods())).toList();
    List<Finding> findings = new ArrayList<>();
    for (GroupOnNodes group : situation.groups()) {
      List<Shape> fresh =
          group.nodes().stream().map(node -> Shape.fresh(node, situation.pods())).toList();
      Map<String, List<Pod>> homeless = new LinkedHashMap<>();
      group.moving().stream()
          .filter(pod -> !taken(pod, fresh) && !taken(pod, staying))
          .forEach(pod -> add(homeless, situation.owners().nameOf(pod), pod));
      homeless.forEach((workload, pods) -> findings.add(finding(group, workload, pods, fresh)));
    }
    return findings;
  }

  private static boolean taken(Pod pod, List<Shape> shapes) {
    return shapes.stream().anyMatch(shape -> shape.takes(pod));
  }

  private static void add(Map<String, List<Pod>> homeless, String workload, Pod pod) {
    homeless.computeIfAbsent(workload, name -> new ArrayList<>()).add(pod);
  }

  private static Finding finding(
      GroupOnNodes group, String workload, List<Pod> pods, List<Shape> fresh) {
    Pod pod = pods.get(0);
    boolean small = fresh.stream().anyMatch(shape -> shape.admits(pod));
    return Finding.blocker(
        "NO_ROOM_ON_FRESH_NODE",
        workload,
        Names.ofObjects(pods)
            + (small
                ? " would not fit on an empty new node of "
                    + group.where()
                    + " beside its DaemonSets"
                : " would not be let in by a new node of " + group.where() + ": " + why(pod)),
        small
            ? "lower its requests, or give the group a larger instance type"
            : "change what binds it to its present node, or exclude that node from the plan");
  }

  private static String why(Pod pod) {
    if (!pod.placement().volumeTerms().isEmpty()) {
      return "one of its volumes, its node selector or a taint forbids it";
    }
    return pod.placement().nodeSelector().containsKey(Node.HOSTNAME_LABEL)
        ? "its node selector names a host"
        : "its node selector, node affinity or a taint forbids it";
  }
}
