package io.evenkeel.kubernetes.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.ClusterEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of the cluster. Nodes are joined with their storage drivers and pods with the
 * places of their volumes when they leave it, so that each part may change by itself.
 */
final class Store {
  private final Map<ObjectKey, ClusterObject> objects = new LinkedHashMap<>();
  private final Map<ObjectKey, List<String>> claimsOfPods = new LinkedHashMap<>();
  private final Map<String, List<String>> drivers = new TreeMap<>();
  private final Map<String, String> volumeOfClaims = new TreeMap<>();
  private final Map<String, List<NodeTerm>> volumes = new TreeMap<>();

  /** Replaces everything of one kind. */
  void replace(Resource resource, List<Item> items) {
    forget(resource);
    items.forEach(this::apply);
  }

  /** Takes in one item and returns what that changes. */
  List<ClusterEvent> apply(Item item) {
    if (item instanceof Item.Whole whole) {
      claimsOfPods.remove(whole.object().key());
      return put(whole.object());
    }
    if (item instanceof Item.ClaimingPod pod) {
      claimsOfPods.put(pod.object().key(), pod.claims());
      return put(pod.object());
    }
    return changePart(item, true);
  }

  /** Takes out one item and returns what that changes. */
  List<ClusterEvent> remove(Item item) {
    if (item instanceof Item.Whole whole) {
      return take(whole.object());
    }
    if (item instanceof Item.ClaimingPod pod) {
      return take(pod.object());
    }
    return changePart(item, false);
  }

  ClusterSnapshot snapshot() {
    return new ClusterSnapshot(
        all(Node.class),
        all(Pod.class),
        all(Budget.class),
        all(Workload.class),
        all(Service.class),
        all(VolumeAttachment.class));
  }

  private List<ClusterEvent> put(ClusterObject object) {
    objects.put(object.key(), object);
    return List.of(new ClusterEvent.Changed(joined(object)));
  }

  private List<ClusterEvent> take(ClusterObject object) {
    objects.remove(object.key());
    claimsOfPods.remove(object.key());
    return List.of(new ClusterEvent.Removed(object.key(), object.uid()));
  }

  /** Parts come seldom, so looking through all pods with claims is cheap enough. */
  private List<ClusterEvent> changePart(Item part, boolean present) {
    List<ClusterObject> touched = touchedBy(part);
    List<ClusterObject> before = touched.stream().map(this::joined).toList();
    storePart(part, present);
    List<ClusterEvent> events = new ArrayList<>();
    for (int i = 0; i < touched.size(); i++) {
      ClusterObject after = joined(touched.get(i));
      if (!after.equals(before.get(i))) {
        events.add(new ClusterEvent.Changed(after));
      }
    }
    return events;
  }

  private void storePart(Item part, boolean present) {
    if (part instanceof Item.Drivers csi) {
      store(drivers, csi.node(), csi.names(), present);
    } else if (part instanceof Item.Claim claim) {
      store(volumeOfClaims, claim.path(), claim.volume(), present);
    } else if (part instanceof Item.Volume volume) {
      store(volumes, volume.name(), volume.terms(), present);
    }
  }

  private static <T> void store(Map<String, T> parts, String key, T value, boolean present) {
    if (present) {
      parts.put(key, value);
    } else {
      parts.remove(key);
    }
  }

  private List<ClusterObject> touchedBy(Item part) {
    if (part instanceof Item.Drivers csi) {
      ObjectKey key = ObjectKey.clusterScoped(ObjectKind.NODE, csi.node());
      return Optional.ofNullable(objects.get(key)).stream().toList();
    }
    List<ClusterObject> pods = new ArrayList<>();
    claimsOfPods.forEach(
        (key, claims) -> {
          if (claims.stream().anyMatch(claim -> concerns(part, claim))) {
            Optional.ofNullable(objects.get(key)).ifPresent(pods::add);
          }
        });
    return pods;
  }

  private boolean concerns(Item part, String claim) {
    if (part instanceof Item.Claim changed) {
      return changed.path().equals(claim);
    }
    return part instanceof Item.Volume volume
        && volume.name().equals(volumeOfClaims.getOrDefault(claim, ""));
  }

  private ClusterObject joined(ClusterObject object) {
    if (object instanceof Node node) {
      return joined(node);
    }
    return object instanceof Pod pod ? joined(pod) : object;
  }

  private Node joined(Node node) {
    List<String> own = drivers.getOrDefault(node.name(), List.of());
    return own.isEmpty()
        ? node
        : new Node(
            node.meta(),
            node.providerId(),
            node.unschedulable(),
            node.taints(),
            node.conditions(),
            node.allocatable(),
            node.kubeletVersion(),
            own);
  }

  private Pod joined(Pod pod) {
    List<List<NodeTerm>> terms =
        claimsOfPods.getOrDefault(pod.key(), List.of()).stream()
            .map(claim -> volumes.getOrDefault(volumeOfClaims.getOrDefault(claim, ""), List.of()))
            .filter(places -> !places.isEmpty())
            .toList();
    return terms.isEmpty() ? pod : pod.withPlacement(pod.placement().withVolumeTerms(terms));
  }

  private <T extends ClusterObject> List<T> all(Class<T> type) {
    return objects.values().stream()
        .filter(type::isInstance)
        .map(this::joined)
        .map(type::cast)
        .toList();
  }

  private void forget(Resource resource) {
    switch (resource) {
      case CSI_NODES -> drivers.clear();
      case CLAIMS -> volumeOfClaims.clear();
      case VOLUMES -> volumes.clear();
      default -> {
        ObjectKind kind = kindOf(resource);
        objects.keySet().removeIf(key -> key.kind() == kind);
        claimsOfPods.keySet().removeIf(key -> key.kind() == kind);
      }
    }
  }

  private static ObjectKind kindOf(Resource resource) {
    return switch (resource) {
      case NODES -> ObjectKind.NODE;
      case PODS -> ObjectKind.POD;
      case BUDGETS -> ObjectKind.BUDGET;
      case DEPLOYMENTS -> ObjectKind.DEPLOYMENT;
      case REPLICA_SETS -> ObjectKind.REPLICA_SET;
      case STATEFUL_SETS -> ObjectKind.STATEFUL_SET;
      case DAEMON_SETS -> ObjectKind.DAEMON_SET;
      case JOBS -> ObjectKind.JOB;
      case SERVICES -> ObjectKind.SERVICE;
      case VOLUME_ATTACHMENTS -> ObjectKind.VOLUME_ATTACHMENT;
      case CSI_NODES, CLAIMS, VOLUMES -> ObjectKind.OTHER;
    };
  }
}
