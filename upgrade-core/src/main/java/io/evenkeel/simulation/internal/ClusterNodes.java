package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.ClusterDelay;
import java.time.Duration;

/** Machines that become nodes, and nodes whose machines go. */
public final class ClusterNodes {
  private final World world;
  private final NodeMachines machines;
  private final NodeLifecycle lifecycle;
  private final Kubelets kubelets;
  private final Seeds chance;

  ClusterNodes(World world, NodeMachines machines, NodeLifecycle lifecycle, Kubelets kubelets) {
    this.world = world;
    this.machines = machines;
    this.lifecycle = lifecycle;
    this.kubelets = kubelets;
    this.chance = world.seeds.stream("join");
  }

  /** Adds a node whose machine runs and that is Ready. */
  public void add(NewNode joining) {
    machines.booted(joining.instanceId(), joining.node().name(), joining.starts());
    lifecycle.addReady(joining.node());
  }

  /** Lets the machine's node register, and become Ready if it ever does. */
  public void join(NewNode joining) {
    machines.booted(joining.instanceId(), joining.node().name(), joining.starts());
    register(
        joining, chance.draw(world.settings.delay(ClusterDelay.REGISTER), joining.instanceId()));
  }

  private void register(NewNode joining, Duration in) {
    Node node = joining.node();
    world.after(
        in,
        () -> {
          if (machines.runs(node.name())) {
            lifecycle.register(
                node.withMeta(world.newMeta(node.key()).withLabels(node.meta().labels())));
            readyLater(joining);
          }
        });
  }

  private void readyLater(NewNode joining) {
    if (joining.becomesReady()) {
      Duration in =
          chance.draw(
              world.settings.delay(ClusterDelay.BECOME_READY), joining.instanceId() + "/ready");
      world.after(in, () -> becomeReady(joining));
    }
  }

  private void becomeReady(NewNode joining) {
    String name = joining.node().name();
    if (machines.works(name)) {
      lifecycle.becomeReady(name);
      joining
          .startupTaints()
          .forEach((taint, stays) -> world.after(stays, () -> lifecycle.untaint(name, taint)));
    }
  }

  public void machineGone(String instanceId) {
    String node = machines.gone(instanceId);
    if (!node.isEmpty()) {
      world.history.add("machine gone of Node " + node);
      lifecycle.machineGone(node);
    }
  }

  /** Lets the kubelet of that machine report that it shuts down. */
  public void stops(String instanceId) {
    lifecycle.stops(machines.nodeOf(instanceId));
  }

  /** Takes away a machine that was shut down in order, and its node with it. */
  public void leave(String instanceId) {
    String node = machines.gone(instanceId);
    if (!node.isEmpty()) {
      world.store.remove(ObjectKey.clusterScoped(ObjectKind.NODE, node));
    }
  }

  /** Lets the node's kubelet stop working and reporting, its machine running on. */
  public void silence(String node) {
    machines.silence(node);
    lifecycle.lose(node);
  }

  /** Lets a silent kubelet work again; it catches up with what was asked of it meanwhile. */
  public void hear(String node) {
    machines.hear(node);
    lifecycle.hear(node);
    kubelets.catchUp(node);
  }

  /**
   * Lets the node's heartbeats come late once: NotReady for that long, while its pods run on and
   * its kubelet works.
   */
  public void missHeartbeats(String node, Duration span) {
    lifecycle.lose(node);
    world.after(span, () -> hearIfWorking(node));
  }

  private void hearIfWorking(String node) {
    if (machines.works(node)) {
      lifecycle.hear(node);
    }
  }

  /** Lets the node's object be deleted and be made anew by its kubelet: a new uid, no marks. */
  public void registerAnew(Node before, NewNode fresh) {
    world.store.remove(ObjectKey.clusterScoped(ObjectKind.NODE, before.name()));
    register(fresh, Duration.ofSeconds(1));
  }
}
