package io.evenkeel.simulation.contract;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.ClusterEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The cluster as its events tell it, whatever thread they come from. */
final class ClusterView implements Consumer<ClusterEvent> {
  private static final String NAMESPACE = "default";

  private final List<ClusterEvent> events = new ArrayList<>();
  private final Map<ObjectKey, ClusterObject> objects = new TreeMap<>();

  @Override
  public synchronized void accept(ClusterEvent event) {
    events.add(event);
    if (event instanceof ClusterEvent.Synced synced) {
      objects.clear();
      synced.snapshot().all().forEach(object -> objects.put(object.key(), object));
    } else if (event instanceof ClusterEvent.Changed changed) {
      objects.put(changed.object().key(), changed.object());
    } else if (event instanceof ClusterEvent.Removed removed) {
      objects.remove(removed.key());
    }
  }

  synchronized List<ClusterEvent> events() {
    return List.copyOf(events);
  }

  /** Returns every version of the object that was told as a change, in order. */
  synchronized List<ClusterObject> changesOf(ObjectKey key) {
    List<ClusterObject> changes = new ArrayList<>();
    for (ClusterEvent event : events) {
      if (event instanceof ClusterEvent.Changed changed && changed.object().key().equals(key)) {
        changes.add(changed.object());
      }
    }
    return changes;
  }

  boolean synced() {
    return !events().isEmpty();
  }

  Optional<Node> node(String name) {
    return find(ObjectKey.clusterScoped(ObjectKind.NODE, name)).map(Node.class::cast);
  }

  Optional<Budget> budget(String name) {
    return find(new ObjectKey(ObjectKind.BUDGET, NAMESPACE, name)).map(Budget.class::cast);
  }

  Optional<Workload> deployment(String name) {
    return find(new ObjectKey(ObjectKind.DEPLOYMENT, NAMESPACE, name)).map(Workload.class::cast);
  }

  synchronized List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    for (ClusterObject object : objects.values()) {
      if (object instanceof Node node) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /** Returns the pods of that app, those that are on their way out included. */
  synchronized List<Pod> pods(String app) {
    List<Pod> pods = new ArrayList<>();
    for (ClusterObject object : objects.values()) {
      if (object instanceof Pod pod && app.equals(pod.meta().labels().get("app"))) {
        pods.add(pod);
      }
    }
    return pods;
  }

  /** Returns the pods of that app that are Ready and stay. */
  List<Pod> ready(String app) {
    return pods(app).stream().filter(pod -> pod.ready() && !pod.terminating()).toList();
  }

  boolean hasPod(String uid) {
    return uids().contains(uid);
  }

  synchronized List<String> uids() {
    return objects.values().stream().map(ClusterObject::uid).sorted().toList();
  }

  private synchronized Optional<ClusterObject> find(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }
}
