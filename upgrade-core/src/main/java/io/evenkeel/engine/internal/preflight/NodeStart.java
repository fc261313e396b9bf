package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.Instance;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a new node takes at least to join, from its launch.
 *
 * @param basis where that is known from
 */
record NodeStart(Duration time, Basis basis) {
  /** The quickest that is published for EC2 and an EKS image, from launch to registration. */
  private static final Duration PUBLISHED = Duration.ofSeconds(20);

  private static final Duration LEAST = Duration.ofSeconds(1);

  /** What took longer than that was kept by something else, such as a node that came back. */
  private static final Duration MOST = Duration.ofHours(1);

  /** Where the time is known from. */
  enum Basis {
    /** The quickest of the nodes that are there now. */
    LEARNT,
    /** No node tells: as quick as any that was published. */
    ASSUMED
  }

  static NodeStart of(GroupOnNodes group) {
    return quickest(group.nodes().stream().flatMap(node -> joined(node, launch(node, group))));
  }

  static NodeStart of(RolloutFacts rollout, List<Node> cluster) {
    return quickest(
        cluster.stream()
            .filter(rollout.group()::includes)
            .flatMap(node -> joined(node, claimed(node, rollout))));
  }

  /** What was there in the second of its launch has not been launched before anybody's eyes. */
  private static NodeStart quickest(Stream<Duration> times) {
    return times
        .filter(time -> time.compareTo(LEAST) >= 0 && time.compareTo(MOST) <= 0)
        .min(Duration::compareTo)
        .map(time -> new NodeStart(time, Basis.LEARNT))
        .orElse(new NodeStart(PUBLISHED, Basis.ASSUMED));
  }

  private static Stream<Duration> joined(Node node, Optional<Instant> launched) {
    return launched.map(at -> Duration.between(at, node.meta().createdAt())).stream();
  }

  private static Optional<Instant> launch(Node node, GroupOnNodes group) {
    return group
        .instanceOf(node)
        .flatMap(group.facts().state()::instance)
        .flatMap(Instance::launchedAt);
  }

  private static Optional<Instant> claimed(Node node, RolloutFacts rollout) {
    Optional<NodePool> pool = rollout.group().pool();
    return pool.flatMap(p -> p.ofNode(node.name())).map(NodeClaim::createdAt);
  }
}
