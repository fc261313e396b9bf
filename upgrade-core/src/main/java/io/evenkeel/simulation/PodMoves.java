package io.evenkeel.simulation;

/**
 * How often the pods of one workload were moved by a run, and how often they had to be.
 *
 * @param workload kind, namespace and name
 * @param atStart its pods on outdated nodes when the run began
 * @param added pods that came to outdated nodes later and replace none that the run had evicted
 * @param losses pods that went otherwise than by the run
 * @param evictions evictions and deletions by the run that were accepted
 * @param relandings those of pods that replaced one which the run had evicted: they had landed on
 *     an outdated node again
 */
public record PodMoves(
    String workload, int atStart, int added, int losses, int evictions, int relandings) {

  /** Returns the most evictions that this workload needed. */
  public int expected() {
    return atStart + added;
  }
}
