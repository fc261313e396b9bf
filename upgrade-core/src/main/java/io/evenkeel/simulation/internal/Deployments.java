package io.evenkeel.simulation.internal;

import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterDelay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The controller of Deployments: one ReplicaSet that follows the scale; during a rollout a new one
 * that grows while the old ones shrink, within the Deployment's surge and unavailability.
 */
final class Deployments {
  private static final PodShare QUARTER = PodShare.parse("25%");

  private final World world;
  private final Reconciler queue;
  private final Map<ObjectKey, List<ObjectKey>> setsOf = new LinkedHashMap<>();
  private final Map<ObjectKey, PodShare> surges = new LinkedHashMap<>();

  Deployments(World world) {
    this.world = world;
    queue =
        new Reconciler(
            world, "deployments", world.settings.delay(ClusterDelay.CONTROLLER), this::sync);
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.object() instanceof Workload workload) {
      if (workload.kind() == ObjectKind.DEPLOYMENT && change.after() != null) {
        queue.mark(workload.key());
      } else if (workload.kind() == ObjectKind.REPLICA_SET) {
        workload.meta().controller().ifPresent(owner -> queue.mark(above(workload, owner)));
      }
    }
  }

  private static ObjectKey above(Workload set, Owner owner) {
    return new ObjectKey(owner.kind(), set.key().namespace(), owner.name());
  }

  void surge(Workload deployment, PodShare share) {
    surges.put(deployment.key(), share);
  }

  /** Gives a new Deployment its first ReplicaSet. */
  void begin(Workload deployment, PodTemplate template) {
    add(deployment, template, deployment.replicas());
  }

  /** Gives the Deployment a new ReplicaSet, to which it then moves. */
  void roll(Workload deployment, PodTemplate template) {
    add(deployment, template, 0);
    queue.mark(deployment.key());
  }

  private void add(Workload deployment, PodTemplate template, int replicas) {
    List<ObjectKey> sets = setsOf.computeIfAbsent(deployment.key(), k -> new ArrayList<>(1));
    ObjectKey key =
        new ObjectKey(
            ObjectKind.REPLICA_SET,
            deployment.key().namespace(),
            Names.replicaSetOf(deployment.name(), sets.size()));
    Meta meta =
        world
            .newMeta(key)
            .withLabels(deployment.meta().labels())
            .withController(Owner.of(deployment.kind(), deployment.name(), deployment.uid()));
    world.remember(meta.uid(), template);
    sets.add(key);
    world.store.create(new Workload(meta, deployment.selector(), replicas, 0, Optional.empty()));
  }

  private void sync(ObjectKey key) {
    Workload deployment = world.store.workload(key);
    List<ObjectKey> sets = setsOf.get(key);
    if (deployment == null || sets == null) {
      return;
    }
    Workload newest = world.store.workload(sets.get(sets.size() - 1));
    List<Workload> older = older(sets);
    if (newest == null) {
      return;
    }
    if (older.isEmpty()) {
      resize(newest, deployment.replicas());
    } else {
      roll(deployment, newest, older);
    }
    report(deployment, sets);
  }

  /** Returns the ReplicaSets from before the last rollout that still want pods. */
  private List<Workload> older(List<ObjectKey> sets) {
    List<Workload> older = new ArrayList<>(1);
    for (int i = 0; i < sets.size() - 1; i++) {
      Workload set = world.store.workload(sets.get(i));
      if (set != null && set.replicas() > 0) {
        older.add(set);
      }
    }
    return older;
  }

  private void roll(Workload deployment, Workload newest, List<Workload> older) {
    int wanted = deployment.replicas();
    int surge = surges.getOrDefault(deployment.key(), QUARTER).of(wanted, PodShare.Rounding.UP);
    int down = deployment.maxUnavailable().orElse(QUARTER).of(wanted, PodShare.Rounding.DOWN);
    int total = newest.replicas() + sum(older);
    int more = Math.max(0, wanted + Math.max(surge, surge + down == 0 ? 1 : 0) - total);
    int grown = Math.min(wanted, newest.replicas() + more);
    resize(newest, grown);
    int ready = newest.readyReplicas();
    for (Workload set : older) {
      ready += Math.min(set.readyReplicas(), set.replicas());
    }
    shrink(older, ready - (wanted - down));
  }

  /** Takes pods that are not Ready first, then as many Ready ones as may go. */
  private void shrink(List<Workload> older, int readyToSpare) {
    int spare = readyToSpare;
    for (Workload set : older) {
      int unready = Math.max(0, set.replicas() - set.readyReplicas());
      int take = Math.max(0, Math.min(spare, set.replicas() - unready));
      spare -= take;
      resize(set, set.replicas() - unready - take);
    }
  }

  private static int sum(List<Workload> sets) {
    return sets.stream().mapToInt(Workload::replicas).sum();
  }

  private void resize(Workload known, int replicas) {
    Workload set = world.store.workload(known.key());
    if (set != null && set.replicas() != replicas) {
      world.store.update(set.withReplicas(replicas, set.readyReplicas()));
    }
  }

  private void report(Workload deployment, List<ObjectKey> sets) {
    int ready = 0;
    for (ObjectKey key : sets) {
      @Nullable Workload set = world.store.workload(key);
      ready += set == null ? 0 : set.readyReplicas();
    }
    if (ready != deployment.readyReplicas()) {
      world.store.update(deployment.withReplicas(deployment.replicas(), ready));
    }
  }
}
