package io.evenkeel.simulation.contract;

import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.Permission;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * What the checks of {@link ClusterClientContract} need of the cluster behind a client. Everything
 * here but the client acts as somebody else would, in the namespace {@code default}.
 */
public interface ClusterClientHarness {

  /** Returns the client to check. */
  ClusterClient client();

  /** Adds a node with a provider id, room for 20 small pods and no taint; it will become Ready. */
  void addNode(String name);

  /** Removes the node, as its cloud would. */
  void removeNode(String name);

  /** Puts an annotation on the node, so that it has changed. */
  void annotateNode(String name, String key, String value);

  /**
   * Adds a Deployment of small pods that carry the label {@code app} of its name. They are placed
   * on any node and become Ready; a pod that goes takes long enough to be replaced that a budget
   * sees it.
   */
  void addDeployment(String name, int replicas);

  /** Adds a disruption budget for the pods whose label {@code app} is that name. */
  void addBudget(String name, String app, int minAvailable);

  /** Breaks the client's watches for a moment; it must find its way back by itself. */
  void interruptWatches();

  /** Returns a permission that the client does not have; it may take it away now. */
  Permission lackedPermission();

  /** Returns once the condition holds; an {@link AssertionError} where it does not in time. */
  void until(String what, BooleanSupplier condition);

  /** Returns the value of a stage once it is complete; an exception where it takes too long. */
  <T> T await(CompletionStage<T> stage);
}
