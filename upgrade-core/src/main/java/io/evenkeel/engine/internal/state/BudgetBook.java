package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All budgets and which pod belongs to which; every evictable pod belongs to at most one ledger.
 */
public final class BudgetBook {
  private final ClusterView cluster;
  private final Agenda agenda;
  private final TreeMap<ObjectKey, BudgetLedger> ledgers = new TreeMap<>();
  private final Map<ObjectKey, TreeSet<ObjectKey>> ledgersOfRoot = new LinkedHashMap<>();
  private final LinkedHashSet<String> leaving = new LinkedHashSet<>();
  private final Map<String, Membership> memberships = new LinkedHashMap<>();
  private final Map<String, Map<Map<String, String>, List<ObjectKey>>> covering =
      new LinkedHashMap<>();

  /** Nodes that have been told to leave the load balancers and do not show it yet. */
  BudgetBook(ClusterView cluster, Agenda agenda) {
    this.cluster = cluster;
    this.agenda = agenda;
  }

  private record Membership(ObjectKey ledger, Optional<ObjectKey> root) {}

  public Optional<BudgetLedger> ledger(ObjectKey key) {
    return Optional.ofNullable(ledgers.get(key));
  }

  /** Returns the ledger that the pod is charged to; empty for a pod that no budget can serve. */
  public Optional<BudgetLedger> ledgerOf(Pod pod) {
    return Optional.ofNullable(memberships.get(pod.uid())).flatMap(m -> ledger(m.ledger()));
  }

  /** Returns the PodDisruptionBudgets that cover the pod. */
  public List<Budget> covering(Pod pod) {
    return keysCovering(pod).stream().flatMap(key -> cluster.budget(key).stream()).toList();
  }

  void podChanged(Optional<Pod> before, Optional<Pod> after) {
    before.ifPresent(pod -> after.ifPresentOrElse(same -> {}, () -> forget(pod)));
    after.ifPresent(this::put);
  }

  /** Takes over what a budget has become; returns whether it covers the same pods as before. */
  boolean budgetChanged(Optional<Budget> before, Optional<Budget> after) {
    boolean sameCover =
        before.isPresent()
            && after.isPresent()
            && before.get().selector().equals(after.get().selector());
    Budget any = after.or(() -> before).orElseThrow();
    if (!sameCover) {
      covering.remove(any.meta().key().namespace());
      new ArrayList<>(cluster.podsIn(any.meta().key().namespace())).forEach(this::put);
    }
    after.flatMap(budget -> ledger(budget.key())).ifPresent(l -> l.budgetChanged(any));
    touch(any.key());
    return sameCover;
  }

  /** Counts the node's pods anew, since leaving load balancers changes how they count. */
  void nodeChanged(Node node) {
    cluster.podsOn(node.name()).forEach(this::put);
  }

  /** Counts the node's pods as out of service from when it is told to leave load balancers. */
  void leaves(Node node) {
    leaving.add(node.name());
    nodeChanged(node);
  }

  /** The write is over: from now on the node shows what it is. */
  void hasLeftOrNot(Node node) {
    if (leaving.remove(node.name())) {
      nodeChanged(node);
    }
  }

  /** Gives all that depends on a workload's size another look. */
  void workloadChanged(ObjectKey workload) {
    ledgersOfRoot.getOrDefault(workload, new TreeSet<>()).forEach(this::touch);
    touch(workload);
  }

  /** Takes a budget's status as one that has counted every pod which is seen to go. */
  void seenWithPods(Budget budget) {
    BudgetLedger ledger = ledgers.get(budget.key());
    if (ledger != null) {
      ledger.budgetChanged(budget);
      touch(budget.key());
    }
  }

  void charge(Pod pod) {
    ledgerOf(pod).ifPresent(ledger -> ledger.charge(pod.uid(), pod.name()));
  }

  void discharge(Pod pod) {
    ledgerOf(pod)
        .ifPresent(
            ledger -> {
              ledger.discharge(pod.uid());
              cluster.pod(pod.uid()).ifPresent(this::put);
            });
  }

  void touch(ObjectKey key) {
    if (ledgers.containsKey(key)) {
      agenda.add(new AgendaItem.OfBudget(key));
    }
  }

  private void put(Pod pod) {
    if (pod.staysWithItsNode()) {
      forget(pod);
      return;
    }
    Optional<ObjectKey> key = ledgerKey(pod);
    Membership now = memberships.get(pod.uid());
    boolean moves = now != null && !Optional.of(now.ledger()).equals(key);
    boolean asked = moves && ledgerOf(pod).filter(old -> old.charged(pod.uid())).isPresent();
    if (moves) {
      forget(pod);
    }
    key.ifPresent(k -> enter(pod, k));
    if (asked && !pod.terminating()) {
      // What is asked of it stays asked, by whichever budget it is counted from now on.
      charge(pod);
    }
  }

  private void enter(Pod pod, ObjectKey key) {
    Membership membership =
        memberships.computeIfAbsent(pod.uid(), none -> new Membership(key, cluster.rootOf(pod)));
    BudgetLedger ledger = ledgers.computeIfAbsent(key, BudgetLedger::new);
    ledger.join(pod.uid(), membership.root());
    membership
        .root()
        .ifPresent(root -> ledgersOfRoot.computeIfAbsent(root, none -> new TreeSet<>()).add(key));
    ledger.count(pod.uid(), health(pod));
    touch(key);
  }

  private void forget(Pod pod) {
    Membership membership = memberships.remove(pod.uid());
    if (membership == null) {
      return;
    }
    BudgetLedger ledger = ledgers.get(membership.ledger());
    if (ledger != null) {
      ledger.count(pod.uid(), BudgetLedger.Health.GOING);
      ledger.leave(pod.uid(), membership.root());
      touch(membership.ledger());
      if (ledger.empty()) {
        ledgers.remove(membership.ledger());
      }
    }
  }

  private BudgetLedger.Health health(Pod pod) {
    if (pod.terminating()) {
      return BudgetLedger.Health.GOING;
    }
    return pod.ready() && !outOfLoadBalancer(pod)
        ? BudgetLedger.Health.HEALTHY
        : BudgetLedger.Health.DOWN;
  }

  /**
   * Returns whether the pod serves no one any more because its node has left the load balancers.
   */
  public boolean outOfLoadBalancer(Pod pod) {
    return pod.nodeName()
            .flatMap(cluster::node)
            .filter(node -> Marks.excluded(node) || leaving.contains(node.name()))
            .isPresent()
        && servedLocally(pod);
  }

  /** Returns whether load balancers reach the pod only through its own node. */
  public boolean servedLocally(Pod pod) {
    for (Service service : cluster.services(pod.namespace())) {
      if (service.loadBalanced() && service.localTraffic() && service.covers(pod)) {
        return true;
      }
    }
    return false;
  }

  private Optional<ObjectKey> ledgerKey(Pod pod) {
    List<ObjectKey> keys = keysCovering(pod);
    if (keys.size() > 1) {
      return Optional.empty();
    }
    return keys.isEmpty()
        ? cluster.rootOf(pod).or(() -> Optional.of(pod.key()))
        : Optional.of(keys.get(0));
  }

  /** Returns the keys of the PodDisruptionBudgets that cover the pod. */
  List<ObjectKey> keysCovering(Pod pod) {
    return covering
        .computeIfAbsent(pod.namespace(), none -> new LinkedHashMap<>())
        .computeIfAbsent(pod.meta().labels(), none -> match(pod));
  }

  private List<ObjectKey> match(Pod pod) {
    return cluster.budgets(pod.namespace()).stream()
        .filter(budget -> budget.covers(pod))
        .map(Budget::key)
        .toList();
  }
}
