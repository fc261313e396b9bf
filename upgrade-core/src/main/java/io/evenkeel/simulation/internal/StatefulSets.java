package io.evenkeel.simulation.internal;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterDelay;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The controller of StatefulSets: pods with fixed names, each recreated only when its predecessor
 * is gone, one after another.
 */
final class StatefulSets {
  private final World world;
  private final PodDeletion deletion;
  private final Volumes volumes;
  private final Reconciler queue;
  private final Map<String, Rollout> rollouts = new LinkedHashMap<>();
  private final Map<String, Boolean> zonalDisks = new LinkedHashMap<>();

  StatefulSets(World world, PodDeletion deletion, Volumes volumes) {
    this.world = world;
    this.deletion = deletion;
    this.volumes = volumes;
    queue =
        new Reconciler(
            world, "stateful-sets", world.settings.delay(ClusterDelay.CONTROLLER), this::sync);
    world.store.listen(this::changed);
  }

  /** A new revision, to which pods from that ordinal on are moved. */
  private record Rollout(int partition, Instant since) {}

  /** Begins to replace the pods from that ordinal on, the last one first. */
  void roll(Workload set, int partition) {
    rollouts.put(set.uid(), new Rollout(partition, world.now()));
    queue.mark(set.key());
  }

  /** Says that each pod of this set has a disk of its own. */
  void giveDisks(Workload set) {
    zonalDisks.put(set.uid(), true);
  }

  private void changed(Change change) {
    if (change.object() instanceof Pod pod) {
      pod.meta()
          .controller()
          .filter(owner -> owner.kind() == ObjectKind.STATEFUL_SET)
          .ifPresent(
              owner -> queue.mark(new ObjectKey(owner.kind(), pod.namespace(), owner.name())));
    } else if (change.after() instanceof Workload set && set.kind() == ObjectKind.STATEFUL_SET) {
      queue.mark(set.key());
    }
  }

  private void sync(ObjectKey key) {
    Workload set = world.store.workload(key);
    if (set == null) {
      return;
    }
    int ready = 0;
    for (Pod pod : world.pods.ofController(set.uid())) {
      ready += pod.ready() && !pod.terminating() ? 1 : 0;
    }
    if (ready != set.readyReplicas()) {
      set = world.store.update(set.withReplicas(set.replicas(), ready));
    }
    if (grow(set)) {
      shrink(set);
      update(set);
    }
  }

  /** Creates the first pod that is missing once all before it are Ready; returns whether whole. */
  private boolean grow(Workload set) {
    for (int ordinal = 0; ordinal < set.replicas(); ordinal++) {
      ObjectKey key = pod(set, ordinal);
      Pod pod = (Pod) world.store.find(key);
      if (pod == null) {
        create(set, key);
        return false;
      }
      if (pod.finished()) {
        deletion.delete(pod, pod.grace());
      }
      if (!pod.ready() || pod.terminating()) {
        return false;
      }
    }
    return true;
  }

  /** Deletes the last pod that is not of the newest revision, down to the partition. */
  private void update(Workload set) {
    Rollout rollout = rollouts.get(set.uid());
    for (int i = set.replicas() - 1; rollout != null && i >= rollout.partition(); i--) {
      Pod pod = (Pod) world.store.find(pod(set, i));
      if (pod != null && pod.meta().createdAt().isBefore(rollout.since())) {
        deletion.delete(pod, pod.grace());
        return;
      }
    }
  }

  private void shrink(Workload set) {
    for (Pod pod : world.pods.ofController(set.uid())) {
      int ordinal = Integer.parseInt(pod.name().substring(set.name().length() + 1));
      if (ordinal >= set.replicas() && isLast(set, ordinal)) {
        deletion.delete(pod, pod.grace());
        return;
      }
    }
  }

  private boolean isLast(Workload set, int ordinal) {
    return world.store.find(pod(set, ordinal + 1)) == null;
  }

  private void create(Workload set, ObjectKey key) {
    PodTemplate template = world.template(set.uid());
    if (template == null) {
      return;
    }
    Placement placement = template.placement();
    if (zonalDisks.containsKey(set.uid())) {
      String disk = "data-" + key.namespace() + "-" + key.name();
      volumes.use(key, disk);
      placement = placement.withVolumeTerms(volumes.termsOf(disk));
    }
    world.store.create(
        template.pod(
            world.newMeta(key).withController(Owner.of(set.kind(), set.name(), set.uid())),
            placement));
  }

  private static ObjectKey pod(Workload set, int ordinal) {
    return new ObjectKey(ObjectKind.POD, set.key().namespace(), set.name() + "-" + ordinal);
  }
}
