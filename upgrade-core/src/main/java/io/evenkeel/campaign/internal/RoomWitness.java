package io.evenkeel.campaign.internal;

import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.model.TopologySpread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks, whenever a run says that a pod finds no room, whether a node would take it in truth,
 * beside what is to come from nodes that the run is draining. While other pods are on their way, or
 * where the pod minds its neighbors, that is left open.
 */
final class RoomWitness implements UpgradeListener {
  private static final String DRAIN = "evenkeel.io/draining-since";

  private final CampaignWorld world;
  private final Map<ObjectKey, Optional<String>> looks = new LinkedHashMap<>();

  RoomWitness(CampaignWorld world) {
    this.world = world;
  }

  @Override
  public void onEvent(UpgradeEvent event) {
    if (event instanceof UpgradeEvent.Hindered hindered) {
      hindered.obstacles().stream()
          .filter(obstacle -> obstacle.cause() == Obstacle.Cause.NO_ROOM)
          .forEach(obstacle -> look(obstacle.subject()));
    }
  }

  private void look(ObjectKey subject) {
    ClusterSnapshot all = world.cluster().snapshot();
    looks.put(subject, look(subject, all));
  }

  private static Optional<String> look(ObjectKey subject, ClusterSnapshot all) {
    Optional<Pod> pod = all.pods().stream().filter(p -> p.key().equals(subject)).findFirst();
    if (pod.isEmpty()) {
      return Optional.of("there is no such pod");
    }
    return isSettled(all) && !mindsNeighbors(pod.get())
        ? all.nodes().stream()
            .filter(node -> takes(node, pod.get(), all))
            .findFirst()
            .map(node -> "node " + node.name() + " would have taken it")
        : Optional.empty();
  }

  private static boolean isSettled(ClusterSnapshot all) {
    return all.pods().stream()
        .filter(pod -> !pod.finished())
        .allMatch(pod -> pod.nodeName().isPresent() && !pod.terminating() && pod.ready());
  }

  private static boolean mindsNeighbors(Pod pod) {
    return !pod.placement().affinities().isEmpty()
        || pod.placement().spreads().stream().anyMatch(TopologySpread::hard);
  }

  private static boolean takes(Node node, Pod pod, ClusterSnapshot all) {
    List<Pod> there =
        all.pods().stream().filter(p -> p.nodeName().equals(Optional.of(node.name()))).toList();
    Resources used =
        there.stream()
            .filter(p -> !p.finished())
            .map(Pod::requests)
            .reduce(Resources.NONE, Resources::plus);
    return node.ready()
        && !node.unschedulable()
        && !pod.nodeName().equals(Optional.of(node.name()))
        && node.taints().stream().allMatch(taint -> bears(pod, taint))
        && pod.placement().admits(node.meta().labels())
        && node.allocatable().minus(used).minus(toCome(node, pod, all)).fits(withItsNode(pod, all));
  }

  /** What a drain that goes on holds back has room kept for it wherever it may land. */
  private static Resources toCome(Node node, Pod pod, ClusterSnapshot all) {
    return all.nodes().stream()
        .filter(other -> other.hasAnnotation(DRAIN))
        .map(Node::name)
        .filter(other -> !other.equals(node.name()) && !pod.nodeName().equals(Optional.of(other)))
        .flatMap(other -> movable(all, other))
        .filter(other -> other.placement().admits(node.meta().labels()))
        .map(Pod::requests)
        .reduce(Resources.NONE, Resources::plus);
  }

  /** A node is drained as a whole: what is on it beside the pod has to go somewhere as well. */
  private static Resources withItsNode(Pod pod, ClusterSnapshot all) {
    return pod.nodeName().stream()
        .flatMap(node -> movable(all, node))
        .map(Pod::requests)
        .reduce(Resources.NONE, Resources::plus);
  }

  private static Stream<Pod> movable(ClusterSnapshot all, String node) {
    return all.pods().stream()
        .filter(pod -> !pod.ofDaemonSet() && !pod.mirror() && !pod.finished())
        .filter(pod -> pod.nodeName().equals(Optional.of(node)));
  }

  /** A node that is to be replaced itself asks pods to prefer others: it does not count. */
  private static boolean bears(Pod pod, Taint taint) {
    return taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE && pod.placement().tolerates(taint);
  }

  /** Returns what contradicts that the pod finds no room; empty where nothing was seen to. */
  Optional<String> contradiction(ObjectKey subject) {
    if (!looks.containsKey(subject)) {
      look(subject);
    }
    return looks.getOrDefault(subject, Optional.empty());
  }
}
