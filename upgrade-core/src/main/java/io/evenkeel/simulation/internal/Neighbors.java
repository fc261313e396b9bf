package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.TopologySpread;
import java.util.ArrayList;
import java.util.List;

/** The scheduler's rules about other pods, prepared once for one pod and then asked per node. */
final class Neighbors {

  /** One rule: whether the domain of a node admits the pod. */
  private record Rule(String topologyKey, boolean[] admits, boolean admitsWithoutDomain) {}

  /** One wish: fewer pods in the domain are better. */
  private record Wish(String topologyKey, int[] crowd) {}

  private final List<NodeSlot> slots;
  private final PodCounters counters;
  private final Domains domains;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Wish> wishes = new ArrayList<>();

  Neighbors(Pod pod, List<NodeSlot> slots, PodCounters counters, Domains domains) {
    this.slots = slots;
    this.counters = counters;
    this.domains = domains;
    pod.placement().spreads().forEach(spread -> spread(pod, spread));
    pod.placement().affinities().forEach(term -> affinity(pod, term));
    counters.aparts().forEach((apart, counter) -> respect(pod, apart, counter));
  }

  boolean admit(NodeSlot slot) {
    for (Rule rule : rules) {
      int domain = domains.of(slot, rule.topologyKey());
      if (domain == Domains.NONE ? !rule.admitsWithoutDomain() : !rule.admits()[domain]) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many pods are in the way of the pod's wishes there. */
  int crowd(NodeSlot slot) {
    int crowd = 0;
    for (Wish wish : wishes) {
      int domain = domains.of(slot, wish.topologyKey());
      crowd += domain == Domains.NONE ? 0 : wish.crowd()[domain];
    }
    return crowd;
  }

  private void spread(Pod pod, TopologySpread spread) {
    String key = spread.topologyKey();
    int counter = counters.matching(List.of(pod.namespace()), spread.selector());
    int[] counts = new int[domainsOf(key)];
    boolean[] eligible = new boolean[counts.length];
    for (NodeSlot slot : slots) {
      int domain = domains.of(slot, key);
      if (domain != Domains.NONE
          && pod.placement().admits(slot.node.meta().labels())
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
    boolean[] occupied = occupied(term.topologyKey(), counters.matching(pod, term));
    if (term.direction() == PodAffinity.Direction.APART) {
      rules.add(new Rule(term.topologyKey(), negated(occupied), true));
    } else if (any(occupied) || !selectsItself(pod, term)) {
      rules.add(new Rule(term.topologyKey(), occupied, false));
    }
  }

  /** Keeps away from pods that want to be apart from this one. */
  private void respect(Pod pod, PodCounters.Apart apart, int counter) {
    if (apart.minds(pod)) {
      String key = apart.term().topologyKey();
      rules.add(new Rule(key, negated(occupied(key, counter)), true));
    }
  }

  private boolean[] occupied(String topologyKey, int counter) {
    boolean[] occupied = new boolean[domainsOf(topologyKey)];
    for (NodeSlot slot : slots) {
      int domain = domains.of(slot, topologyKey);
      if (domain != Domains.NONE && slot.count(counter) > 0) {
        occupied[domain] = true;
      }
    }
    return occupied;
  }

  private int domainsOf(String topologyKey) {
    for (NodeSlot slot : slots) {
      domains.of(slot, topologyKey);
    }
    return domains.count(topologyKey);
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
