package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.Fit;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Nodes with their free processor time beside them, since that is looked at for every pod. */
final class Places {
  private final List<Node> nodes;
  private final long[] freeMillis;

  Places(List<Node> nodes, Fit fit) {
    this.nodes = nodes;
    this.freeMillis = nodes.stream().mapToLong(node -> fit.free(node).cpuMillis()).toArray();
  }

  Optional<Node> roomiest(Pod pod, Predicate<String> stays, Fit fit) {
    int best = -1;
    for (int i = 0; i < freeMillis.length; i++) {
      boolean roomier = best < 0 || freeMillis[i] > freeMillis[best];
      if (roomier && stays.test(nodes.get(i).name()) && fit.fits(pod, nodes.get(i))) {
        best = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    freeMillis[best] -= pod.requests().cpuMillis();
    return Optional.of(nodes.get(best));
  }

  void unplace(Room.Promise promise) {
    for (int i = 0; i < freeMillis.length; i++) {
      if (nodes.get(i).name().equals(promise.node())) {
        freeMillis[i] += promise.pod().requests().cpuMillis();
      }
    }
  }
}
