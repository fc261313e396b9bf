package io.evenkeel.campaign.internal.faults;

import io.evenkeel.model.NodeClaim;
import io.evenkeel.simulation.NodePoolSpec;
import io.evenkeel.simulation.SimulatedNodePools;
import java.util.List;
import java.util.function.Consumer;

/**
 * A node pool that a fault may be about.
 *
 * @param calls through which a run asks for something in it
 * @param statement what it is like
 */
public record PoolStage(
    SimulatedNodePools pools, String name, PoolCalls calls, Consumer<NodePoolSpec> statement) {

  public List<NodeClaim> claims() {
    return pools.claims(name);
  }
}
