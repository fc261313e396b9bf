package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds pods by node, by controller and by budget without looking through all of them. */
final class PodIndex {
  private final ObjectStore store;
  private final Map<String, Map<ObjectKey, Pod>> byNode = new LinkedHashMap<>();
  private final Map<String, Map<ObjectKey, Pod>> byController = new LinkedHashMap<>();
  private final Map<ObjectKey, Map<ObjectKey, Pod>> byBudget = new LinkedHashMap<>();
  private final Map<ObjectKey, List<ObjectKey>> budgetsOf = new LinkedHashMap<>();

  /** Covers by controller, as its pods are alike; forgotten when a budget changes. */
  private final Map<String, Covering> alike = new LinkedHashMap<>();

  private @Nullable ObjectKey lastGone;
  private List<ObjectKey> budgetsOfLastGone = List.of();

  /** Labels and the budgets that cover pods with them. */
  private record Covering(Map<String, String> labels, List<ObjectKey> budgets) {}

  PodIndex(ObjectStore store) {
    this.store = store;
    store.listen(this::changed);
  }

  Collection<Pod> onNode(String node) {
    return byNode.getOrDefault(node, Map.of()).values();
  }

  Collection<Pod> ofController(String uid) {
    return byController.getOrDefault(uid, Map.of()).values();
  }

  Collection<Pod> coveredBy(ObjectKey budget) {
    return byBudget.getOrDefault(budget, Map.of()).values();
  }

  /** Returns the budgets that cover the pod, or covered it while it was there. */
  List<ObjectKey> budgetsOf(ObjectKey pod) {
    List<ObjectKey> budgets = budgetsOf.get(pod);
    if (budgets != null) {
      return budgets;
    }
    return pod.equals(lastGone) ? budgetsOfLastGone : List.of();
  }

  private void changed(Change change) {
    if (change.object() instanceof Pod) {
      podChanged((Pod) change.before(), (Pod) change.after());
    } else if (change.object() instanceof Budget) {
      budgetChanged((Budget) change.before(), (Budget) change.after());
    }
  }

  private void podChanged(@Nullable Pod before, @Nullable Pod after) {
    if (before != null && (after == null || !before.nodeName().equals(after.nodeName()))) {
      before.nodeName().ifPresent(node -> drop(byNode, node, before.key()));
    }
    if (after == null && before != null) {
      before.meta().controller().ifPresent(o -> drop(byController, o.uid(), before.key()));
      budgetsOf(before.key()).forEach(budget -> drop(byBudget, budget, before.key()));
      budgetsOfLastGone = budgetsOf(before.key());
      lastGone = before.key();
      budgetsOf.remove(before.key());
    } else if (after != null) {
      after.nodeName().ifPresent(node -> put(byNode, node, after));
      after.meta().controller().map(Owner::uid).ifPresent(uid -> put(byController, uid, after));
      if (before == null || !before.meta().labels().equals(after.meta().labels())) {
        budgetsOf(after.key()).forEach(budget -> drop(byBudget, budget, after.key()));
        budgetsOf.put(after.key(), covering(after));
      }
      budgetsOf(after.key()).forEach(budget -> put(byBudget, budget, after));
    }
  }

  private List<ObjectKey> covering(Pod pod) {
    String owner = pod.meta().controller().map(Owner::uid).orElse(pod.uid());
    Covering known = alike.get(owner);
    if (known == null || !known.labels().equals(pod.meta().labels())) {
      known = new Covering(pod.meta().labels(), search(pod));
      alike.put(owner, known);
    }
    return new ArrayList<>(known.budgets());
  }

  private List<ObjectKey> search(Pod pod) {
    List<ObjectKey> covering = new ArrayList<>(1);
    for (Budget budget : store.<Budget>all(ObjectKind.BUDGET)) {
      if (budget.covers(pod)) {
        covering.add(budget.key());
      }
    }
    return covering;
  }

  private void budgetChanged(@Nullable Budget before, @Nullable Budget after) {
    if (before != null && after != null && before.selector().equals(after.selector())) {
      return;
    }
    alike.clear();
    if (before != null) {
      coveredBy(before.key()).forEach(pod -> budgetsOf(pod.key()).remove(before.key()));
      byBudget.remove(before.key());
    }
    if (after != null) {
      store.pods().stream().filter(after::covers).forEach(pod -> cover(after.key(), pod));
    }
  }

  private void cover(ObjectKey budget, Pod pod) {
    budgetsOf.computeIfAbsent(pod.key(), key -> new ArrayList<>(1)).add(budget);
    put(byBudget, budget, pod);
  }

  private static <K> void put(Map<K, Map<ObjectKey, Pod>> index, K key, Pod pod) {
    index.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(pod.key(), pod);
  }

  private static <K> void drop(Map<K, Map<ObjectKey, Pod>> index, K key, ObjectKey pod) {
    Map<ObjectKey, Pod> pods = index.get(key);
    if (pods != null && pods.remove(pod) != null && pods.isEmpty()) {
      index.remove(key);
    }
  }
}
