package io.evenkeel.engine.internal.preflight;

import io.evenkeel.Quantity;
import io.evenkeel.Roll;
import io.evenkeel.model.Node;
import io.evenkeel.spi.RolloutPace;
import java.time.Duration;
import java.util.List;

/**
 * How long a group takes at least, as far as its own limits tell.
 *
 * @param nodes how many of its nodes are to be replaced
 * @param pipeline what becomes of each of them, and of how many at once
 * @param least the least time for all of them, its canary included
 * @param carriedOver how much of that is done at most after the moment from which nothing new is
 *     begun
 */
record GroupTime(
    int nodes, Pipeline pipeline, NodeStart start, Duration least, Duration carriedOver) {

  static GroupTime of(GroupOnNodes group) {
    NodeStart start = NodeStart.of(group);
    // What is unavailable already may go at once, and is not waited for.
    int nodes =
        (int) group.selected().stream().filter(n -> n.ready() && !n.unschedulable()).count();
    Pipeline pipeline =
        new Pipeline(
            group.plan().surge(group.size()),
            group.plan().unavailable(group.size()),
            start.time(),
            group.facts().drains().soak());
    Duration proof = group.plan().canary().proof();
    // A run that goes on may have passed its canary, and has new nodes already.
    Duration least =
        group.facts().state().marks().isEmpty()
            ? withCanary(nodes, pipeline, proof)
            : pipeline.least(nodes - pipeline.places());
    return new GroupTime(nodes, pipeline, start, least, pipeline.perNode().plus(proof));
  }

  /** The first new node is on trial before any other is launched. */
  private static Duration withCanary(int nodes, Pipeline pipeline, Duration proof) {
    if (nodes == 0) {
      return Duration.ZERO;
    }
    if (pipeline.surge() == 0) {
      // One node makes room for the canary, and the pods of another one prove it meanwhile.
      Duration rest =
          Pipeline.longer(pipeline.least(nodes - 2), nodes > 1 ? pipeline.start() : Duration.ZERO);
      return pipeline.perNode().plus(proof).plus(rest);
    }
    Duration alone = Pipeline.longer(proof, pipeline.leave());
    return pipeline.start().plus(nodes == 1 ? alone : proof).plus(pipeline.least(nodes - 1));
  }

  /** Of what others replace it is known only how many new nodes start at once, if that. */
  static GroupTime of(RolloutFacts rollout, Situation situation) {
    List<Node> cluster = situation.snapshot().nodes();
    int nodes = rollout.outdated().size();
    int fresh = rollout.way().isPresent() ? NewNodes.atLeast(rollout, situation) : nodes;
    NodeStart start = NodeStart.of(rollout, cluster);
    Pipeline pipeline = new Pipeline(atOnce(rollout, cluster), 0, start.time(), Duration.ZERO);
    return new GroupTime(nodes, pipeline, start, pipeline.least(fresh), pipeline.perNode());
  }

  private static int atOnce(RolloutFacts rollout, List<Node> cluster) {
    int size = (int) cluster.stream().filter(rollout.group()::includes).count();
    RolloutPace pace = rollout.plan().paceInsteadOf(rollout.group().pace());
    return rollout
        .way()
        .map(roll -> limit(roll, pace).roundedUp(size))
        .orElseGet(
            () ->
                // A cloud that launches ahead may launch for all of them at once.
                pace.capacity() == RolloutPace.Capacity.IN_PLACE
                    ? pace.maxUnavailable().roundedUp(size)
                    : Math.max(1, rollout.outdated().size()));
  }

  private static Quantity limit(Roll roll, RolloutPace pace) {
    if (roll instanceof Roll.Driven driven) {
      return driven.maxSurge();
    }
    return roll instanceof Roll.Gated gated ? gated.maxSurge() : pace.maxUnavailable();
  }
}
