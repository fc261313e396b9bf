package io.evenkeel.campaign.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Notes, from the truth of a world, what the causes of halts are checked against. */
final class Witness {
  private static final String DRAIN = "evenkeel.io/draining-since";

  private final CampaignWorld world;
  private final LinkedHashSet<String> holders = new LinkedHashSet<>();
  private final Map<String, Integer> trouble = new TreeMap<>();
  private final Map<String, Instant> drainedSince = new LinkedHashMap<>();
  private final Map<String, Duration> longestDrain = new TreeMap<>();
  private final Map<String, Instant> unreadySince = new LinkedHashMap<>();
  private final LinkedHashSet<String> everNotReady = new LinkedHashSet<>();
  private Duration longestUnready = Duration.ZERO;

  Witness(CampaignWorld world) {
    this.world = world;
    world.cloud().observeTruth(this::saw);
    world.cluster().observeTruth(this::saw);
  }

  private void saw(CloudChange change) {
    switch (change.kind()) {
      case LAUNCH_FAILED, UNHEALTHY, TERMINATING -> trouble.merge(change.group(), 1, Integer::sum);
      default -> {
        return;
      }
    }
  }

  private void saw(Truth truth) {
    if (truth instanceof Truth.LeaseWritten written && !written.lease().holder().isEmpty()) {
      holders.add(written.lease().holder());
    } else if (truth instanceof Truth.Changed changed) {
      if (changed.after().orElse(null) instanceof Node node) {
        saw(node);
      } else if (changed.after().orElse(changed.before().orElse(null)) instanceof Pod pod) {
        saw(pod, changed.after().isPresent());
      }
    }
  }

  private void saw(Node node) {
    Instant now = world.time().now();
    if (!node.ready()) {
      everNotReady.add(node.name());
    }
    if (node.hasAnnotation(DRAIN)) {
      drainedSince.putIfAbsent(node.name(), now);
    } else {
      Optional.ofNullable(drainedSince.remove(node.name()))
          .ifPresent(since -> drained(node.name(), Duration.between(since, now)));
    }
  }

  private void drained(String node, Duration time) {
    longestDrain.merge(node, time, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  private void saw(Pod pod, boolean there) {
    Instant now = world.time().now();
    if (there && !pod.ready() && !pod.finished() && !pod.ofDaemonSet()) {
      unreadySince.putIfAbsent(pod.uid(), now);
    } else {
      Optional.ofNullable(unreadySince.remove(pod.uid()))
          .ifPresent(since -> wasUnready(Duration.between(since, now)));
    }
  }

  private void wasUnready(Duration time) {
    longestUnready = longestUnready.compareTo(time) > 0 ? longestUnready : time;
  }

  /** Returns how many holders the lease has had. */
  int holders() {
    return holders.size();
  }

  /** Returns whether launches of the group failed, or it lost an instance. */
  boolean cloudTroubled(String group) {
    return trouble.containsKey(group);
  }

  /** Returns how long the node was drained at most. */
  Duration drained(String node) {
    Duration going =
        Optional.ofNullable(drainedSince.get(node))
            .map(since -> Duration.between(since, world.time().now()))
            .orElse(Duration.ZERO);
    Duration before = longestDrain.getOrDefault(node, Duration.ZERO);
    return going.compareTo(before) > 0 ? going : before;
  }

  /** Returns how long a pod was not Ready at most. */
  Duration longestUnready() {
    Instant now = world.time().now();
    unreadySince.values().forEach(since -> wasUnready(Duration.between(since, now)));
    return longestUnready;
  }

  boolean anyNodeNotReady() {
    return !everNotReady.isEmpty();
  }
}
