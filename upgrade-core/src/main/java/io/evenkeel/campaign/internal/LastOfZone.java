package io.evenkeel.campaign.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.TopologySpread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Pods that a volume or an even spread holds in the zone of their node, where it is the last one
 * there: they are down until it has been replaced, so that it is never emptied where there are more
 * of them than may be down at once.
 */
final class LastOfZone {
  private final ClusterSnapshot all;

  private LastOfZone(ClusterSnapshot all) {
    this.all = all;
  }

  /**
   * Returns which pods hold one of those instances' nodes for ever; empty where none do.
   *
   * @param instances that are to be replaced, where new nodes come to fewer zones than there are
   */
  static Optional<String> held(ClusterSnapshot all, Collection<String> instances) {
    LastOfZone zones = new LastOfZone(all);
    return all.nodes().stream()
        .filter(node -> instances.stream().anyMatch(i -> node.providerId().orElse("").endsWith(i)))
        .filter(zones::isLast)
        .flatMap(node -> zones.tooMany(node).stream())
        .findFirst();
  }

  /** Returns in how many zones there have to be nodes for the volumes of the pods. */
  static int zonesOfVolumes(ClusterSnapshot all) {
    TreeSet<String> zones = new TreeSet<>();
    for (Node node : all.nodes()) {
      if (all.pods().stream().anyMatch(pod -> hasVolume(pod) && fits(pod, node))) {
        zones.add(node.zone());
      }
    }
    return zones.size();
  }

  private static boolean fits(Pod pod, Node node) {
    return pod.placement().admits(node.meta().labels());
  }

  private static boolean hasVolume(Pod pod) {
    return !pod.placement().volumeTerms().isEmpty();
  }

  private boolean isLast(Node node) {
    return all.nodes().stream().filter(other -> other.zone().equals(node.zone())).count() == 1;
  }

  private Optional<String> tooMany(Node node) {
    Map<ObjectKey, List<Pod>> byLimit = new LinkedHashMap<>();
    for (Pod pod : all.pods()) {
      limit(pod).ifPresent(key -> byLimit.computeIfAbsent(key, k -> new ArrayList<>()).add(pod));
    }
    return byLimit.entrySet().stream()
        .filter(pods -> held(pods.getValue(), node) > mayBeDown(pods.getKey(), pods.getValue()))
        .map(
            pods ->
                "zones: more pods of "
                    + pods.getKey()
                    + " are held on "
                    + node.name()
                    + ", the last node of its zone, than may be down at once")
        .findFirst();
  }

  /** Pods that nobody makes anew hold nothing up. */
  private Optional<ObjectKey> limit(Pod pod) {
    return pod.ofDaemonSet() || pod.mirror() || pod.finished()
        ? Optional.empty()
        : budget(pod).map(Budget::key).or(() -> pod.meta().controller().map(o -> key(o, pod)));
  }

  private static ObjectKey key(Owner owner, Pod pod) {
    return new ObjectKey(owner.kind(), pod.key().namespace(), owner.name());
  }

  private Optional<Budget> budget(Pod pod) {
    return all.budgets().stream().filter(budget -> budget.covers(pod)).findFirst();
  }

  /** What no budget covers is moved as its controller would, a quarter at a time at most. */
  private int mayBeDown(ObjectKey limit, List<Pod> pods) {
    if (limit.kind() == ObjectKind.REPLICA_SET) {
      return Math.max(1, pods.size() / 4);
    }
    return limit.kind() == ObjectKind.BUDGET
        ? budget(pods.get(0)).map(b -> b.status().disruptionsAllowed()).orElse(0)
        : 1;
  }

  private long held(List<Pod> pods, Node node) {
    long byVolumes = pods.stream().filter(pod -> isOn(pod, node) && hasVolume(pod)).count();
    long here = pods.stream().filter(pod -> isOn(pod, node) && !hasVolume(pod)).count();
    return byVolumes + (isSpread(pods.get(0)) ? Math.min(here, fewestElsewhere(pods, node)) : 0);
  }

  /** An even spread lets go what its zone has more than another one. */
  private long fewestElsewhere(List<Pod> pods, Node node) {
    return all.nodes().stream()
        .map(Node::zone)
        .filter(zone -> !zone.equals(node.zone()))
        .distinct()
        .mapToLong(zone -> pods.stream().filter(pod -> zone.equals(zoneOf(pod))).count())
        .min()
        .orElse(0);
  }

  private static boolean isSpread(Pod pod) {
    return pod.placement().spreads().stream()
        .filter(TopologySpread::hard)
        .anyMatch(spread -> spread.topologyKey().equals(Node.ZONE_LABEL));
  }

  private String zoneOf(Pod pod) {
    return all.nodes().stream()
        .filter(node -> isOn(pod, node))
        .map(Node::zone)
        .findFirst()
        .orElse("");
  }

  private static boolean isOn(Pod pod, Node node) {
    return pod.nodeName().equals(Optional.of(node.name()));
  }
}
