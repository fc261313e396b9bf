package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The cluster as last told, indexed by what the planner asks for. */
public final class ClusterView {
  private static final TreeMap<ObjectKey, Budget> NO_BUDGETS = new TreeMap<>();
  private static final TreeMap<ObjectKey, Service> NO_SERVICES = new TreeMap<>();

  private final Map<ObjectKey, ClusterObject> objects = new LinkedHashMap<>();
  private final Map<String, TreeMap<ObjectKey, Budget>> budgets = new LinkedHashMap<>();
  private final Map<String, TreeMap<ObjectKey, Service>> services = new LinkedHashMap<>();
  private final MarkedTimes times = new MarkedTimes();
  private final PodsByRoot byRoot = new PodsByRoot();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final Map<String, Map<String, Pod>> podsByNode = new LinkedHashMap<>();
  private final Map<String, Pod> unbound = new LinkedHashMap<>();
  private final Map<String, Integer> movable = new LinkedHashMap<>();
  private final Map<String, Map<String, Pod>> podsByNamespace = new LinkedHashMap<>();
  private final Map<String, Map<ObjectKey, VolumeAttachment>> attachments = new LinkedHashMap<>();
  private final TreeMap<ObjectKey, Workload> surged = new TreeMap<>();

  /** What has been told to be gone: a uid never comes back, whatever a stale watch says. */
  private final Set<String> gone = new LinkedHashSet<>();

  /**
   * Takes over an object, unless a newer version of it is known already, or it is known to be gone.
   *
   * @return what was known under its key before; empty for a new object
   */
  Update put(ClusterObject object) {
    ClusterObject before = objects.get(object.key());
    if (isPast(object)) {
      return new Update(Optional.ofNullable(before), Optional.ofNullable(before));
    }
    if (before != null) {
      unindex(before);
    }
    objects.put(object.key(), object);
    index(object);
    return new Update(Optional.ofNullable(before), Optional.of(object));
  }

  /** Forgets the object of that key, if it still has that uid. */
  Update remove(ObjectKey key, String uid) {
    ClusterObject before = objects.get(key);
    if (before == null || !before.uid().equals(uid)) {
      return new Update(Optional.empty(), Optional.empty());
    }
    unindex(before);
    objects.remove(key);
    return new Update(Optional.of(before), Optional.empty());
  }

  /** Notes that the object of that uid is gone for good. */
  void bury(String uid) {
    gone.add(uid);
  }

  /**
   * Returns whether it is told too late: it is known to be gone, or a newer version of it is known,
   * or a newer object that has been given its name.
   */
  boolean isPast(ClusterObject object) {
    ClusterObject known = objects.get(object.key());
    return gone.contains(object.uid())
        || known != null
            && Versions.older(object.meta().resourceVersion(), known.meta().resourceVersion());
  }

  /** What an object was and what it has become. */
  record Update(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    boolean changedNothing() {
      return before.equals(after);
    }
  }

  /** Returns the keys of all that is known, in their order. */
  List<ObjectKey> keys() {
    return objects.keySet().stream().sorted().toList();
  }

  /** Returns all that is known, for those who are to look at it on another thread. */
  public ClusterSnapshot snapshot() {
    return new ClusterSnapshot(
        all(Node.class),
        all(Pod.class),
        all(Budget.class),
        all(Workload.class),
        all(Service.class),
        all(VolumeAttachment.class));
  }

  private <T extends ClusterObject> List<T> all(Class<T> type) {
    return objects.values().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .sorted(Comparator.comparing(ClusterObject::key))
        .toList();
  }

  public Optional<ClusterObject> find(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  public Optional<Node> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** Returns whether the node is being drained; one in quarantine is drained no more. */
  boolean isDrained(String node) {
    return times.isDrained(node);
  }

  /** Returns since when the node has been drained, as its mark says. */
  public Optional<Instant> drainingSince(String node) {
    return times.drainingSince(node);
  }

  /** Returns since when the node has soaked, as its mark says. */
  public Optional<Instant> soakingSince(String node) {
    return times.soakingSince(node);
  }

  public Collection<Node> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  public Optional<Pod> pod(String uid) {
    return Optional.ofNullable(pods.get(uid));
  }

  public Collection<Pod> podsOn(String node) {
    return podsByNode.getOrDefault(node, Map.of()).values();
  }

  /** Returns how many pods a drain of the node would have to move. */
  public int movablePodsOn(String node) {
    return movable.getOrDefault(node, 0);
  }

  /** Returns whether a pod that was made before that instant still has no node. */
  public boolean podsWaitSince(Instant instant) {
    return unbound.values().stream().anyMatch(pod -> pod.meta().createdAt().isBefore(instant));
  }

  /** Returns the pods that have no node yet. */
  public Collection<Pod> unbound() {
    return List.copyOf(unbound.values());
  }

  public Collection<Pod> podsIn(String namespace) {
    return podsByNamespace.getOrDefault(namespace, Map.of()).values();
  }

  public Optional<Budget> budget(ObjectKey key) {
    return find(key).map(Budget.class::cast);
  }

  public Optional<Workload> workload(ObjectKey key) {
    return find(key).filter(Workload.class::isInstance).map(Workload.class::cast);
  }

  /** Returns the workloads that carry a mark of ours since they have a replica more. */
  public List<Workload> surged() {
    return new ArrayList<>(surged.values());
  }

  /** Returns the volumes that are attached to the node, or on their way. */
  public List<VolumeAttachment> volumesOn(String node) {
    return List.copyOf(attachments.getOrDefault(node, Map.of()).values());
  }

  /** Returns whether a volume is attached to the node, or on its way. */
  public boolean hasVolumes(String node) {
    return !attachments.getOrDefault(node, Map.of()).isEmpty();
  }

  Collection<Service> services(String namespace) {
    return services.getOrDefault(namespace, NO_SERVICES).values();
  }

  Collection<Budget> budgets(String namespace) {
    return budgets.getOrDefault(namespace, NO_BUDGETS).values();
  }

  /**
   * Returns the key of what keeps the pod running: a Deployment rather than its ReplicaSet; empty
   * for a pod without a controller.
   */
  public Optional<ObjectKey> rootOf(Pod pod) {
    return byRoot.rootOf(pod);
  }

  /** Returns the pods of which that is the root. */
  public List<Pod> podsOf(ObjectKey root) {
    return byRoot.of(root);
  }

  private void index(ClusterObject object) {
    if (object instanceof Node node) {
      nodes.put(node.name(), node);
      times.put(node);
    } else if (object instanceof Pod pod) {
      pods.put(pod.uid(), pod);
      byRoot.put(pod);
      into(podsByNamespace, pod.namespace()).put(pod.uid(), pod);
      pod.nodeName().ifPresent(node -> into(podsByNode, node).put(pod.uid(), pod));
      countMovable(pod, 1);
      if (pod.nodeName().isEmpty() && !pod.finished() && !pod.terminating()) {
        unbound.put(pod.uid(), pod);
      }
    } else if (object instanceof Workload workload) {
      byRoot.put(workload);
      if (ReplicaMark.of(workload).isPresent()) {
        surged.put(workload.key(), workload);
      }
    } else if (object instanceof Budget budget) {
      budgets
          .computeIfAbsent(budget.key().namespace(), none -> new TreeMap<>())
          .put(budget.key(), budget);
    } else if (object instanceof Service service) {
      services
          .computeIfAbsent(service.key().namespace(), none -> new TreeMap<>())
          .put(service.key(), service);
    } else if (object instanceof VolumeAttachment attachment) {
      attachments
          .computeIfAbsent(attachment.nodeName(), none -> new LinkedHashMap<>())
          .put(attachment.key(), attachment);
    }
  }

  private void unindex(ClusterObject object) {
    if (object instanceof Node node) {
      nodes.remove(node.name());
      times.remove(node);
    } else if (object instanceof Pod pod) {
      pods.remove(pod.uid());
      byRoot.remove(pod);
      into(podsByNamespace, pod.namespace()).remove(pod.uid());
      pod.nodeName().ifPresent(node -> into(podsByNode, node).remove(pod.uid()));
      countMovable(pod, -1);
      unbound.remove(pod.uid());
    } else if (object instanceof Workload workload) {
      byRoot.remove(workload);
      surged.remove(workload.key());
    } else if (object instanceof Budget budget) {
      budgets.getOrDefault(budget.key().namespace(), NO_BUDGETS).remove(budget.key());
    } else if (object instanceof Service service) {
      services.getOrDefault(service.key().namespace(), NO_SERVICES).remove(service.key());
    } else if (object instanceof VolumeAttachment attachment) {
      attachments
          .getOrDefault(attachment.nodeName(), new LinkedHashMap<>())
          .remove(attachment.key());
    }
  }

  private void countMovable(Pod pod, int change) {
    if (pod.nodeName().isPresent() && !pod.staysWithItsNode()) {
      movable.merge(pod.nodeName().get(), change, Integer::sum);
    }
  }

  private static Map<String, Pod> into(Map<String, Map<String, Pod>> index, String key) {
    return index.computeIfAbsent(key, none -> new LinkedHashMap<>());
  }
}
