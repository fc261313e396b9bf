package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.Fit;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.Resources;
import io.evenkeel.model.TopologySpread;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Whether each of some pods finds a node wherever the others of them land. Schedulers and
 * provisioners place pods in orders of their own: what fits in one order need not fit in another,
 * and then there would be one machine more.
 */
final class AnyPlacing {
  private static final List<ToLongFunction<Resources>> AMOUNTS =
      List.of(Resources::cpuMillis, Resources::memoryBytes, Resources::pods);

  private final List<Node> nodes;
  private final Room room;
  private final Fit fit;

  AnyPlacing(List<Node> nodes, RunState run) {
    this.nodes = nodes;
    this.room = run.room();
    this.fit = new Fit(run.cluster(), room);
  }

  /** Pods that are alike find room where one of them does. */
  private record Kind(Resources requests, Placement placement) {}

  boolean suffices(List<Pod> pods) {
    Resources all = pods.stream().map(Pod::requests).reduce(Resources.NONE, Resources::plus);
    Set<Kind> seen = new LinkedHashSet<>();
    return pods.stream()
        .filter(pod -> seen.add(new Kind(pod.requests(), pod.placement())))
        .allMatch(pod -> suffices(pod, pods, all));
  }

  private boolean suffices(Pod pod, List<Pod> pods, Resources all) {
    List<Resources> spare =
        nodes.stream()
            .filter(node -> room.freeNow(node).fits(pod.requests()) && fit.admits(pod, node))
            .map(node -> room.freeNow(node).minus(pod.requests()))
            .sorted(Comparator.comparingLong(Resources::cpuMillis).reversed())
            .skip(pods.stream().filter(other -> isShunned(other, pod)).count())
            .toList();
    Resources others = all.minus(pod.requests());
    return AMOUNTS.stream()
        .allMatch(of -> of.applyAsLong(others) < least(spare, unit(pods, of), of));
  }

  /** Each pod that this one may not be beside can take one node from it, and the best at that. */
  private boolean isShunned(Pod other, Pod by) {
    return !other.uid().equals(by.uid())
        && other.namespace().equals(by.namespace())
        && Stream.concat(
                by.placement().affinities().stream()
                    .filter(term -> term.direction() == PodAffinity.Direction.APART)
                    .map(PodAffinity::selector),
                by.placement().spreads().stream()
                    .filter(spread -> spread.hard() && !fit.isOneDomain(by, spread))
                    .map(TopologySpread::selector))
            .anyMatch(selector -> selector.matches(other.meta().labels()));
  }

  /** Returns how much has to land on these nodes, in such units, until none has room any more. */
  private static long least(List<Resources> spare, long unit, ToLongFunction<Resources> of) {
    return spare.stream().mapToLong(of).map(left -> (left / unit + 1) * unit).sum();
  }

  /** Returns the largest amount of which every pod asks for a multiple. */
  private static long unit(List<Pod> pods, ToLongFunction<Resources> of) {
    long unit = pods.stream().map(Pod::requests).mapToLong(of).reduce(0, AnyPlacing::divisor);
    return Math.max(1, unit);
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}
