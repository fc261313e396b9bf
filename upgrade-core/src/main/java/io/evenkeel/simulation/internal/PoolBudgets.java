package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.simulation.NodePoolBudget;
import io.evenkeel.simulation.NodePoolBudget.Reason;
import io.evenkeel.simulation.NodePoolBudget.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How many nodes of a pool may be taken now. */
final class PoolBudgets {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final PoolWorld pools;

  PoolBudgets(PoolWorld pools) {
    this.pools = pools;
  }

  /** Returns how many more nodes may be taken for that reason. */
  int left(PoolBook pool, Reason reason) {
    int allowed = allowed(pool, reason);
    return allowed == NO_LIMIT ? NO_LIMIT : Math.max(0, allowed - missing(pool));
  }

  /** Returns how many nodes may be missing for that reason, whether they are already or not. */
  int allowed(PoolBook pool, Reason reason) {
    int least = NO_LIMIT;
    for (NodePoolBudget budget : pool.budgets()) {
      if (budget.window().isPresent() && schedule(budget.window().get()).isEmpty()) {
        return 0;
      }
      if (budget.covers(reason) && applies(budget)) {
        least = Math.min(least, share(budget.nodes(), counted(pool).size()));
      }
    }
    return least;
  }

  /** Returns how many nodes count as missing: on their way out, or not Ready. */
  int missing(PoolBook pool) {
    return (int) counted(pool).stream().filter(c -> c.leaves() || !ready(c)).count();
  }

  /** Returns how many nodes are not Ready although nobody takes them. */
  int unready(PoolBook pool) {
    return (int) counted(pool).stream().filter(c -> !c.leaves() && !ready(c)).count();
  }

  /** Returns the nodes of which shares are taken. */
  List<ClaimBook> counted(PoolBook pool) {
    return pools.claimsOf(pool).stream().filter(c -> c.initialized() && !c.machineStops).toList();
  }

  private boolean ready(ClaimBook claim) {
    Node node = pools.nodeOf(claim);
    return node != null && node.ready();
  }

  /** Percentages round up. */
  private static int share(String nodes, int size) {
    return nodes.endsWith("%")
        ? (size * Integer.parseInt(nodes.substring(0, nodes.length() - 1)) + 99) / 100
        : Integer.parseInt(nodes);
  }

  private boolean applies(NodePoolBudget budget) {
    return budget.window().map(window -> begun(window).isPresent()).orElse(true);
  }

  /** Returns when the window began that is open now. */
  private Optional<Instant> begun(Window window) {
    Instant earliest = pools.now().minus(window.duration());
    return schedule(window)
        .flatMap(schedule -> schedule.next(earliest))
        .filter(hit -> !hit.isAfter(pools.now()));
  }

  private static Optional<CronSchedule> schedule(Window window) {
    try {
      return Optional.of(CronSchedule.parse(window.schedule()));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns when the budgets that let nothing go for that reason end, where they do. */
  Optional<Instant> closedUntil(PoolBook pool, Reason reason) {
    Optional<Instant> until = Optional.empty();
    for (NodePoolBudget budget : pool.budgets()) {
      boolean closes = budget.covers(reason) && applies(budget) && share(budget.nodes(), 100) == 0;
      if (closes && budget.window().isEmpty()) {
        return Optional.empty();
      } else if (closes) {
        Window window = budget.window().get();
        Optional<Instant> end = begun(window).map(at -> at.plus(window.duration()));
        until = until.filter(u -> u.isAfter(end.orElse(u))).or(() -> end);
      }
    }
    return until;
  }
}
