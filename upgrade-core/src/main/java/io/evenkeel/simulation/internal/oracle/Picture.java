package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.ClusterEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster as somebody knows it: the truth, or what a client has been told so far. */
final class Picture {
  private final TreeMap<ObjectKey, ClusterObject> objects = new TreeMap<>();
  private final Map<String, TreeMap<ObjectKey, Pod>> podsByNode = new LinkedHashMap<>();
  private final Map<String, TreeMap<ObjectKey, Pod>> podsByNamespace = new LinkedHashMap<>();
  private final Map<String, TreeMap<ObjectKey, Budget>> budgets = new LinkedHashMap<>();
  private final Map<String, String> nodeOfInstance = new LinkedHashMap<>();

  void apply(ClusterEvent event) {
    if (event instanceof ClusterEvent.Synced synced) {
      reset(synced.snapshot());
    } else if (event instanceof ClusterEvent.Changed changed) {
      put(changed.object());
    } else if (event instanceof ClusterEvent.Removed removed) {
      find(removed.key())
          .filter(known -> known.uid().equals(removed.uid()))
          .ifPresent(this::remove);
    }
  }

  void reset(ClusterSnapshot snapshot) {
    List.copyOf(objects.values()).forEach(this::remove);
    snapshot.all().forEach(this::put);
  }

  void put(ClusterObject object) {
    find(object.key()).ifPresent(this::remove);
    objects.put(object.key(), object);
    if (object instanceof Pod pod) {
      pod.nodeName().ifPresent(node -> in(podsByNode, node).put(pod.key(), pod));
      in(podsByNamespace, pod.namespace()).put(pod.key(), pod);
    } else if (object instanceof Budget budget) {
      in(budgets, budget.key().namespace()).put(budget.key(), budget);
    } else if (object instanceof Node node) {
      instanceOf(node).ifPresent(id -> nodeOfInstance.put(id, node.name()));
    }
  }

  void remove(ClusterObject object) {
    objects.remove(object.key());
    if (object instanceof Pod pod) {
      pod.nodeName().ifPresent(node -> in(podsByNode, node).remove(pod.key()));
      in(podsByNamespace, pod.namespace()).remove(pod.key());
    } else if (object instanceof Budget budget) {
      in(budgets, budget.key().namespace()).remove(budget.key());
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
    return objects.values().stream()
        .takeWhile(object -> object instanceof Node)
        .map(Node.class::cast)
        .toList();
  }

  Collection<Pod> podsOn(String node) {
    return podsByNode.containsKey(node) ? in(podsByNode, node).values() : List.of();
  }

  Collection<Pod> podsIn(String namespace) {
    return in(podsByNamespace, namespace).values();
  }

  Collection<Budget> budgetsIn(String namespace) {
    return in(budgets, namespace).values();
  }

  List<Budget> budgetsOn(Pod pod) {
    return budgetsIn(pod.namespace()).stream().filter(budget -> budget.covers(pod)).toList();
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
