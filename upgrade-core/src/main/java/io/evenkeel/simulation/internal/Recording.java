package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.EvictionAnswer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lows and the sums since it began: ready pods per workload and budget, evictions, nodes
 * that came and went.
 */
public final class Recording {

  /** Ready pods of one set: now, and the fewest there were. */
  private static final class Level {
    private int now;
    private int least;

    void start() {
      least = now;
    }

    void add(int difference) {
      now += difference;
      least = Math.min(least, now);
    }
  }

  /** A moment when a budget wanted more ready pods than there were. */
  public record Shortage(int wanted, int ready) {}

  private final ClusterCore core;
  private final Map<ObjectKey, Shortage> broken = new LinkedHashMap<>();
  private final Runnable stop;
  private final Map<ObjectKey, Level> workloads = new LinkedHashMap<>();
  private final Map<ObjectKey, Level> budgets = new LinkedHashMap<>();
  private final Map<ObjectKey, Integer> podsAtStart = new LinkedHashMap<>();
  private final Map<ObjectKey, Integer> evictions = new LinkedHashMap<>();
  private final Map<ObjectKey, Integer> involuntary = new LinkedHashMap<>();
  private final Set<String> evictedPods = new LinkedHashSet<>();
  private final Set<String> nodesAtStart = new LinkedHashSet<>();
  private final Set<String> nodesJoined = new LinkedHashSet<>();
  private final Set<String> nodesGone = new LinkedHashSet<>();
  private int deletions;
  private int preemptions;
  private int refusals;

  public Recording(ClusterCore core) {
    this.core = core;
    core.pods().forEach(this::start);
    core.nodes().forEach(node -> nodesAtStart.add(node.uid()));
    workloads.values().forEach(Level::start);
    budgets.values().forEach(Level::start);
    stop = core.watchTruth(this::happened);
  }

  /** Ends the recording; what was recorded stays. */
  public void stop() {
    stop.run();
  }

  private void start(Pod pod) {
    podsAtStart.merge(workloadOf(pod), 1, Integer::sum);
    count(pod, 1);
  }

  private void happened(Truth truth) {
    if (truth instanceof Truth.Changed changed) {
      ClusterChange.of(changed, this::podChanged, this::nodeChanged);
    } else if (truth instanceof Truth.Evicted evicted) {
      evicted(evicted);
    } else if (truth instanceof Truth.Deleted) {
      deletions++;
    } else if (truth instanceof Truth.Preempted) {
      preemptions++;
    }
  }

  private void evicted(Truth.Evicted evicted) {
    if (evicted.answer() instanceof EvictionAnswer.RefusedByBudget) {
      refusals++;
    } else if (evicted.answer() instanceof EvictionAnswer.Accepted
        && evictedPods.add(evicted.pod().uid())) {
      evictions.merge(workloadOf(evicted.pod()), 1, Integer::sum);
    }
  }

  private void podChanged(@Nullable Pod before, @Nullable Pod after) {
    int difference = (serves(after) ? 1 : 0) - (serves(before) ? 1 : 0);
    Pod pod = after != null ? after : before;
    if (pod != null && difference != 0) {
      count(pod, difference);
    }
    if (before != null && after == null && !before.terminating()) {
      involuntary.merge(workloadOf(before), 1, Integer::sum);
    }
  }

  private static boolean serves(@Nullable Pod pod) {
    return pod != null && pod.ready() && !pod.terminating();
  }

  private void count(Pod pod, int difference) {
    if (difference == 1 && !serves(pod)) {
      return;
    }
    level(workloads, workloadOf(pod)).add(difference);
    for (ObjectKey budget : core.budgetsOf(pod)) {
      Level level = level(budgets, budget);
      level.add(difference);
      if (difference < 0 && core.find(budget).orElse(null) instanceof Budget wants) {
        judge(wants, level.now);
      }
    }
  }

  /** Notes a drop below what the budget wants, as its status says at that moment. */
  private void judge(Budget budget, int ready) {
    int wanted = budget.status().desiredHealthy();
    if (ready < wanted) {
      broken.merge(
          budget.key(), new Shortage(wanted, ready), (a, b) -> a.ready() <= b.ready() ? a : b);
    }
  }

  private static Level level(Map<ObjectKey, Level> levels, ObjectKey key) {
    return levels.computeIfAbsent(key, k -> new Level());
  }

  private void nodeChanged(@Nullable Node before, @Nullable Node after) {
    if (before == null && after != null) {
      nodesJoined.add(after.uid());
    } else if (after == null && before != null) {
      nodesGone.add(before.uid());
    }
  }

  /** Returns the workload that a person would name: the Deployment rather than its ReplicaSet. */
  private ObjectKey workloadOf(Pod pod) {
    Owner owner = pod.meta().controller().orElse(null);
    if (owner == null) {
      return pod.key();
    }
    ObjectKey key = new ObjectKey(owner.kind(), pod.namespace(), owner.name());
    return core.find(key)
        .flatMap(controller -> controller.meta().controller())
        .map(above -> new ObjectKey(above.kind(), pod.namespace(), above.name()))
        .orElse(key);
  }

  /** Returns the fewest ready pods that the workload had; absent where it never had one. */
  public Optional<Integer> leastReady(ObjectKey workload) {
    return Optional.ofNullable(workloads.get(workload)).map(level -> level.least);
  }

  /** Returns the fewest ready pods under that budget; absent where it never had one. */
  public Optional<Integer> leastReadyUnder(Budget budget) {
    return Optional.ofNullable(budgets.get(budget.key())).map(level -> level.least);
  }

  /** Returns the worst shortage of each budget that had one. */
  public Map<ObjectKey, Shortage> broken() {
    return broken;
  }

  /** Returns accepted evictions by workload. */
  public Map<ObjectKey, Integer> evictions() {
    return evictions;
  }

  /** Returns how many pods the workload had at the start. */
  public int podsAtStart(ObjectKey workload) {
    return podsAtStart.getOrDefault(workload, 0);
  }

  /** Returns pods that went without being asked to stop, by workload. */
  public Map<ObjectKey, Integer> involuntary() {
    return involuntary;
  }

  public int refusals() {
    return refusals;
  }

  public int preemptions() {
    return preemptions;
  }

  public int deletions() {
    return deletions;
  }

  public Set<String> nodesAtStart() {
    return nodesAtStart;
  }

  public Set<String> nodesJoined() {
    return nodesJoined;
  }

  public Set<String> nodesGone() {
    return nodesGone;
  }

  /** Returns the workload of that name, of whichever kind. */
  public static Optional<ObjectKey> named(ClusterCore core, String path) {
    ObjectKey any = Names.key(ObjectKind.OTHER, path);
    return core.workloads().stream()
        .map(workload -> workload.key())
        .filter(key -> key.namespace().equals(any.namespace()) && key.name().equals(any.name()))
        .findFirst();
  }
}
