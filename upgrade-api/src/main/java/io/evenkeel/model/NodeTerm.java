package io.evenkeel.model;

import java.util.List;
import java.util.Map;

/** Requirements on a node's labels that must all hold; a pod's terms are alternatives. */
public record NodeTerm(List<Requirement> requirements) {

  public NodeTerm {
    requirements = List.copyOf(requirements);
  }

  public static NodeTerm of(Requirement... requirements) {
    return new NodeTerm(List.of(requirements));
  }

  public boolean matches(Map<String, String> nodeLabels) {
    return !requirements.isEmpty() && requirements.stream().allMatch(r -> r.matches(nodeLabels));
  }
}
