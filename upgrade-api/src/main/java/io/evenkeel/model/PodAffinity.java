package io.evenkeel.model;

import java.util.List;

/**
 * A required term of pod affinity or anti-affinity.
 *
 * @param namespaces where the selected pods live; empty means the pod's own namespace
 * @param direction whether the pod must share a topology domain with the selected pods, or must not
 */
public record PodAffinity(
    Direction direction, LabelSelector selector, List<String> namespaces, String topologyKey) {

  /** Towards the selected pods, or away from them. */
  public enum Direction {
    TOGETHER,
    APART
  }

  public PodAffinity {
    namespaces = List.copyOf(namespaces);
  }
}
