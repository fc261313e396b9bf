package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodePool;
import io.evenkeel.spi.ClusterEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One process that runs a plan, with what it has been told so far. What was delivered a moment ago
 * may or may not have been read when the process acts, so there are two views; it is accused only
 * of what is wrong by both.
 */
final class Caller {
  private Picture delivered = new Picture();
  private Picture read = new Picture();

  /** When it first read of a node, by uid. */
  private final Map<String, Instant> nodes = new LinkedHashMap<>();

  /** When it was first told of a claim that has a node, by uid. */
  private final Map<String, Instant> claims = new LinkedHashMap<>();

  List<Picture> views() {
    return List.of(delivered, read);
  }

  /** Begins to learn anew, as a process does that watches again. */
  void watchesAnew() {
    delivered = new Picture();
    read = new Picture();
    nodes.clear();
  }

  void receives(ClusterEvent event) {
    delivered.apply(event);
  }

  void reads(ClusterEvent event, Instant now) {
    read.apply(event);
    if (event instanceof ClusterEvent.Synced synced) {
      synced.snapshot().nodes().forEach(node -> nodes.putIfAbsent(node.uid(), now));
    } else if (event instanceof ClusterEvent.Changed changed
        && changed.object() instanceof Node node) {
      nodes.putIfAbsent(node.uid(), now);
    }
  }

  /** It has been told what a node pool is like. */
  void reads(NodePool pool, Instant now) {
    pool.claims().stream()
        .filter(claim -> claim.node().isPresent())
        .forEach(claim -> claims.putIfAbsent(claim.uid(), now));
  }

  /** Returns since when it has known of the node and of its claim; empty where it does not. */
  Optional<Instant> knowsSince(Node node, NodeClaim claim) {
    Optional<Instant> told = Optional.ofNullable(claims.get(claim.uid()));
    return Optional.ofNullable(nodes.get(node.uid()))
        .flatMap(read -> told.map(since -> since.isAfter(read) ? since : read));
  }
}
