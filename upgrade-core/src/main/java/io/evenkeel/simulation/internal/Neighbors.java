package io.evenkeel.simulation.internal;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.TopologySpread;
import java.util.ArrayList;
import java.util.List;

/** The scheduler's rules about other pods, prepared once for one pod and then asked per node. */
final class Neighbors {

  /** One rule: whether the domain of a node admits the pod. */
  private record Rule(Domains.Key key, boolean[] admits, boolean admitsWithoutDomain) {}

  /** One wish: fewer pods in the domain are better. */
  private record Wish(Domains.Key key, int[] crowd) {}

  private final List<NodeSlot> slots;
  private final PodCounters counters;
  private final Domains domains;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Wish> wishes = new ArrayList<>();

  /** The counter of pods that are in the way on the node itself; none where negative. */
  private int sameHost = -1;

  /** Prepares rules and wishes. */
  static Neighbors of(Pod pod, List<NodeSlot> slots, PodCounters counters, Domains domains) {
    Neighbors neighbors = rules(pod, slots, counters, domains);
    if (pod.placement().spreads().isEmpty() && pod.meta().controller().isPresent()) {
      neighbors.spreadByDefault(pod);
    }
    return neighbors;
  }

  /** Prepares only what must hold, to ask whether a node could take the pod at all. */
  static Neighbors rules(Pod pod, List<NodeSlot> slots, PodCounters counters, Domains domains) {
    return new Neighbors(pod, slots, counters, domains);
  }

  private Neighbors(Pod pod, List<NodeSlot> slots, PodCounters counters, Domains domains) {
    this.slots = slots;
    this.counters = counters;
    this.domains = domains;
    pod.placement().spreads().forEach(spread -> spread(pod, spread));
    pod.placement().affinities().forEach(term -> affinity(pod, term));
    counters.aparts().forEach((apart, counter) -> respect(pod, apart, counter));
  }

  boolean admit(NodeSlot slot) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      int domain = slot.domain(rule.key());
      if (domain == Domains.NONE ? !rule.admitsWithoutDomain() : !rule.admits()[domain]) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many pods are in the way of the pod's wishes there. */
  int crowd(NodeSlot slot) {
    int crowd = sameHost < 0 ? 0 : slot.count(sameHost);
    for (int i = 0; i < wishes.size(); i++) {
      Wish wish = wishes.get(i);
      int domain = slot.domain(wish.key());
      crowd += domain == Domains.NONE ? 0 : wish.crowd()[domain];
    }
    return crowd;
  }

  /** Without constraints of their own, pods of one controller still prefer to be apart. */
  private void spreadByDefault(Pod pod) {
    LabelSelector alike = LabelSelector.of(pod.meta().labels());
    sameHost = counters.matching(List.of(pod.namespace()), alike);
    wish(domains.key(Node.ZONE_LABEL), sameHost);
  }

  private void wish(Domains.Key key, int counter) {
    int[] crowd = new int[key.count()];
    for (NodeSlot slot : slots) {
      int domain = slot.domain(key);
      if (domain != Domains.NONE) {
        crowd[domain] += slot.count(counter);
      }
    }
    wishes.add(new Wish(key, crowd));
  }

  private void spread(Pod pod, TopologySpread spread) {
    Domains.Key key = domains.key(spread.topologyKey());
    int counter = counters.matching(List.of(pod.namespace()), spread.selector());
    int[] counts = new int[key.count()];
    boolean[] eligible = new boolean[counts.length];
    for (NodeSlot slot : slots) {
      int domain = slot.domain(key);
      if (domain != Domains.NONE
          && slot.admitsByLabels(pod)
          && !(spread.honorsTaints() && slot.closedTo(pod))) {
        counts[domain] += slot.count(counter);
        eligible[domain] = true;
      }
    }
    if (spread.hard()) {
      rules.add(new Rule(key, withinSkew(pod, spread, counts, eligible), false));
    } else {
      wishes.add(new Wish(key, counts));
    }
  }

  private static boolean[] withinSkew(
      Pod pod, TopologySpread spread, int[] counts, boolean[] eligible) {
    int least = Integer.MAX_VALUE;
    for (int domain = 0; domain < counts.length; domain++) {
      least = eligible[domain] ? Math.min(least, counts[domain]) : least;
    }
    int self = spread.selector().matches(pod.meta().labels()) ? 1 : 0;
    boolean[] admits = new boolean[counts.length];
    for (int domain = 0; domain < counts.length; domain++) {
      admits[domain] = eligible[domain] && counts[domain] + self - least <= spread.maxSkew();
    }
    return admits;
  }

  private void affinity(Pod pod, PodAffinity term) {
    Domains.Key key = domains.key(term.topologyKey());
    boolean[] occupied = occupied(key, counters.matching(pod, term));
    if (term.direction() == PodAffinity.Direction.APART) {
      rules.add(new Rule(key, negated(occupied), true));
    } else if (any(occupied) || !selectsItself(pod, term)) {
      rules.add(new Rule(key, occupied, false));
    }
  }

  /** Keeps away from pods that want to be apart from this one. */
  private void respect(Pod pod, PodCounters.Apart apart, int counter) {
    if (apart.minds(pod)) {
      Domains.Key key = domains.key(apart.term().topologyKey());
      rules.add(new Rule(key, negated(occupied(key, counter)), true));
    }
  }

  private boolean[] occupied(Domains.Key key, int counter) {
    boolean[] occupied = new boolean[key.count()];
    for (NodeSlot slot : slots) {
      int domain = slot.domain(key);
      if (domain != Domains.NONE && slot.count(counter) > 0) {
        occupied[domain] = true;
      }
    }
    return occupied;
  }

  private static boolean selectsItself(Pod pod, PodAffinity term) {
    return PodCounters.namespaces(pod, term).contains(pod.namespace())
        && term.selector().matches(pod.meta().labels());
  }

  private static boolean any(boolean[] flags) {
    for (boolean flag : flags) {
      if (flag) {
        return true;
      }
    }
    return false;
  }

  private static boolean[] negated(boolean[] flags) {
    boolean[] negated = new boolean[flags.length];
    for (int i = 0; i < flags.length; i++) {
      negated[i] = !flags[i];
    }
    return negated;
  }
}
