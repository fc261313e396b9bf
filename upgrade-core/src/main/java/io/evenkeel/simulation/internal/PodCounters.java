package io.evenkeel.simulation.internal;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts, per node, the pods that spreading and affinity ask about. A counter is set up when it is
 * first asked for and kept up to date from then on.
 */
final class PodCounters {
  /** Pods of these namespaces that the selector matches. */
  private record Matching(List<String> namespaces, LabelSelector selector)
      implements Predicate<Pod> {
    @Override
    public boolean test(Pod pod) {
      return !pod.terminating()
          && namespaces.contains(pod.namespace())
          && selector.matches(pod.meta().labels());
    }
  }

  /** Pods that themselves want to be apart from others by this term. */
  record Apart(List<String> namespaces, PodAffinity term) implements Predicate<Pod> {
    @Override
    public boolean test(Pod pod) {
      return pod.placement().affinities().contains(term)
          && namespaces.equals(PodCounters.namespaces(pod, term));
    }

    boolean minds(Pod newcomer) {
      return namespaces.contains(newcomer.namespace())
          && term.selector().matches(newcomer.meta().labels());
    }
  }

  private final Map<Predicate<Pod>, Integer> counters = new LinkedHashMap<>();
  private final List<Predicate<Pod>> byNumber = new ArrayList<>();
  private final Map<Apart, Integer> aparts = new LinkedHashMap<>();
  private final Iterable<NodeSlot> slots;
  private final PodIndex pods;

  PodCounters(Iterable<NodeSlot> slots, PodIndex pods) {
    this.slots = slots;
    this.pods = pods;
  }

  int matching(List<String> namespaces, LabelSelector selector) {
    return number(new Matching(namespaces, selector));
  }

  int matching(Pod pod, PodAffinity term) {
    return matching(namespaces(pod, term), term.selector());
  }

  /** Returns the counters of pods that want to be apart from others, by term. */
  Map<Apart, Integer> aparts() {
    return aparts;
  }

  /** Sets up counters for what this pod demands of later ones. */
  void learn(Pod pod) {
    for (PodAffinity term : pod.placement().affinities()) {
      if (term.direction() == PodAffinity.Direction.APART) {
        Apart apart = new Apart(namespaces(pod, term), term);
        if (!aparts.containsKey(apart)) {
          aparts.put(apart, number(apart));
        }
      }
    }
  }

  void add(NodeSlot slot, Pod pod, int difference) {
    for (int number = 0; number < byNumber.size(); number++) {
      if (byNumber.get(number).test(pod)) {
        slot.count(number, difference);
      }
    }
  }

  private int number(Predicate<Pod> counter) {
    Integer known = counters.get(counter);
    if (known != null) {
      return known;
    }
    int number = byNumber.size();
    byNumber.add(counter);
    counters.put(counter, number);
    for (NodeSlot slot : slots) {
      for (Pod pod : pods.onNode(slot.node.name())) {
        if (counter.test(pod)) {
          slot.count(number, 1);
        }
      }
    }
    return number;
  }

  static List<String> namespaces(Pod pod, PodAffinity term) {
    return term.namespaces().isEmpty() ? List.of(pod.namespace()) : term.namespaces();
  }
}
