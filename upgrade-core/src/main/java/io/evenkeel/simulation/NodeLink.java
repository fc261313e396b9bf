package io.evenkeel.simulation;

/**
 * Where a simulated cloud tells a cluster about its machines. {@link SimulatedCluster} implements
 * it; a test can as well join a simulated cloud to a real API server.
 *
 * <p>Called on the thread of the timeline that both sides share.
 */
public interface NodeLink {

  /** The machine runs and its node may join the cluster; joining takes a while. */
  void instanceBooted(BootedInstance instance);

  /** The machine is gone for good; a machine that never booted is ignored. */
  void instanceGone(String instanceId);
}
