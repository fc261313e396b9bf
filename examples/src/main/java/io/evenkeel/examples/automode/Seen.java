package io.evenkeel.examples.automode;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.ClusterEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a watch of a cluster has shown so far. Thread-safe. */
final class Seen {

  /** Hears what a watch shows. */
  interface Listener {
    void shown(ClusterObject object);

    /** The object is gone; this is how it was last. */
    void gone(ClusterObject last);
  }

  private final Map<ObjectKey, ClusterObject> objects = new TreeMap<>();
  private final List<Listener> listeners = new ArrayList<>();

  synchronized void listener(Listener listener) {
    listeners.add(listener);
  }

  synchronized void on(ClusterEvent event) {
    if (event instanceof ClusterEvent.Synced synced) {
      all(synced.snapshot());
    } else if (event instanceof ClusterEvent.Changed changed) {
      shown(changed.object());
    } else if (event instanceof ClusterEvent.Removed removed) {
      gone(removed.key());
    }
  }

  private void all(ClusterSnapshot snapshot) {
    List<ObjectKey> there = snapshot.all().stream().map(ClusterObject::key).toList();
    List.copyOf(objects.keySet()).stream().filter(key -> !there.contains(key)).forEach(this::gone);
    snapshot.all().forEach(this::shown);
  }

  private void shown(ClusterObject object) {
    objects.put(object.key(), object);
    listeners.forEach(listener -> listener.shown(object));
  }

  private void gone(ObjectKey key) {
    ClusterObject last = objects.remove(key);
    if (last != null) {
      listeners.forEach(listener -> listener.gone(last));
    }
  }

  synchronized List<Node> nodes() {
    return all(Node.class).toList();
  }

  synchronized List<Pod> pods() {
    return all(Pod.class).toList();
  }

  List<Pod> podsOf(String app) {
    return pods().stream()
        .filter(pod -> app.equals(pod.meta().labels().getOrDefault("app", "")))
        .toList();
  }

  synchronized Optional<Node> node(String name) {
    return Optional.ofNullable((Node) objects.get(ObjectKey.clusterScoped(ObjectKind.NODE, name)));
  }

  private <T> Stream<T> all(Class<T> kind) {
    return objects.values().stream().filter(kind::isInstance).map(kind::cast);
  }
}
