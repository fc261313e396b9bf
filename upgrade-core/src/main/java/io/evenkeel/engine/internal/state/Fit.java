package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import io.evenkeel.model.TopologySpread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a pod could run on a node: requests, taints, selector and affinity, volumes, and its own
 * hard constraints towards other pods. Preferences are not judged; the scheduler has the last word.
 */
public final class Fit {
  private final ClusterView cluster;
  private final Room room;
  private final Map<String, Resources> taken = new LinkedHashMap<>();
  private final Map<String, Room.Promise> placed = new LinkedHashMap<>();

  /** Returns a fitting that remembers what it has placed, so that a set of pods fits together. */
  public Fit(ClusterView cluster, Room room) {
    this.cluster = cluster;
    this.room = room;
  }

  public boolean fits(Pod pod, Node node) {
    return free(node).fits(pod.requests()) && admits(pod, node);
  }

  /** Returns whether the pod could run on the node if there were room. */
  public boolean admits(Pod pod, Node node) {
    return toleratesAll(pod, node)
        && pod.placement().admits(node.meta().labels())
        && pod.placement().affinities().stream().allMatch(a -> affinityHolds(pod, a, node))
        && pod.placement().spreads().stream()
            .filter(TopologySpread::hard)
            .allMatch(s -> spreadHolds(pod, s, node));
  }

  /** Returns what keeps the pod from the node, in a few words; empty where it fits. */
  public Optional<String> lacks(Pod pod, Node node) {
    Optional<Taint> taint =
        node.taints().stream()
            .filter(t -> t.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
            .filter(t -> !pod.placement().tolerates(t))
            .findFirst();
    if (taint.isPresent()) {
      return Optional.of("the taint " + taint.get());
    }
    Placement anywhere = pod.placement().withVolumeTerms(List.of());
    if (!anywhere.admits(node.meta().labels())) {
      return Optional.of("labels that its node selector or affinity wants");
    }
    if (!pod.placement().admits(node.meta().labels())) {
      return Optional.of("the place of its volume");
    }
    return lacksRoom(pod, node).or(() -> lacksNeighbors(pod, node));
  }

  private Optional<String> lacksRoom(Pod pod, Node node) {
    Resources free = free(node);
    Resources asked = pod.requests();
    if (asked.cpuMillis() > free.cpuMillis()) {
      return Optional.of("cpu");
    }
    if (asked.memoryBytes() > free.memoryBytes()) {
      return Optional.of("memory");
    }
    if (asked.pods() > free.pods()) {
      return Optional.of("a place for one more pod");
    }
    return asked.extended().entrySet().stream()
        .filter(e -> e.getValue() > free.extended().getOrDefault(e.getKey(), 0L))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<String> lacksNeighbors(Pod pod, Node node) {
    Optional<PodAffinity> affinity =
        pod.placement().affinities().stream().filter(a -> !affinityHolds(pod, a, node)).findFirst();
    if (affinity.isPresent()) {
      boolean apart = affinity.get().direction() == PodAffinity.Direction.APART;
      return Optional.of(
          (apart ? "distance from pods that it shuns by " : "pods that it wants near by ")
              + affinity.get().topologyKey());
    }
    return pod.placement().spreads().stream()
        .filter(TopologySpread::hard)
        .filter(s -> !spreadHolds(pod, s, node))
        .map(s -> "an even spread by " + s.topologyKey())
        .findFirst();
  }

  /** Counts the pod as placed on the node for the fits that follow. */
  public Room.Promise place(Pod pod, Node node) {
    Room.Promise promise = new Room.Promise(pod, cluster.rootOf(pod), node.name());
    taken.merge(node.name(), pod.requests(), Resources::plus);
    placed.put(pod.uid(), promise);
    return promise;
  }

  /** Takes back a place that is not needed after all. */
  public void unplace(Room.Promise promise) {
    taken.computeIfPresent(promise.node(), (node, sum) -> sum.minus(promise.pod().requests()));
    placed.remove(promise.podUid());
  }

  /** Returns whether pods have been placed on the node, or are on their way to it. */
  public boolean counts(String node) {
    return room.isPromised(node)
        || placed.values().stream().anyMatch(promise -> promise.node().equals(node));
  }

  /** Returns what the node still has for pods after what has been placed. */
  public Resources free(Node node) {
    Resources mine = taken.get(node.name());
    Resources free = room.free(node);
    return mine == null ? free : free.minus(mine);
  }

  private static boolean toleratesAll(Pod pod, Node node) {
    return node.taints().stream()
        .filter(taint -> taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
        .allMatch(pod.placement()::tolerates);
  }

  private boolean affinityHolds(Pod pod, PodAffinity term, Node node) {
    boolean shared =
        others(pod).stream()
            .filter(other -> term.selector().matches(other.pod().meta().labels()))
            .anyMatch(other -> sameDomain(other, term.topologyKey(), node));
    return term.direction() == PodAffinity.Direction.APART ? !shared : shared || isFirst(pod, term);
  }

  private boolean isFirst(Pod pod, PodAffinity term) {
    return term.selector().matches(pod.meta().labels())
        && cluster.podsIn(pod.namespace()).stream()
            .filter(other -> !other.uid().equals(pod.uid()) && !other.finished())
            .noneMatch(other -> term.selector().matches(other.meta().labels()));
  }

  /** A pod and the node where it is, or where it or its successor will be. */
  private record Located(Pod pod, String node) {}

  /**
   * Returns the other pods of the namespace where they will be once all have moved; schedulers know
   * of no pod that is done.
   */
  private List<Located> others(Pod pod) {
    List<Located> others = new ArrayList<>();
    for (Pod other : cluster.podsIn(pod.namespace())) {
      if (!other.uid().equals(pod.uid()) && !other.finished()) {
        whereabouts(other).ifPresent(node -> others.add(new Located(other, node)));
      }
    }
    room.awaitedIn(pod.namespace())
        .forEach(promise -> others.add(new Located(promise.pod(), promise.node())));
    return others;
  }

  private Optional<String> whereabouts(Pod pod) {
    return Optional.ofNullable(placed.get(pod.uid()))
        .map(Room.Promise::node)
        .or(() -> room.promisedTo(pod.uid()))
        .or(() -> pod.terminating() ? Optional.empty() : pod.nodeName());
  }

  private boolean sameDomain(Located other, String topologyKey, Node node) {
    String domain = node.meta().labels().get(topologyKey);
    return domain != null && domain(other, topologyKey).equals(Optional.of(domain));
  }

  private Optional<String> domain(Located other, String topologyKey) {
    return cluster.node(other.node()).map(n -> n.meta().labels().get(topologyKey));
  }

  /** The pod that moves is not counted: it is on its way out when its successor is placed. */
  private boolean spreadHolds(Pod pod, TopologySpread spread, Node node) {
    String domain = node.meta().labels().get(spread.topologyKey());
    if (domain == null) {
      return false;
    }
    TreeMap<String, Integer> counts = domains(pod, spread);
    for (Located other : others(pod)) {
      if (spread.selector().matches(other.pod().meta().labels())) {
        domain(other, spread.topologyKey())
            .ifPresent(d -> counts.computeIfPresent(d, (k, n) -> n + 1));
      }
    }
    int least = counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
    return counts.getOrDefault(domain, 0) + 1 - least <= spread.maxSkew();
  }

  /** Returns whether all nodes are alike for that spread, so that no pod can make it uneven. */
  public boolean isOneDomain(Pod pod, TopologySpread spread) {
    return domains(pod, spread).size() == 1;
  }

  private TreeMap<String, Integer> domains(Pod pod, TopologySpread spread) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (Node node : cluster.nodes()) {
      String domain = node.meta().labels().get(spread.topologyKey());
      boolean counted =
          pod.placement().admits(node.meta().labels())
              && (!spread.honorsTaints() || toleratesAll(pod, node));
      if (domain != null && counted) {
        counts.put(domain, 0);
      }
    }
    return counts;
  }
}
