package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which budgets cover which pods, kept up to date change by change: a pod is matched again only
 * when its labels change, and a budget when its selector does.
 */
final class CoveredPods {
  private final Map<String, Space> spaces = new LinkedHashMap<>();

  /** What is known of one namespace. */
  private static final class Space {
    private final Map<ObjectKey, Pod> pods = new LinkedHashMap<>();
    private final TreeMap<ObjectKey, Budget> budgets = new TreeMap<>();
    private final Map<ObjectKey, TreeMap<ObjectKey, Pod>> covered = new LinkedHashMap<>();
    private final Map<ObjectKey, List<ObjectKey>> covering = new LinkedHashMap<>();
  }

  void put(Pod pod) {
    Space space = space(pod.namespace());
    Pod old = space.pods.put(pod.key(), pod);
    if (old == null || !old.meta().labels().equals(pod.meta().labels())) {
      forget(space, pod.key());
      List<ObjectKey> keys = new ArrayList<>();
      for (Budget budget : space.budgets.values()) {
        if (budget.covers(pod)) {
          keys.add(budget.key());
        }
      }
      space.covering.put(pod.key(), keys);
    }
    for (ObjectKey budget : covering(space, pod.key())) {
      of(space, budget).put(pod.key(), pod);
    }
  }

  void remove(Pod pod) {
    Space space = space(pod.namespace());
    space.pods.remove(pod.key());
    forget(space, pod.key());
  }

  void put(Budget budget) {
    Space space = space(budget.key().namespace());
    Budget old = space.budgets.put(budget.key(), budget);
    if (old == null || !old.selector().equals(budget.selector())) {
      uncover(space, budget.key());
      space.pods.values().stream()
          .filter(budget::covers)
          .forEach(
              pod -> {
                of(space, budget.key()).put(pod.key(), pod);
                space
                    .covering
                    .computeIfAbsent(pod.key(), none -> new ArrayList<>())
                    .add(budget.key());
              });
    }
  }

  void remove(Budget budget) {
    Space space = space(budget.key().namespace());
    space.budgets.remove(budget.key());
    uncover(space, budget.key());
  }

  Collection<Pod> podsOf(Budget budget) {
    return of(space(budget.key().namespace()), budget.key()).values();
  }

  Collection<Budget> in(String namespace) {
    return space(namespace).budgets.values();
  }

  /** Returns the budgets that cover the pod, which is known, in their order. */
  List<Budget> on(Pod pod) {
    Space space = space(pod.namespace());
    return covering(space, pod.key()).stream().sorted().map(space.budgets::get).toList();
  }

  private static void forget(Space space, ObjectKey pod) {
    covering(space, pod).forEach(budget -> of(space, budget).remove(pod));
    space.covering.remove(pod);
  }

  private static void uncover(Space space, ObjectKey budget) {
    of(space, budget).keySet().forEach(pod -> covering(space, pod).remove(budget));
    space.covered.remove(budget);
  }

  private static List<ObjectKey> covering(Space space, ObjectKey pod) {
    @Nullable List<ObjectKey> keys = space.covering.get(pod);
    return keys == null ? List.of() : keys;
  }

  private static TreeMap<ObjectKey, Pod> of(Space space, ObjectKey budget) {
    return space.covered.computeIfAbsent(budget, none -> new TreeMap<>());
  }

  private Space space(String namespace) {
    return spaces.computeIfAbsent(namespace, none -> new Space());
  }
}
