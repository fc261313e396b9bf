package io.evenkeel.simulation.internal;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts, per node, the pods that spreading and affinity ask about. A counter is set up when it is
 * first asked for and kept up to date from then on.
 *
 * <p>Pods of one controller are alike, so a counter judges each such group once.
 */
final class PodCounters {

  /** What a counter counts. */
  private sealed interface Rule {
    boolean covers(Pod pod);
  }

  /** Pods of these namespaces that the selector matches, unless they are about to stop. */
  private record Matching(List<String> namespaces, LabelSelector selector) implements Rule {
    @Override
    public boolean covers(Pod pod) {
      return namespaces.contains(pod.namespace()) && selector.matches(pod.meta().labels());
    }
  }

  /** Pods that themselves want to be apart from others by this term. */
  record Apart(List<String> namespaces, PodAffinity term) implements Rule {
    @Override
    public boolean covers(Pod pod) {
      return pod.placement().affinities().contains(term)
          && namespaces.equals(PodCounters.namespaces(pod, term));
    }

    boolean minds(Pod newcomer) {
      return namespaces.contains(newcomer.namespace())
          && term.selector().matches(newcomer.meta().labels());
    }
  }

  /** Pods that are alike, and the counters that count them. */
  private record Group(Pod example, Map<ObjectKey, Pod> pods, List<Integer> counters) {}

  private final Map<Rule, Integer> counters = new LinkedHashMap<>();
  private final List<Rule> byNumber = new ArrayList<>();
  private final Map<Apart, Integer> aparts = new LinkedHashMap<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Function<Pod, @Nullable NodeSlot> slotOf;

  /**
   * @param slotOf finds the node that a pod takes room on
   */
  PodCounters(Function<Pod, @Nullable NodeSlot> slotOf) {
    this.slotOf = slotOf;
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

  /** Counts the pod on that node. */
  void add(NodeSlot slot, Pod pod) {
    learn(pod);
    Group group = groups.computeIfAbsent(groupOf(pod), uid -> newGroup(pod));
    group.pods().put(pod.key(), pod);
    count(slot, pod, group, 1);
  }

  /** Counts the pod on that node no longer. */
  void remove(NodeSlot slot, Pod pod) {
    Group group = groups.get(groupOf(pod));
    if (group != null) {
      count(slot, pod, group, -1);
      group.pods().remove(pod.key());
      if (pod.meta().controller().isEmpty() && group.pods().isEmpty()) {
        groups.remove(pod.uid());
      }
    }
  }

  private void count(NodeSlot slot, Pod pod, Group group, int difference) {
    for (int i = 0; i < group.counters().size(); i++) {
      int number = group.counters().get(i);
      if (!pod.terminating() || byNumber.get(number) instanceof Apart) {
        slot.count(number, difference);
      }
    }
  }

  private void learn(Pod pod) {
    for (PodAffinity term : pod.placement().affinities()) {
      if (term.direction() == PodAffinity.Direction.APART) {
        Apart apart = new Apart(namespaces(pod, term), term);
        if (!aparts.containsKey(apart)) {
          aparts.put(apart, number(apart));
        }
      }
    }
  }

  private Group newGroup(Pod example) {
    List<Integer> covering = new ArrayList<>();
    for (int number = 0; number < byNumber.size(); number++) {
      if (byNumber.get(number).covers(example)) {
        covering.add(number);
      }
    }
    return new Group(example, new LinkedHashMap<>(), covering);
  }

  private int number(Rule rule) {
    Integer known = counters.get(rule);
    if (known != null) {
      return known;
    }
    int number = byNumber.size();
    byNumber.add(rule);
    counters.put(rule, number);
    for (Group group : groups.values()) {
      if (rule.covers(group.example())) {
        group.counters().add(number);
        countAll(group, rule, number);
      }
    }
    return number;
  }

  private void countAll(Group group, Rule rule, int number) {
    for (Pod pod : group.pods().values()) {
      NodeSlot slot = slotOf.apply(pod);
      if (slot != null && (!pod.terminating() || rule instanceof Apart)) {
        slot.count(number, 1);
      }
    }
  }

  private static String groupOf(Pod pod) {
    return pod.meta().controller().map(Owner::uid).orElse(pod.uid());
  }

  static List<String> namespaces(Pod pod, PodAffinity term) {
    return term.namespaces().isEmpty() ? List.of(pod.namespace()) : term.namespaces();
  }
}
