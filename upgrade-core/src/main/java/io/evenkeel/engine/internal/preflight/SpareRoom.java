package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds groups that are replaced in place, without surge, while the nodes that remain could not
 * take the pods of the fullest one. Its pods then wait for its replacement.
 */
final class SpareRoom implements Check {

  private static final Comparator<Pod> LARGEST_FIRST =
      Comparator.comparingLong((Pod pod) -> pod.requests().cpuMillis())
          .thenComparingLong(pod -> pod.requests().memoryBytes())
          .reversed();

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.groups().stream()
        .filter(SpareRoom::inPlace)
        .map(group -> finding(group, situation))
        .flatMap(Optional::stream)
        .toList();
  }

  private static boolean inPlace(GroupOnNodes group) {
    return group.plan().surge(group.size()) == 0;
  }

  private static Optional<Finding> finding(GroupOnNodes group, Situation situation) {
    return fullest(group, situation.pods())
        .flatMap(
            node -> {
              List<Pod> homeless = homeless(node, situation);
              return homeless.isEmpty()
                  ? Optional.empty()
                  : Optional.of(finding(group, node, homeless));
            });
  }

  private static Optional<Node> fullest(GroupOnNodes group, PodsByPlace pods) {
    return group.selected().stream()
        .max(Comparator.comparingLong(node -> requested(pods.movingFrom(node.name()))));
  }

  private static long requested(List<Pod> pods) {
    return PodsByPlace.sum(pods).cpuMillis();
  }

  private static List<Pod> homeless(Node leaving, Situation situation) {
    List<Shape> others = new ArrayList<>();
    situation.open().stream()
        .filter(node -> !node.equals(leaving))
        .forEach(node -> others.add(Shape.asItIs(node, situation.pods())));
    List<Pod> pods = new ArrayList<>(situation.pods().movingFrom(leaving.name()));
    pods.sort(LARGEST_FIRST);
    return pods.stream().filter(pod -> !Shape.place(pod, others)).toList();
  }

  private static Finding finding(GroupOnNodes group, Node node, List<Pod> homeless) {
    return Finding.warning(
        "NO_SPARE_ROOM",
        group.where(),
        "it is replaced without surge, and the other nodes have no room for "
            + Names.count(homeless.size(), "pod", "pods")
            + " of node "
            + node.name()
            + " ("
            + Names.ofObjects(homeless)
            + "), which would wait for its replacement",
        "allow a surge, for example maxSurge(nodes(1)), or free room first");
  }
}
