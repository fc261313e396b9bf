package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pods that have not finished, by node, and by namespace and labels. */
record PodsByPlace(
    Map<String, List<Pod>> byNode, Map<String, Map<Map<String, String>, List<Pod>>> byLabels) {

  static PodsByPlace of(ClusterSnapshot snapshot) {
    return of(snapshot.pods());
  }

  static PodsByPlace of(List<Pod> pods) {
    Map<String, List<Pod>> byNode = new LinkedHashMap<>();
    Map<String, Map<Map<String, String>, List<Pod>>> byLabels = new LinkedHashMap<>();
    for (Pod pod : pods) {
      if (pod.finished()) {
        continue;
      }
      byLabels
          .computeIfAbsent(pod.namespace(), name -> new LinkedHashMap<>())
          .computeIfAbsent(pod.meta().labels(), labels -> new ArrayList<>())
          .add(pod);
      pod.nodeName()
          .ifPresent(node -> byNode.computeIfAbsent(node, name -> new ArrayList<>()).add(pod));
    }
    return new PodsByPlace(byNode, byLabels);
  }

  List<Pod> onNode(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  /** Returns the pods that the budget covers; pods of equal labels are judged once. */
  List<Pod> coveredBy(Budget budget) {
    List<Pod> covered = new ArrayList<>();
    byLabels
        .getOrDefault(budget.key().namespace(), Map.of())
        .forEach(
            (labels, pods) -> {
              if (budget.selector().matches(labels)) {
                covered.addAll(pods);
              }
            });
    return covered;
  }

  /** Returns the pods of a node that a drain moves; those that are going already are not. */
  List<Pod> movingFrom(String node) {
    return onNode(node).stream()
        .filter(pod -> !pod.staysWithItsNode() && !pod.terminating())
        .toList();
  }

  /** Returns what the pods request that come back with every new node. */
  Resources stayingOn(String node) {
    return sum(onNode(node).stream().filter(Pod::staysWithItsNode).toList());
  }

  Resources requestedOn(String node) {
    return sum(onNode(node));
  }

  static Resources sum(List<Pod> pods) {
    return pods.stream().map(Pod::requests).reduce(Resources.NONE, Resources::plus);
  }
}
