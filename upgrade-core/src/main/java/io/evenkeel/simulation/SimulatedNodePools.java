package io.evenkeel.simulation;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.internal.Provisioner;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Node pools of a simulated cluster and the provisioner that fills them, as Karpenter 1.14 and EKS
 * Auto Mode do: it launches nodes for pods that find no room, replaces nodes that are outdated, the
 * new node first, takes away those that are not needed, all of it within the budgets of the pools,
 * and removes those that are too old.
 *
 * <pre>{@code
 * SimulatedNodePools pools =
 *     SimulatedNodePools.on(cluster).pool("general", pool -> pool.size(6).budget("20%"));
 * pools.drift("general");
 * }</pre>
 *
 * <p>Source: the documentation of Karpenter and its code. Everything that varies is drawn from the
 * seed of the cluster. Call on the timeline's thread.
 */
public final class SimulatedNodePools {
  /** The label of each node of a pool, which names the pool. */
  public static final String POOL_LABEL = "karpenter.sh/nodepool";

  /** By which a node is closed that is to go. */
  public static final Taint DISRUPTED =
      new Taint("karpenter.sh/disrupted", "", Taint.Effect.NO_SCHEDULE);

  /** By which a node is closed that has joined and is not known to the provisioner yet. */
  public static final Taint UNREGISTERED =
      new Taint("karpenter.sh/unregistered", "", Taint.Effect.NO_EXECUTE);

  private final Provisioner provisioner;

  private SimulatedNodePools(Provisioner provisioner) {
    this.provisioner = provisioner;
  }

  /** Returns a provisioner that works on that cluster from now on; it has no pool yet. */
  public static SimulatedNodePools on(SimulatedCluster cluster) {
    Provisioner provisioner = cluster.provisioner();
    cluster.whenNodesJoin(
        (machine, shape) ->
            provisioner.look(machine.providerId()).ifPresent(look -> dress(shape, look)));
    return new SimulatedNodePools(provisioner);
  }

  private static void dress(NodeShape shape, Provisioner.Look look) {
    look.taints().forEach(shape::taint);
    look.startupTaints().forEach(shape::startupTaint);
    shape.kubelet(look.kubelet());
  }

  /**
   * States a pool.
   *
   * @throws IllegalArgumentException if there is one of that name
   */
  public SimulatedNodePools pool(String name, Consumer<NodePoolSpec> statement) {
    NodePoolSpec spec = new NodePoolSpec();
    statement.accept(spec);
    provisioner.add(name, spec.settings());
    return this;
  }

  // What people do with it

  /**
   * Changes a pool to what is stated; where its nodes are to be made of something else, those that
   * it has drift.
   *
   * @throws IllegalArgumentException if there is no such pool
   */
  public SimulatedNodePools change(String pool, Consumer<NodePoolSpec> statement) {
    NodePoolSpec spec = new NodePoolSpec();
    statement.accept(spec);
    provisioner.change(pool, spec.settings());
    return this;
  }

  /**
   * Removes a pool, and its nodes with it.
   *
   * @throws IllegalArgumentException if there is no such pool
   */
  public SimulatedNodePools remove(String pool) {
    provisioner.remove(pool);
    return this;
  }

  /** Lets somebody change the template of the pool, so that all of its nodes drift. */
  public SimulatedNodePools drift(String pool) {
    provisioner.drift(pool);
    return this;
  }

  /**
   * Has a template ready for the pool which it does not use yet; whoever starts a rollout of the
   * pool makes it do so.
   */
  public SimulatedNodePools offers(String pool, String template) {
    provisioner.offer(pool, template);
    return this;
  }

  /** Returns the budgets of a pool, with what a run has added. */
  public List<NodePoolBudget> budgets(String pool) {
    return provisioner.budgets(pool);
  }

  /** Sets the budgets of a pool. */
  public SimulatedNodePools budgets(String pool, NodePoolBudget... budgets) {
    provisioner.budgets(pool, List.of(budgets));
    return this;
  }

  /**
   * Makes new nodes of that Kubernetes version, such as {@code 1.35}; others drift, as the
   * provisioner notices within five minutes. Fits {@link SimulatedControlPlane#onVersion}.
   */
  public SimulatedNodePools controlPlaneIs(String version) {
    provisioner.kubernetes(version);
    return this;
  }

  /**
   * Lets the provisioner find out so long after the control plane has another version that there
   * are other images; by default at once. Karpenter for EC2 looks every five minutes for the
   * version, and then every five for the images of a class.
   */
  public SimulatedNodePools findsImagesAfter(Duration time) {
    provisioner.findsImagesAfter(time);
    return this;
  }

  /** Runs that once no node of any pool is outdated or on its way out, which may be now. */
  public void whenSettled(Runnable then) {
    provisioner.whenSettled(then);
  }

  /**
   * Deletes a claim, as {@code kubectl delete nodeclaim} does.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public SimulatedNodePools deleteClaim(String name) {
    provisioner.delete(name);
    return this;
  }

  /**
   * Lets the machine of a node die, with all that is on it.
   *
   * @throws IllegalArgumentException if it is no node of a pool
   */
  public SimulatedNodePools kill(String node) {
    provisioner.kill(node);
    return this;
  }

  // What is to be seen

  /** Returns the nodes of the pool as the provisioner knows them, without lag, oldest first. */
  public List<NodeClaim> claims(String pool) {
    return provisioner.claims(pool);
  }

  /** Returns what goes wrong with new nodes: nothing unless asked for. */
  public NodePoolFaults faults() {
    return new NodePoolFaults(provisioner.faults());
  }

  /** Returns the pools behind the port that the engine uses. */
  public NodePoolProvider provider() {
    return provisioner.port();
  }
}
