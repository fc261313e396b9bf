package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Pod;
import io.evenkeel.model.TopologySpread;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds workloads that mean to spread their pods and do not: a constraint counts only what its
 * selector selects, so that one that selects none of their own pods never keeps two of them apart.
 *
 * <p>This is a warning. Where all of them share a node, a drain of it concerns them all, and only a
 * budget keeps some of them up.
 */
final class SpreadsOfOthers implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    Map<String, Set<String>> missed = new TreeMap<>();
    Map<String, Set<String>> nodes = new TreeMap<>();
    for (Pod pod : situation.moving()) {
      String workload = situation.owners().nameOf(pod);
      pod.nodeName().ifPresent(node -> in(nodes, workload).add(node));
      pod.placement().spreads().stream()
          .filter(spread -> !spread.selector().matches(pod.meta().labels()))
          .map(TopologySpread::topologyKey)
          .forEach(key -> in(missed, workload).add(key));
    }
    return missed.entrySet().stream()
        .map(e -> finding(e.getKey(), e.getValue(), in(nodes, e.getKey()).size()))
        .toList();
  }

  private static Set<String> in(Map<String, Set<String>> sets, String workload) {
    return sets.computeIfAbsent(workload, w -> new TreeSet<>());
  }

  private static Finding finding(String workload, Set<String> keys, int nodes) {
    return Finding.warning(
        "SPREAD_SELECTS_NOTHING",
        workload,
        "its topology spread over "
            + String.join(" and ", keys)
            + " selects none of its own pods and keeps none of them apart; those that move are on "
            + Names.count(nodes, "node", "nodes"),
        "let the labelSelector of the constraint match the labels of the pods (spec.template)");
  }
}
