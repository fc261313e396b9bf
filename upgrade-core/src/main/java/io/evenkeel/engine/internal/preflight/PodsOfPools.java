package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Foretells where the pods of a pool could go once their nodes are replaced: a pool may make other
 * nodes now than it did, and of several pools that would do the provisioner uses the heaviest.
 */
final class PodsOfPools implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    List<Finding> findings = new ArrayList<>();
    for (RolloutFacts group : situation.rollouts()) {
      NodeOffer own = group.offers().get(group.plan().name());
      if (own != null) {
        findings.addAll(new Pool(group, own, situation).findings());
      }
    }
    return findings;
  }

  /** One pool, with what else could take its pods. */
  private record Pool(RolloutFacts group, NodeOffer own, Situation situation) {

    List<Finding> findings() {
      List<Finding> findings = new ArrayList<>();
      List<Pod> leftOut = moving().filter(pod -> !own.admits(pod.placement())).toList();
      byWorkload(leftOut.stream().filter(pod -> elsewhere(pod).isEmpty()).toList())
          .forEach((workload, pods) -> findings.add(nowhere(workload, pods)));
      byWorkload(leftOut.stream().filter(pod -> elsewhere(pod).isPresent()).toList())
          .forEach((workload, pods) -> findings.add(changes(workload, pods)));
      if (!group.isDriven()) {
        byWorkload(
                moving()
                    .filter(pod -> own.admits(pod.placement()))
                    .filter(pod -> heavier(pod).isPresent())
                    .toList())
            .forEach((workload, pods) -> findings.add(goesToHeavier(workload, pods)));
      }
      return findings;
    }

    private Stream<Pod> moving() {
      return group.outdated(situation.snapshot().nodes()).stream()
          .flatMap(node -> situation.pods().movingFrom(node.name()).stream());
    }

    /** Returns who else could take it: another pool, or a node that stays. */
    private Optional<String> elsewhere(Pod pod) {
      return others(pod, offer -> true).or(() -> stayingNode(pod));
    }

    private Optional<String> heavier(Pod pod) {
      return others(pod, offer -> offer.weight() > own.weight());
    }

    private Optional<String> others(Pod pod, Predicate<NodeOffer> which) {
      return group.offers().entrySet().stream()
          .filter(offer -> !offer.getKey().equals(group.plan().name()))
          .filter(offer -> which.test(offer.getValue()))
          .filter(offer -> offer.getValue().admits(pod.placement()))
          .map(offer -> "node pool '" + offer.getKey() + "'")
          .findFirst();
    }

    private Optional<String> stayingNode(Pod pod) {
      return situation.staying().stream()
          .filter(node -> Shape.asItIs(node, situation.pods()).takes(pod))
          .map(Node::name)
          .map(node -> "node " + node)
          .findFirst();
    }

    private Map<String, List<Pod>> byWorkload(List<Pod> pods) {
      Map<String, List<Pod>> byName = new LinkedHashMap<>();
      for (Pod pod : pods) {
        byName.computeIfAbsent(situation.owners().nameOf(pod), name -> new ArrayList<>()).add(pod);
      }
      return byName;
    }

    private Finding nowhere(String workload, List<Pod> pods) {
      return Finding.blocker(
          "POD_FITS_NO_NEW_NODE",
          workload,
          Names.ofObjects(pods)
              + " would be let in by no node that "
              + group.where()
              + " makes now, and by none of another pool: its node selector, node affinity, a"
              + " volume or a taint forbids it",
          "let the pool make such nodes (requirements, labels, taints), or change the workload");
    }

    private Finding changes(String workload, List<Pod> pods) {
      return Finding.warning(
          "POD_CHANGES_POOL",
          workload,
          Names.ofObjects(pods)
              + " would not be let in by the nodes that "
              + group.where()
              + " makes now, and can go to "
              + elsewhere(pods.get(0)).orElseThrow(),
          "nothing, if that is meant; else let the pool make such nodes");
    }

    private Finding goesToHeavier(String workload, List<Pod> pods) {
      return Finding.warning(
          "HEAVIER_POOL_FIRST",
          workload,
          "new nodes for "
              + Names.ofObjects(pods)
              + " come from "
              + heavier(pods.get(0)).orElseThrow()
              + ", whose weight is greater than that of "
              + group.where(),
          "nothing, if that is meant; else change the weights, or roll the pool driven(..)");
    }
  }
}
