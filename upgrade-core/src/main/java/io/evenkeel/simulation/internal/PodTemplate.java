package io.evenkeel.simulation.internal;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.simulation.DurationRange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What pods of one kind are like.
 *
 * @param preempts whether less important pods make room for it
 * @param starts from bound, volumes attached, to Ready
 * @param stops from asked to stop to stopped; never longer than the grace
 * @param toleratesLostNode how long it stays on a node that is not heard of
 * @param runs how long a pod of a Job runs until it has succeeded; absent for pods that serve
 * @param fails on which nodes the pod starts but never becomes Ready
 */
public record PodTemplate(
    Map<String, String> labels,
    Map<String, String> annotations,
    Resources requests,
    Placement placement,
    Duration grace,
    int priority,
    String priorityClass,
    boolean preempts,
    boolean emptyDir,
    DurationRange starts,
    DurationRange stops,
    Duration toleratesLostNode,
    Optional<DurationRange> runs,
    Predicate<Node> fails) {

  /** Copies the maps, so that all pods share one of each. */
  public PodTemplate {
    labels = LabelSelector.of(labels).matchLabels();
    annotations = LabelSelector.of(annotations).matchLabels();
  }

  /** Returns a template of the same pods, to run elsewhere. */
  PodTemplate placed(Placement where) {
    return new PodTemplate(
        labels,
        annotations,
        requests,
        where,
        grace,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        starts,
        stops,
        toleratesLostNode,
        runs,
        fails);
  }

  /** Returns a pod of this template that is not bound yet. */
  Pod pod(Meta meta, Placement where) {
    return new Pod(
        meta.withLabels(labels).withAnnotations(annotations),
        Optional.empty(),
        Pod.Phase.PENDING,
        Optional.empty(),
        Optional.empty(),
        grace,
        requests,
        where,
        priority,
        priorityClass,
        preempts,
        emptyDir,
        Optional.empty());
  }
}
