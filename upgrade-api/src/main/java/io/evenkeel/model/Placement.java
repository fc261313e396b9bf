package io.evenkeel.model;

import java.util.List;
import java.util.Map;

/**
 * Where a pod may run: everything of a pod's specification that a scheduler reads besides requests
 * and priority.
 *
 * @param nodeTerms alternatives of required node affinity; empty means anywhere
 * @param volumeTerms one list of alternatives per volume that can be attached only in some places,
 *     such as a zonal disk; each list must have a match
 */
public record Placement(
    Map<String, String> nodeSelector,
    List<NodeTerm> nodeTerms,
    List<Toleration> tolerations,
    List<TopologySpread> spreads,
    List<PodAffinity> affinities,
    List<List<NodeTerm>> volumeTerms) {

  public static final Placement ANYWHERE =
      new Placement(Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public Placement {
    nodeSelector = Ordered.copy(nodeSelector);
    nodeTerms = List.copyOf(nodeTerms);
    tolerations = List.copyOf(tolerations);
    spreads = List.copyOf(spreads);
    affinities = List.copyOf(affinities);
    volumeTerms = volumeTerms.stream().map(List::copyOf).toList();
  }

  /** Returns whether the pod tolerates the taint. */
  public boolean tolerates(Taint taint) {
    return tolerations.stream().anyMatch(toleration -> toleration.tolerates(taint));
  }

  /** Returns whether selector, node affinity and volumes admit a node with these labels. */
  public boolean admits(Map<String, String> nodeLabels) {
    return nodeSelector.entrySet().stream()
            .allMatch(e -> e.getValue().equals(nodeLabels.get(e.getKey())))
        && matchesAny(nodeTerms, nodeLabels)
        && volumeTerms.stream().allMatch(terms -> matchesAny(terms, nodeLabels));
  }

  private static boolean matchesAny(List<NodeTerm> alternatives, Map<String, String> nodeLabels) {
    return alternatives.isEmpty()
        || alternatives.stream().anyMatch(term -> term.matches(nodeLabels));
  }

  public Placement withNodeSelector(Map<String, String> selector) {
    return new Placement(selector, nodeTerms, tolerations, spreads, affinities, volumeTerms);
  }

  public Placement withTolerations(List<Toleration> newTolerations) {
    return new Placement(nodeSelector, nodeTerms, newTolerations, spreads, affinities, volumeTerms);
  }

  public Placement withSpreads(List<TopologySpread> newSpreads) {
    return new Placement(nodeSelector, nodeTerms, tolerations, newSpreads, affinities, volumeTerms);
  }

  public Placement withAffinities(List<PodAffinity> newAffinities) {
    return new Placement(nodeSelector, nodeTerms, tolerations, spreads, newAffinities, volumeTerms);
  }

  public Placement withVolumeTerms(List<List<NodeTerm>> newTerms) {
    return new Placement(nodeSelector, nodeTerms, tolerations, spreads, affinities, newTerms);
  }
}
