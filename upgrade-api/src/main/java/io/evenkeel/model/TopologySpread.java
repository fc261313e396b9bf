package io.evenkeel.model;

/**
 * A topology spread constraint of a pod.
 *
 * @param hard whether a pod that would break it waits ({@code DoNotSchedule})
 * @param honorsTaints whether nodes whose taints the pod does not tolerate are left out of the
 *     count ({@code nodeTaintsPolicy: Honor}); by default they count
 */
public record TopologySpread(
    int maxSkew, String topologyKey, LabelSelector selector, boolean hard, boolean honorsTaints) {}
