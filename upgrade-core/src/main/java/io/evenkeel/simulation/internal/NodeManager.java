package io.evenkeel.simulation.internal;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Subscription;
import io.evenkeel.spi.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The hands and eyes of EKS in a cluster: it sees and does there what any client can. What is
 * already being written is not written again meanwhile.
 */
final class NodeManager implements AutoCloseable {
  private final ClusterClient client;
  private final Timeline timeline;
  private final Map<ObjectKey, ClusterObject> objects = new TreeMap<>();
  private final Set<String> underWay = new TreeSet<>();
  private Optional<Subscription> watching = Optional.empty();
  private boolean sees;

  NodeManager(ClusterClient client, Timeline timeline) {
    this.client = client;
    this.timeline = timeline;
  }

  void watch() {
    watching = Optional.of(client.watch(event -> timeline.execute(() -> whileWatching(event))));
  }

  private void whileWatching(ClusterEvent event) {
    if (watching.isPresent()) {
      enter(event);
    }
  }

  private void enter(ClusterEvent event) {
    if (event instanceof ClusterEvent.Synced synced) {
      objects.clear();
      synced.snapshot().all().forEach(this::put);
      sees = true;
    } else if (event instanceof ClusterEvent.Changed changed) {
      put(changed.object());
    } else if (event instanceof ClusterEvent.Removed removed) {
      ClusterObject known = objects.get(removed.key());
      if (known != null && known.uid().equals(removed.uid())) {
        objects.remove(removed.key());
      }
    }
  }

  private void put(ClusterObject object) {
    if (object instanceof Node || object instanceof Pod) {
      objects.put(object.key(), object);
    }
  }

  /** Returns whether anything of the cluster has been seen yet. */
  boolean sees() {
    return sees;
  }

  List<Node> nodes() {
    return objects.values().stream().filter(Node.class::isInstance).map(Node.class::cast).toList();
  }

  Optional<Node> node(String name) {
    return nodes().stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** Returns the pods that have to leave the node before it goes. */
  List<Pod> movable(String node) {
    return objects.values().stream()
        .filter(Pod.class::isInstance)
        .map(Pod.class::cast)
        .filter(pod -> pod.nodeName().filter(node::equals).isPresent())
        .filter(pod -> !pod.staysWithItsNode())
        .toList();
  }

  void patch(Node node, NodePatch patch) {
    once("patch " + node.name(), () -> client.patch(node, patch));
  }

  void evict(Pod pod) {
    if (!pod.terminating()) {
      once("evict " + pod.uid(), () -> client.evict(pod, Optional.empty()));
    }
  }

  void delete(Pod pod) {
    if (!pod.terminating()) {
      once("delete " + pod.uid(), () -> client.delete(pod, pod.grace()));
    }
  }

  private void once(String what, Supplier<CompletionStage<?>> write) {
    if (underWay.add(what)) {
      write.get().whenComplete((answer, failure) -> timeline.execute(() -> underWay.remove(what)));
    }
  }

  @Override
  public void close() {
    watching.ifPresent(Subscription::close);
    watching = Optional.empty();
  }
}
