package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.simulation.ClusterDelay;
import io.evenkeel.simulation.SimulatedNodePools;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Registers the nodes of new claims, and says when they can be used. */
final class ClaimRegistration {
  static final String REGISTERED = "karpenter.sh/registered";
  static final String INITIALIZED = "karpenter.sh/initialized";

  private final PoolWorld pools;
  private final ClaimTermination termination;
  private final Set<String> marked = new LinkedHashSet<>();

  ClaimRegistration(PoolWorld pools, ClaimTermination termination) {
    this.pools = pools;
    this.termination = termination;
    pools.world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.after() instanceof Node node) {
      pools.ofMachine(node).filter(claim -> !claim.initialized()).ifPresent(this::mark);
      pools.changed();
    } else if (change.before() instanceof Node gone) {
      pools.ofMachine(gone).ifPresent(this::nodeGone);
    }
  }

  private void mark(ClaimBook claim) {
    if (marked.add(claim.name)) {
      pools.world.after(
          pools.chance.draw(
              pools.world.settings.delay(ClusterDelay.CONTROLLER),
              claim.name,
              pools.world.moment()),
          () -> {
            marked.remove(claim.name);
            look(claim);
          });
    }
  }

  private void look(ClaimBook claim) {
    Optional<Node> node =
        pools.world.store.nodes().stream()
            .filter(one -> one.providerId().equals(Optional.of(claim.providerId())))
            .findFirst();
    if (node.isEmpty() || !pools.has(claim)) {
      return;
    }
    if (!claim.registered) {
      register(claim, node.get());
    } else if (!claim.initialized() && usable(claim, node.get())) {
      initialize(claim, node.get());
    }
  }

  private void register(ClaimBook claim, Node node) {
    claim.registered = true;
    pools.registered(claim, node.name());
    pools.note(claim + " registered as " + node.name());
    pools.world.store.update(
        labelled(Taints.without(node, SimulatedNodePools.UNREGISTERED), REGISTERED));
  }

  private static boolean usable(ClaimBook claim, Node node) {
    return node.ready()
        && node.taints().stream().noneMatch(taint -> PoolNodes.passes(taint, claim.settings));
  }

  private void initialize(ClaimBook claim, Node node) {
    claim.initializedAt = Optional.of(pools.now());
    pools.note(claim + " initialized");
    pools.world.store.update(labelled(node, INITIALIZED));
  }

  private static Node labelled(Node node, String label) {
    Map<String, String> labels = new LinkedHashMap<>(node.meta().labels());
    labels.put(label, "true");
    return node.withMeta(node.meta().withLabels(labels));
  }

  /** Whoever removes the Node object of a claim has its machine terminated. */
  private void nodeGone(ClaimBook claim) {
    pools.world.after(
        pools.chance.draw(pools.world.settings.delay(ClusterDelay.CONTROLLER), claim.name),
        () -> termination.delete(claim));
  }
}
