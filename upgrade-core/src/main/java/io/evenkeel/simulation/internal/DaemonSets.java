package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterDelay;
import java.util.ArrayList;
import java.util.List;

/** The controller of DaemonSets: one pod on every node that admits it, cordoned or not. */
final class DaemonSets {
  /** What every pod of a DaemonSet tolerates by itself. */
  private static final List<Toleration> BUILT_IN =
      List.of(
          Toleration.of("node.kubernetes.io/not-ready"),
          Toleration.of("node.kubernetes.io/unreachable"),
          Toleration.of(Node.UNSCHEDULABLE_TAINT));

  private final World world;
  private final Reconciler nodes;
  private final Reconciler sets;

  DaemonSets(World world) {
    this.world = world;
    nodes =
        new Reconciler(
            world, "daemon-nodes", world.settings.delay(ClusterDelay.CONTROLLER), this::syncNode);
    sets =
        new Reconciler(
            world, "daemon-sets", world.settings.delay(ClusterDelay.CONTROLLER), this::syncSet);
    world.store.listen(this::changed);
  }

  /** Returns the placement with what DaemonSet pods tolerate by themselves. */
  static Placement placement(Placement wanted) {
    List<Toleration> tolerations = new ArrayList<>(wanted.tolerations());
    tolerations.addAll(BUILT_IN);
    return wanted.withTolerations(tolerations);
  }

  private void changed(Change change) {
    if (change.after() instanceof Node node) {
      nodes.mark(node.key());
    } else if (change.after() instanceof Workload set && set.kind() == ObjectKind.DAEMON_SET) {
      if (change.created()) {
        world.store.nodes().forEach(node -> nodes.mark(node.key()));
      }
    } else if (change.object() instanceof Pod pod && pod.ofDaemonSet()) {
      Owner owner = pod.meta().controller().orElseThrow();
      sets.mark(new ObjectKey(owner.kind(), pod.namespace(), owner.name()));
      if (change.removed()) {
        pod.nodeName().ifPresent(n -> nodes.mark(ObjectKey.clusterScoped(ObjectKind.NODE, n)));
      }
    }
  }

  private void syncNode(ObjectKey key) {
    Node node = world.store.node(key.name());
    if (node == null) {
      return;
    }
    for (Workload set : List.copyOf(world.store.<Workload>all(ObjectKind.DAEMON_SET))) {
      PodTemplate template = world.template(set.uid());
      if (template != null && admits(template.placement(), node) && !runs(set, node)) {
        start(set, template, node);
      }
    }
  }

  static boolean admits(Placement placement, Node node) {
    return placement.admits(node.meta().labels())
        && node.taints().stream()
            .filter(taint -> taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE)
            .allMatch(placement::tolerates);
  }

  private boolean runs(Workload set, Node node) {
    for (Pod pod : world.pods.onNode(node.name())) {
      if (pod.meta().controller().map(o -> o.uid().equals(set.uid())).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  private void start(Workload set, PodTemplate template, Node node) {
    Pod pod =
        template.pod(
            world
                .newMeta(Names.newPod(world, set))
                .withController(Owner.of(set.kind(), set.name(), set.uid())),
            template.placement());
    world.store.create(pod.withNode(node.name()));
  }

  private void syncSet(ObjectKey key) {
    Workload set = world.store.workload(key);
    if (set == null) {
      return;
    }
    int wanted = 0;
    int ready = 0;
    for (Pod pod : world.pods.ofController(set.uid())) {
      wanted++;
      ready += pod.ready() && !pod.terminating() ? 1 : 0;
    }
    if (wanted != set.replicas() || ready != set.readyReplicas()) {
      world.store.update(set.withReplicas(wanted, ready));
    }
  }
}
