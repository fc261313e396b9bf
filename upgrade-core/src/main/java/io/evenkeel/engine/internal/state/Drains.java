package io.evenkeel.engine.internal.state;

import io.evenkeel.Disposition;
import io.evenkeel.Obstacle;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is left to do on each node that is being drained, and so who waits for which budget. */
final class Drains {
  private final ClusterView cluster;
  private final BudgetBook budgets;
  private final Verdicts verdicts;
  private final Returns returns;
  private final Map<String, Drain> drains = new LinkedHashMap<>();

  Drains(ClusterView cluster, BudgetBook budgets, Verdicts verdicts, Returns returns) {
    this.returns = returns;
    this.cluster = cluster;
    this.budgets = budgets;
    this.verdicts = verdicts;
  }

  Drain of(String node) {
    return drains.computeIfAbsent(node, none -> new Drain());
  }

  /** Returns the nodes that are being drained. */
  List<String> nodes() {
    return List.copyOf(drains.keySet());
  }

  /** Returns the nodes that are being drained and hold a pod which the budget covers. */
  List<String> nodesUnder(ObjectKey budget) {
    List<String> nodes = new ArrayList<>();
    drains.forEach(
        (node, drain) -> {
          if (drain.isUnder(budget)) {
            nodes.add(node);
          }
        });
    return nodes;
  }

  /** Looks at the pods of the node anew; those that may leave queue for their budgets. */
  void refresh(String node) {
    boolean drained = cluster.isDrained(node);
    Drain old = drains.remove(node);
    if (drained) {
      drains.put(node, look(node));
    }
    requeue(old == null ? List.of() : old.movable(), drained ? of(node).movable() : List.of());
  }

  /** Gives the budgets of the pods that are to leave the node another look. */
  void touch(String node) {
    Drain drain = drains.get(node);
    if (drain != null) {
      for (Pod pod : drain.movable()) {
        budgets.ledgerOf(pod).ifPresent(ledger -> budgets.touch(ledger.key()));
      }
    }
  }

  /** The node is drained no more, whatever its marks say. */
  void forget(String node) {
    Drain drain = drains.remove(node);
    requeue(drain == null ? List.of() : drain.movable(), List.of());
  }

  /** Returns what is left to do on a node that somebody else drains, who asks no policy. */
  Drain byOthers(String node) {
    Drain drain = new Drain();
    for (Pod pod : cluster.podsOn(node)) {
      if (!pod.staysWithItsNode()) {
        if (!pod.terminating() && budgets.keysCovering(pod).size() > 1) {
          drain.hold(pod, Obstacle.Cause.SEVERAL_BUDGETS, "several budgets cover it");
        } else {
          drain.add(pod, Optional.of(Disposition.evict()));
        }
      }
    }
    return drain;
  }

  private Drain look(String node) {
    Drain drain = new Drain();
    for (Pod pod : cluster.podsOn(node)) {
      if (!pod.staysWithItsNode()) {
        add(pod, drain);
      }
    }
    return drain;
  }

  private void add(Pod pod, Drain drain) {
    List<ObjectKey> covering = budgets.keysCovering(pod);
    drain.coveredBy(covering);
    if (!pod.terminating() && covering.size() > 1) {
      drain.hold(pod, Obstacle.Cause.SEVERAL_BUDGETS, "several budgets cover it");
    } else if (!pod.terminating() && verdicts.faultOf(pod).isPresent()) {
      drain.hold(pod, Obstacle.Cause.POLICY_FAILS, verdicts.faultOf(pod).get().what());
    } else if (!pod.terminating() && returns.pointless(pod)) {
      drain.hold(pod, Obstacle.Cause.RETURNS_TO_NODE, "it comes back each time");
    } else {
      drain.add(pod, verdicts.of(pod));
    }
  }

  private void requeue(List<Pod> before, List<Pod> after) {
    before.forEach(pod -> budgets.ledgerOf(pod).ifPresent(ledger -> ledger.dequeue(pod.uid())));
    for (Pod pod : after) {
      budgets
          .ledgerOf(pod)
          .ifPresent(
              ledger -> {
                ledger.enqueue(pod.uid());
                budgets.touch(ledger.key());
              });
    }
  }
}
