package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.simulation.SimulatedNodePools;
import java.time.Duration;
import java.util.List;

/**
 * Looks for nodes to take, pass after pass: at once after a pass that took some, and every ten
 * seconds else. The first method that acts ends the pass.
 */
final class DisruptionLoop {
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final PoolWorld pools;
  private final List<DisruptionMethod> methods;

  DisruptionLoop(PoolWorld pools, List<DisruptionMethod> methods) {
    this.pools = pools;
    this.methods = methods;
  }

  void begin() {
    pools.world.later(IDLE, this::pass);
  }

  private void pass() {
    pools.claims().stream().filter(claim -> !claim.leaves()).forEach(this::reopen);
    attempt(0);
  }

  private void attempt(int number) {
    if (number == methods.size()) {
      pools.world.later(IDLE, this::pass);
    } else {
      methods
          .get(number)
          .attempt(() -> pools.world.later(AT_ONCE, this::pass), () -> attempt(number + 1));
    }
  }

  /** A taint that is left from what was given up is taken away. */
  private void reopen(ClaimBook claim) {
    Node node = pools.nodeOf(claim);
    if (node != null && node.taints().contains(SimulatedNodePools.DISRUPTED)) {
      pools.world.store.update(Taints.without(node, SimulatedNodePools.DISRUPTED));
    }
  }
}
