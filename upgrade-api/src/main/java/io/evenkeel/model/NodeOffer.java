package io.evenkeel.model;

import io.evenkeel.model.Requirement.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the nodes are like that a node pool makes now.
 *
 * @param labels those that each of them carries
 * @param requirements among which machines the pool may choose; what they do not name it may choose
 *     freely
 * @param taints those that its nodes keep
 * @param weight of several pools that would do, the provisioner uses the one of the greatest weight
 */
public record NodeOffer(
    Map<String, String> labels, List<Requirement> requirements, List<Taint> taints, int weight) {

  /** What a label begins with, or is, that a provisioner gives to nodes by itself. */
  private static final List<String> CHOSEN_BY_PROVISIONER =
      List.of(
          "topology.kubernetes.io/",
          "node.kubernetes.io/instance-type",
          "kubernetes.io/arch",
          "kubernetes.io/os",
          "karpenter.",
          "eks.amazonaws.com/",
          "topology.ebs.csi.aws.com/");

  public NodeOffer {
    labels = Ordered.copy(labels);
    requirements = List.copyOf(requirements);
    taints = List.copyOf(taints);
  }

  /**
   * Returns whether the pool could make a node that lets the pod in, whatever its size. Each label
   * is looked at by itself: that two demands of a pod contradict each other is not seen.
   */
  public boolean admits(Placement pod) {
    return taints.stream().allMatch(taint -> isWeak(taint) || pod.tolerates(taint))
        && pod.nodeSelector().entrySet().stream()
            .allMatch(e -> offers(Requirement.in(e.getKey(), e.getValue())))
        && offersAny(pod.nodeTerms())
        && pod.volumeTerms().stream().allMatch(this::offersAny);
  }

  private static boolean isWeak(Taint taint) {
    return taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE;
  }

  private boolean offersAny(List<NodeTerm> alternatives) {
    return alternatives.isEmpty()
        || alternatives.stream()
            .anyMatch(term -> term.requirements().stream().allMatch(this::offers));
  }

  private boolean offers(Requirement wanted) {
    String key = wanted.key();
    if (labels.containsKey(key)) {
      return wanted.matches(labels);
    }
    Optional<List<String>> choice = choice(key);
    if (choice.isPresent()) {
      return choice.get().stream()
          .filter(value -> mayBe(key, value))
          .anyMatch(value -> wanted.matches(Map.of(key, value)));
    }
    return switch (wanted.operator()) {
      case NOT_IN, DOES_NOT_EXIST -> true;
      case IN -> isFree(key) && wanted.values().stream().anyMatch(value -> mayBe(key, value));
      case EXISTS, GREATER_THAN, LESS_THAN -> isFree(key);
    };
  }

  /** Returns the values of which the pool may choose, where they are named. */
  private Optional<List<String>> choice(String key) {
    return requirements.stream()
        .filter(own -> own.key().equals(key) && own.operator() == Operator.IN)
        .map(Requirement::values)
        .findFirst();
  }

  private boolean mayBe(String key, String value) {
    return requirements.stream()
        .filter(own -> own.key().equals(key))
        .allMatch(own -> own.matches(Map.of(key, value)));
  }

  private boolean isFree(String key) {
    return CHOSEN_BY_PROVISIONER.stream().anyMatch(key::startsWith)
        || requirements.stream().anyMatch(own -> own.key().equals(key));
  }
}
