package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.simulation.ClusterDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Zonal disks that pods bring with them: bound to the zone where they are first used, on one node
 * at a time, attached before a pod starts and detached after it has stopped. A disk whose kubelet
 * has not confirmed that it is unmounted is detached by force, minutes later.
 */
final class Volumes {
  private final World world;
  private final Seeds attaching;
  private final Seeds detaching;
  private final Map<ObjectKey, String> volumeOf = new LinkedHashMap<>();
  private final Map<String, List<Runnable>> waiting = new LinkedHashMap<>();
  private final Map<String, String> zoneOf = new LinkedHashMap<>();
  private final Set<String> unmounted = new LinkedHashSet<>();
  private Instant stuckUntil = Instant.MIN;
  private Duration stuckFor = Duration.ZERO;

  Volumes(World world) {
    this.world = world;
    this.attaching = world.seeds.stream("volumes");
    this.detaching = world.seeds.stream("detaching");
    world.store.listen(this::changed);
  }

  /** Says that pods of that name use a disk of that name. */
  void use(ObjectKey pod, String volume) {
    volumeOf.put(pod, volume);
  }

  /** Returns whether the pod uses the disk. */
  boolean uses(Pod pod, String volume) {
    return volume.equals(volumeOf.get(pod.key()));
  }

  /** Lets detaching that begins within the span take that much longer. */
  void stick(Duration span, Duration longer) {
    stuckUntil = world.now().plus(span);
    stuckFor = longer;
  }

  /** Returns where the disk can be attached: nothing said before its first use. */
  List<List<NodeTerm>> termsOf(String volume) {
    String zone = zoneOf.get(volume);
    return zone == null
        ? List.of()
        : List.of(List.of(NodeTerm.of(Requirement.in(Node.ZONE_LABEL, zone))));
  }

  /** Runs the task as soon as the pod's disk is attached to its node; at once without a disk. */
  void whenAttached(Pod pod, Runnable task) {
    String volume = volumeOf.get(pod.key());
    if (volume == null) {
      task.run();
      return;
    }
    world.after(Duration.ZERO, () -> attach(pod, volume, task));
  }

  private void attach(Pod pod, String volume, Runnable task) {
    Node node = world.store.node(pod.nodeName().orElse(""));
    if (world.store.pod(pod.key(), pod.uid()) == null || node == null) {
      return;
    }
    VolumeAttachment now = (VolumeAttachment) world.store.find(key(volume));
    if (now != null) {
      waiting.computeIfAbsent(volume, v -> new ArrayList<>()).add(() -> attach(pod, volume, task));
      return;
    }
    zoneOf.putIfAbsent(volume, node.zone());
    bind(pod, volume);
    VolumeAttachment created =
        world.store.create(
            new VolumeAttachment(world.newMeta(key(volume)), node.name(), volume, false));
    world.after(
        attaching.draw(world.settings.delay(ClusterDelay.ATTACH), volume, world.moment()),
        () -> attached(created, task));
  }

  /** From its first use on a disk stays where it is, which whoever reads the pod can tell. */
  private void bind(Pod pod, String volume) {
    Pod now = world.store.pod(pod.key(), pod.uid());
    if (now != null && now.placement().volumeTerms().isEmpty()) {
      world.store.update(now.withPlacement(now.placement().withVolumeTerms(termsOf(volume))));
    }
  }

  private void attached(VolumeAttachment attaching, Runnable task) {
    if (world.store.find(attaching.key()) instanceof VolumeAttachment now
        && now.uid().equals(attaching.uid())) {
      world.store.update(new VolumeAttachment(now.meta(), now.nodeName(), now.volume(), true));
      task.run();
    }
  }

  /** Notes that the pod's kubelet has let go of its disk. */
  void unmounted(Pod pod) {
    if (volumeOf.containsKey(pod.key())) {
      unmounted.add(pod.uid());
    }
  }

  private void changed(Change change) {
    if (change.removed() && change.before() instanceof Pod pod && pod.nodeName().isPresent()) {
      String volume = volumeOf.get(pod.key());
      if (volume != null) {
        world.after(untilDetached(pod, volume), () -> detach(volume, pod.nodeName().get()));
      }
    }
  }

  private Duration untilDetached(Pod pod, String volume) {
    boolean confirmed = unmounted.remove(pod.uid()) || pod.phase() == Pod.Phase.PENDING;
    ClusterDelay delay = confirmed ? ClusterDelay.ATTACH : ClusterDelay.FORCE_DETACH;
    Duration usual = detaching.draw(world.settings.delay(delay), volume, world.moment());
    return world.now().isBefore(stuckUntil) ? usual.plus(stuckFor) : usual;
  }

  private void detach(String volume, String node) {
    if (world.store.find(key(volume)) instanceof VolumeAttachment now
        && now.nodeName().equals(node)) {
      world.store.remove(now.key());
      List<Runnable> next = waiting.remove(volume);
      if (next != null) {
        next.forEach(attempt -> world.after(Duration.ZERO, attempt));
      }
    }
  }

  private static ObjectKey key(String volume) {
    return ObjectKey.clusterScoped(ObjectKind.VOLUME_ATTACHMENT, "csi-" + volume);
  }
}
