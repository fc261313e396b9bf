package io.evenkeel.simulation;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.simulation.internal.ClusterCore;
import io.evenkeel.simulation.internal.Recording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened in a simulated cluster since {@link SimulatedCluster#startRecording()}. */
public final class ClusterRecord {
  private final ClusterCore core;
  private final Recording recording;

  ClusterRecord(ClusterCore core) {
    this.core = core;
    this.recording = new Recording(core);
  }

  /**
   * Returns the fewest ready pods that the workload had at any moment.
   *
   * @throws IllegalArgumentException if there is no such workload
   */
  public int leastReady(String workload) {
    return recording.leastReady(existing(workload)).orElse(0);
  }

  /** Returns the fewest ready pods that the budget's pods had at any moment. */
  public int leastReadyUnder(Budget budget) {
    return recording.leastReadyUnder(budget).orElse(0);
  }

  /** Returns how many evictions of the workload's pods were accepted. */
  public int evictions(String workload) {
    return recording.evictions().getOrDefault(existing(workload), 0);
  }

  /** Returns how many evictions were accepted in all. */
  public int evictions() {
    return recording.evictions().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns how many evictions a budget refused. */
  public int refusals() {
    return recording.refusals();
  }

  /** Returns how many pods somebody deleted past all budgets. */
  public int deletions() {
    return recording.deletions();
  }

  /** Returns how many pods the scheduler deleted to make room for more important ones. */
  public int preemptions() {
    return recording.preemptions();
  }

  /** Returns how many pods went without having been asked to stop. */
  public int involuntaryLosses() {
    return recording.involuntary().values().stream().mapToInt(Integer::intValue).sum();
  }

  void stop() {
    recording.stop();
  }

  /** Returns how many nodes there were at the start. */
  public int nodesAtStart() {
    return recording.nodesAtStart().size();
  }

  /** Returns how many nodes have joined since. */
  public int nodesJoined() {
    return recording.nodesJoined().size();
  }

  /** Returns how many of the nodes of the start are gone. */
  public int nodesReplaced() {
    Set<String> replaced = new LinkedHashSet<>(recording.nodesAtStart());
    replaced.retainAll(recording.nodesGone());
    return replaced.size();
  }

  /** Returns the workloads whose pods were evicted more often than there were pods. */
  Map<ObjectKey, String> evictedTooOften() {
    Map<ObjectKey, String> tooOften = new LinkedHashMap<>();
    recording
        .evictions()
        .forEach(
            (workload, count) -> {
              int pods = recording.podsAtStart(workload);
              if (count > pods) {
                tooOften.put(workload, count + " evictions of " + pods + " pods");
              }
            });
    return tooOften;
  }

  /** Returns the budgets that had fewer ready pods than they want, with both numbers. */
  List<String> brokenBudgets() {
    List<String> broken = new ArrayList<>();
    recording
        .broken()
        .forEach(
            (budget, shortage) ->
                broken.add(
                    budget.path()
                        + " wanted "
                        + shortage.wanted()
                        + " ready pods and had "
                        + shortage.ready()));
    return broken;
  }

  private ObjectKey existing(String workload) {
    return Recording.named(core, workload)
        .orElseThrow(() -> new IllegalArgumentException("there is no workload named " + workload));
  }
}
