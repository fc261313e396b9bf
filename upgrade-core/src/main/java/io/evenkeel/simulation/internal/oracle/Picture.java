package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.ClusterEvent;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cluster as somebody knows it: the truth, or what a client has been told so far. */
final class Picture {
  static final Comparator<ClusterObject> BY_KEY = Comparator.comparing(ClusterObject::key);

  private final Map<ObjectKey, ClusterObject> objects = new LinkedHashMap<>();
  private final TreeMap<ObjectKey, Node> nodes = new TreeMap<>();
  private final Map<String, TreeMap<ObjectKey, Pod>> podsByNode = new LinkedHashMap<>();
  private final Map<String, TreeMap<ObjectKey, Service>> services = new LinkedHashMap<>();
  private final CoveredPods budgets = new CoveredPods();
  private final Map<String, String> nodeOfInstance = new LinkedHashMap<>();

  /** What was told to be gone; a uid does not come back. */
  private final Set<String> gone = new LinkedHashSet<>();

  /** Takes in what a client is told; what it is told of the past teaches it nothing. */
  void apply(ClusterEvent event) {
    if (event instanceof ClusterEvent.Synced synced) {
      List<ClusterObject> newest = synced.snapshot().all().stream().map(this::newest).toList();
      List.copyOf(objects.values()).forEach(this::remove);
      newest.stream().filter(object -> !gone.contains(object.uid())).forEach(this::put);
    } else if (event instanceof ClusterEvent.Changed changed) {
      if (!gone.contains(changed.object().uid())) {
        put(newest(changed.object()));
      }
    } else if (event instanceof ClusterEvent.Removed removed) {
      gone.add(removed.uid());
      find(removed.key())
          .filter(known -> known.uid().equals(removed.uid()))
          .ifPresent(this::remove);
    }
  }

  /** A name that is given again has a newer version, so that its last bearer is told of late. */
  private ClusterObject newest(ClusterObject told) {
    return find(told.key()).filter(known -> version(known) > version(told)).orElse(told);
  }

  private static long version(ClusterObject object) {
    return Long.parseLong(object.meta().resourceVersion());
  }

  void reset(ClusterSnapshot snapshot) {
    List.copyOf(objects.values()).forEach(this::remove);
    snapshot.all().forEach(this::put);
  }

  void put(ClusterObject object) {
    ClusterObject old = objects.put(object.key(), object);
    if (object instanceof Pod pod) {
      put(pod, (Pod) old);
    } else if (object instanceof Budget budget) {
      budgets.put(budget);
    } else if (object instanceof Service service) {
      in(services, service.key().namespace()).put(service.key(), service);
    } else if (object instanceof Node node) {
      nodes.put(node.key(), node);
      instanceOf(node).ifPresent(id -> nodeOfInstance.put(id, node.name()));
    }
  }

  private void put(Pod pod, @Nullable Pod old) {
    if (old != null && !old.nodeName().equals(pod.nodeName())) {
      old.nodeName().ifPresent(node -> in(podsByNode, node).remove(pod.key()));
    }
    pod.nodeName().ifPresent(node -> in(podsByNode, node).put(pod.key(), pod));
    budgets.put(pod);
  }

  void remove(ClusterObject object) {
    objects.remove(object.key());
    if (object instanceof Pod pod) {
      pod.nodeName().ifPresent(node -> in(podsByNode, node).remove(pod.key()));
      budgets.remove(pod);
    } else if (object instanceof Budget budget) {
      budgets.remove(budget);
    } else if (object instanceof Service service) {
      in(services, service.key().namespace()).remove(service.key());
    } else if (object instanceof Node) {
      nodes.remove(object.key());
    }
  }

  Optional<ClusterObject> find(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** Returns the pod of that key if it still is the one of that uid. */
  Optional<Pod> same(Pod pod) {
    return find(pod.key()).filter(now -> now.uid().equals(pod.uid())).map(Pod.class::cast);
  }

  Optional<Node> node(String name) {
    return find(ObjectKey.clusterScoped(ObjectKind.NODE, name)).map(Node.class::cast);
  }

  Optional<Node> nodeOf(String instance) {
    return Optional.ofNullable(nodeOfInstance.get(instance))
        .flatMap(this::node)
        .filter(node -> instanceOf(node).equals(Optional.of(instance)));
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  Collection<Pod> podsOn(String node) {
    return podsByNode.containsKey(node) ? in(podsByNode, node).values() : List.of();
  }

  Collection<Pod> podsOf(Budget budget) {
    return budgets.podsOf(budget);
  }

  Collection<Budget> budgetsIn(String namespace) {
    return budgets.in(namespace);
  }

  List<Budget> budgetsOn(Pod pod) {
    return budgets.on(pod);
  }

  /** Returns whether a load balancer reaches the pod on its own node only. */
  boolean servedLocally(Pod pod) {
    return in(services, pod.namespace()).values().stream()
        .anyMatch(s -> s.loadBalanced() && s.localTraffic() && s.covers(pod));
  }

  /** Returns what runs the pod in the end: a Deployment rather than its ReplicaSet. */
  Optional<Workload> workloadOf(Pod pod) {
    return controller(pod).map(direct -> controller(direct).orElse(direct));
  }

  private Optional<Workload> controller(ClusterObject object) {
    return object
        .meta()
        .controller()
        .flatMap(owner -> find(key(owner, object.key().namespace())))
        .map(Workload.class::cast);
  }

  private static ObjectKey key(Owner owner, String namespace) {
    return new ObjectKey(owner.kind(), namespace, owner.name());
  }

  /** Returns the machine of the node: what its provider id ends in. */
  static Optional<String> instanceOf(Node node) {
    return node.providerId().map(id -> id.substring(id.lastIndexOf('/') + 1));
  }

  private static <T> TreeMap<ObjectKey, T> in(Map<String, TreeMap<ObjectKey, T>> map, String key) {
    return map.computeIfAbsent(key, none -> new TreeMap<>());
  }
}
