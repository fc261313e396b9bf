package io.evenkeel.simulation;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.internal.ClusterCore;
import io.evenkeel.simulation.internal.Names;
import io.evenkeel.spi.Subscription;
import java.util.List;
import java.util.function.Consumer;

/** What really is in a simulated cluster, without lag. Use it on the timeline's thread only. */
public abstract sealed class ClusterState permits SimulatedCluster {
  final ClusterCore core;

  ClusterState(ClusterCore core) {
    this.core = core;
  }

  /** Returns everything there is, without lag. */
  public ClusterSnapshot snapshot() {
    return core.snapshot();
  }

  public List<Node> nodes() {
    return List.copyOf(core.nodes());
  }

  public List<Pod> pods() {
    return List.copyOf(core.pods());
  }

  public List<Pod> podsOn(String node) {
    return List.copyOf(core.podsOn(node));
  }

  /** Returns the pods that carry the label {@code app} of that name. */
  public List<Pod> podsOf(String workload) {
    ObjectKey key = Names.key(ObjectKind.POD, workload);
    return core.pods().stream()
        .filter(pod -> pod.namespace().equals(key.namespace()))
        .filter(pod -> key.name().equals(pod.meta().labels().get("app")))
        .toList();
  }

  public List<Budget> budgets() {
    return core.budgets();
  }

  public List<Workload> workloads() {
    return core.workloads();
  }

  /**
   * @throws IllegalArgumentException if there is no such node
   */
  public Node node(String name) {
    return (Node)
        core.find(ObjectKey.clusterScoped(ObjectKind.NODE, name))
            .orElseThrow(() -> new IllegalArgumentException("there is no node named " + name));
  }

  /**
   * @throws IllegalArgumentException if there is no such budget
   */
  public Budget budget(String name) {
    return (Budget)
        core.find(Names.key(ObjectKind.BUDGET, name))
            .orElseThrow(() -> new IllegalArgumentException("there is no budget named " + name));
  }

  /** Tells everything that happens, at once and without lag; the consumer only looks. */
  public Subscription observeTruth(Consumer<Truth> consumer) {
    return core.watchTruth(consumer)::run;
  }

  /** Returns the pods that serve the Service: Ready, and not asked to stop. */
  public List<Pod> endpoints(String service) {
    return core.loadBalancers().endpoints(service(service));
  }

  /**
   * Returns the endpoints that a new connection from outside can reach: with local traffic policy
   * those on nodes that the load balancer has.
   */
  public List<Pod> reachableEndpoints(String service) {
    return core.loadBalancers().reachable(service(service));
  }

  /** Returns whether load balancers open new connections to that node. */
  public boolean isLoadBalancerTarget(String node) {
    return core.loadBalancers().targets(node);
  }

  /** Returns whether connections through that node may be open, until its deregistration ends. */
  public boolean mayHoldConnections(String node) {
    return core.loadBalancers().connected(node);
  }

  private Service service(String name) {
    return (Service)
        core.find(Names.key(ObjectKind.SERVICE, name))
            .orElseThrow(() -> new IllegalArgumentException("there is no service named " + name));
  }

  /** Returns the log of what happened, to be printed or compared. */
  public History history() {
    return core.history();
  }
}
