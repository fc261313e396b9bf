package io.evenkeel.simulation.contract;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the checks of {@link ProvisionerContract} need of a cluster with a provisioner, such as
 * Karpenter. Everything happens in the namespace {@code default}; a node of a pool carries the
 * label {@code karpenter.sh/nodepool} with the pool's name, and the label {@code image}.
 *
 * <p>A new node takes some seconds until it is ready, and a pod some until it is, so that what
 * happens one after another can be told apart.
 */
public interface ProvisionerHarness {

  /** Returns a client that sees nodes, pods and budgets. */
  ClusterClient client();

  /** Returns the port by which a run sees the pools and asks for what it needs. */
  NodePoolProvider provider();

  /**
   * Makes the pool, or changes it to these settings. Every node of a pool is of the same size,
   * whatever its pods need.
   */
  void pool(PoolSettings settings);

  /** Removes a pool with its nodes; those who wait for them are removed before. */
  void removePool(String pool);

  /** Returns the nodes of the pool as its provisioner knows them now, oldest first. */
  List<NodeClaim> claims(String pool);

  /** Deletes a claim as somebody else would, as by {@code kubectl delete}, and does not wait. */
  void deleteClaim(NodeClaim claim);

  /**
   * Adds a Deployment, or changes its replicas. Its pods carry the label {@code app} of its name,
   * run on nodes of the pool only, and are of a size of which exactly that many fit on a node.
   */
  void deployment(String name, String pool, int podsPerNode, int replicas);

  /**
   * Adds a Deployment of one pod that fills a node of the pool and gives way to every other pod: it
   * has a negative priority, preempts nobody and stops at once.
   */
  void headroom(String name, String pool);

  /** Removes a Deployment with its pods, and the budget of its name. */
  void removeDeployment(String name);

  /** Adds a disruption budget for the pods of a Deployment, or changes it. */
  void budget(String deployment, int maxUnavailable);

  /** Puts an annotation on a node or takes it off. */
  void annotateNode(String node, String key, Optional<String> value);

  /** Puts an annotation on a pod or takes it off. */
  void annotatePod(String pod, String key, Optional<String> value);

  /** Returns the time in the cluster. */
  Instant now();

  /** Returns once the condition holds; an {@link AssertionError} where it does not in time. */
  void until(String what, BooleanSupplier condition);
}
