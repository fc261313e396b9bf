package io.evenkeel.engine.internal.state;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The accounts of one budget: how many of its pods are healthy, which evictions are charged to it,
 * and which pods wait for a slot. A workload without a PodDisruptionBudget has a ledger as well,
 * with the implicit budget that paces it.
 */
public final class BudgetLedger {
  private final ObjectKey key;
  private final LinkedHashSet<String> members = new LinkedHashSet<>();
  private final LinkedHashSet<String> healthy = new LinkedHashSet<>();
  private final Map<String, Charge> charges = new LinkedHashMap<>();
  private final LinkedHashSet<String> down = new LinkedHashSet<>();
  private final LinkedHashSet<String> waiting = new LinkedHashSet<>();
  private final TreeMap<ObjectKey, Integer> roots = new TreeMap<>();
  private Optional<Instant> closedUntil = Optional.empty();

  BudgetLedger(ObjectKey key) {
    this.key = key;
  }

  public ObjectKey key() {
    return key;
  }

  /** Returns the pods that wait for a slot, in the order in which they began to. */
  public List<String> waiting() {
    return new ArrayList<>(waiting);
  }

  public boolean anyWaiting() {
    return !waiting.isEmpty();
  }

  public int healthyPods() {
    return healthy.size();
  }

  public int members() {
    return members.size();
  }

  /** Returns the pods that count as down: not Ready, out of service, or on their way out. */
  public List<String> down() {
    return new ArrayList<>(down);
  }

  /** Returns how many pods there are to be by what keeps them running. */
  public int wanted(ClusterView cluster) {
    return expected(cluster);
  }

  /** Returns until when nothing is to be tried, since the API server has refused. */
  public Optional<Instant> closedUntil() {
    return closedUntil;
  }

  public boolean charged(String uid) {
    return charges.containsKey(uid);
  }

  /** Returns whether an eviction has been sent that the world does not fully show yet. */
  public boolean anyCharged() {
    return !charges.isEmpty();
  }

  /** Returns how many more pods may be taken down now, by our own count and by the status. */
  public int allowed(ClusterView cluster) {
    int own = healthy.size() - desired(cluster, budget(cluster));
    return Math.max(0, Math.min(own, allowedByStatus(cluster)));
  }

  /**
   * Returns how many evictions the budget's status allows now, whatever our own count says: for
   * pods that count as down already.
   */
  public int allowedByStatus(ClusterView cluster) {
    Optional<Budget> budget = budget(cluster);
    if (budget.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    if (!budget.get().observed()) {
      return 0;
    }
    int unshown = (int) charges.values().stream().filter(c -> !c.shownByBudget()).count();
    return Math.max(0, budget.get().status().disruptionsAllowed() - unshown);
  }

  private Optional<Budget> budget(ClusterView cluster) {
    return cluster.find(key).filter(Budget.class::isInstance).map(Budget.class::cast);
  }

  /** Returns how many pods are to stay healthy. */
  public int desired(ClusterView cluster, Optional<Budget> budget) {
    int expected = expected(cluster);
    if (budget.isPresent()) {
      Budget.Status status = budget.get().status();
      int counted = expected > 0 ? expected : status.expectedPods();
      return Math.max(budget.get().desiredHealthy(counted), status.desiredHealthy());
    }
    return expected - ImplicitBudget.mayBeDown(cluster.workload(key), expected);
  }

  private int expected(ClusterView cluster) {
    int sum = 0;
    for (Map.Entry<ObjectKey, Integer> root : roots.entrySet()) {
      sum += cluster.workload(root.getKey()).map(Workload::replicas).orElse(root.getValue());
    }
    return sum;
  }

  void join(String uid, Optional<ObjectKey> root) {
    if (members.add(uid)) {
      root.ifPresent(r -> roots.merge(r, 1, Integer::sum));
    }
  }

  void leave(String uid, Optional<ObjectKey> root) {
    if (members.remove(uid)) {
      root.ifPresent(r -> roots.computeIfPresent(r, (k, n) -> n > 1 ? n - 1 : null));
    }
    healthy.remove(uid);
    down.remove(uid);
    waiting.remove(uid);
  }

  void count(String uid, Health health) {
    if (health == Health.HEALTHY && !charges.containsKey(uid)) {
      healthy.add(uid);
    } else {
      healthy.remove(uid);
    }
    if (health == Health.HEALTHY) {
      down.remove(uid);
    } else {
      down.add(uid);
    }
    Charge charge = charges.get(uid);
    if (health == Health.GOING && charge != null) {
      charge.showByPod();
      settle(uid, charge);
    }
  }

  /** How a pod counts for its budget. */
  enum Health {
    HEALTHY,
    DOWN,
    GOING
  }

  void charge(String uid, String podName) {
    charges.put(uid, new Charge(podName));
    healthy.remove(uid);
    waiting.remove(uid);
  }

  void discharge(String uid) {
    charges.remove(uid);
  }

  void enqueue(String uid) {
    if (!charges.containsKey(uid)) {
      waiting.add(uid);
    }
  }

  void dequeue(String uid) {
    waiting.remove(uid);
  }

  void close(Instant until) {
    closedUntil = Optional.of(until);
  }

  void reopen() {
    closedUntil = Optional.empty();
  }

  void budgetChanged(Budget budget) {
    reopen();
    charges
        .values()
        .forEach(c -> c.budgetChanged(budget.status().disruptedPods().containsKey(c.podName())));
    charges.values().removeIf(Charge::settled);
  }

  boolean empty() {
    return members.isEmpty() && charges.isEmpty();
  }

  private void settle(String uid, Charge charge) {
    // A workload without a PodDisruptionBudget has no status that could ever show the eviction.
    if (charge.settled() || key.kind() != ObjectKind.BUDGET) {
      charges.remove(uid);
    }
  }
}
