package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the API server keeps: objects by key in the order of their creation, each with a uid and a
 * resource version.
 *
 * <p>Listeners are told of every change at once. They may note it and schedule work, but never
 * change the store from within, so that all of them see one order.
 */
final class ObjectStore {
  private final Map<ObjectKind, Map<ObjectKey, ClusterObject>> objects =
      new EnumMap<>(ObjectKind.class);
  private final List<Consumer<Change>> listeners = new ArrayList<>();
  private long version;
  private long uids;
  private boolean telling;

  ObjectStore() {
    for (ObjectKind kind : ObjectKind.values()) {
      objects.put(kind, new LinkedHashMap<>());
    }
  }

  void listen(Consumer<Change> listener) {
    listeners.add(listener);
  }

  String newUid() {
    String hex = Long.toHexString(++uids);
    return "00000000-0000-4000-8000-" + "000000000000".substring(hex.length()) + hex;
  }

  <T extends ClusterObject> T create(T object) {
    if (find(object.key()) != null) {
      throw new IllegalArgumentException(object.key() + " exists already; choose another name");
    }
    return write(null, object);
  }

  <T extends ClusterObject> T update(T object) {
    ClusterObject before = find(object.key());
    if (before == null || !before.uid().equals(object.uid())) {
      throw new IllegalStateException(object.key() + " is gone and cannot be updated");
    }
    return write(before, object);
  }

  void remove(ObjectKey key) {
    ClusterObject before = of(key.kind()).remove(key);
    if (before != null) {
      version++;
      tell(new Change(before, null));
    }
  }

  private <T extends ClusterObject> T write(@Nullable ClusterObject before, T object) {
    T stamped = Stamps.versioned(object, Long.toString(++version));
    of(object.key().kind()).put(object.key(), stamped);
    tell(new Change(before, stamped));
    return stamped;
  }

  private void tell(Change change) {
    if (telling) {
      throw new IllegalStateException("a listener changed the store: " + change.object().key());
    }
    telling = true;
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).accept(change);
    }
    telling = false;
  }

  private Map<ObjectKey, ClusterObject> of(ObjectKind kind) {
    Map<ObjectKey, ClusterObject> ofKind = objects.get(kind);
    if (ofKind == null) {
      throw new IllegalStateException("no such kind: " + kind);
    }
    return ofKind;
  }

  @Nullable ClusterObject find(ObjectKey key) {
    return of(key.kind()).get(key);
  }

  @Nullable Node node(String name) {
    return (Node) find(ObjectKey.clusterScoped(ObjectKind.NODE, name));
  }

  /** Returns the pod of that key as it is now, if it still has the uid. */
  @Nullable Pod pod(ObjectKey key, String uid) {
    Pod pod = (Pod) find(key);
    return pod != null && pod.uid().equals(uid) ? pod : null;
  }

  @Nullable Workload workload(ObjectKey key) {
    return (Workload) find(key);
  }

  @Nullable Budget budget(ObjectKey key) {
    return (Budget) find(key);
  }

  Collection<Node> nodes() {
    return all(ObjectKind.NODE);
  }

  Collection<Pod> pods() {
    return all(ObjectKind.POD);
  }

  /** Returns a live view of all objects of a kind, which must be of type T. */
  @SuppressWarnings("unchecked") // each kind holds one type
  <T extends ClusterObject> Collection<T> all(ObjectKind kind) {
    return (Collection<T>) of(kind).values();
  }

  List<Workload> workloads() {
    List<Workload> all = new ArrayList<>();
    for (ObjectKind kind : Stamps.WORKLOADS) {
      all.addAll(this.<Workload>all(kind));
    }
    return all;
  }

  ClusterSnapshot snapshot() {
    return new ClusterSnapshot(
        List.copyOf(nodes()),
        List.copyOf(pods()),
        List.copyOf(this.<Budget>all(ObjectKind.BUDGET)),
        workloads(),
        List.copyOf(this.<Service>all(ObjectKind.SERVICE)),
        List.copyOf(this.<VolumeAttachment>all(ObjectKind.VOLUME_ATTACHMENT)));
  }
}
