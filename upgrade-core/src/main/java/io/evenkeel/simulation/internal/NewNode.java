package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A node that is to join.
 *
 * @param becomesReady whether it ever does
 * @param startupTaints taints that somebody takes away, so long after the node is Ready
 * @param starts which pods its kubelet gets to start
 */
public record NewNode(
    String instanceId,
    Node node,
    boolean becomesReady,
    Map<Taint, Duration> startupTaints,
    Predicate<Pod> starts) {}
