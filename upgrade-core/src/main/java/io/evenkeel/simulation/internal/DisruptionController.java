package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Owner;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the status of budgets, some time after the pods have changed. */
final class DisruptionController {
  /** How long an accepted eviction counts although its pod does not go. */
  private static final Duration EVICTION_COUNTS = Duration.ofMinutes(2);

  private final World world;
  private Instant stoppedUntil = Instant.MIN;
  private final Reconciler queue;

  DisruptionController(World world) {
    this.world = world;
    this.queue =
        new Reconciler(world, "budgets", world.settings.delay(ClusterDelay.BUDGET), this::sync);
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.object() instanceof Pod pod) {
      podChanged(change, pod);
    } else if (change.after() instanceof Budget budget
        && (!budget.observed() || charged(change, budget))) {
      queue.mark(budget.key());
    } else if (change.after() instanceof Workload after
        && (!(change.before() instanceof Workload before)
            || before.replicas() != after.replicas())) {
      world.pods.ofController(after.uid()).forEach(this::markBudgets);
    }
  }

  /** Whoever is charged for has to go soon, or is counted again. */
  private static boolean charged(Change change, Budget after) {
    return change.before() instanceof Budget before
        && after.status().disruptedPods().size() > before.status().disruptedPods().size();
  }

  private void podChanged(Change change, Pod pod) {
    if (change.before() instanceof Pod before
        && change.after() instanceof Pod after
        && before.ready() == after.ready()
        && before.terminating() == after.terminating()) {
      return;
    }
    markBudgets(pod);
  }

  private void markBudgets(Pod pod) {
    world.pods.budgetsOf(pod.key()).forEach(queue::mark);
  }

  /** Does nothing for that long; what has changed meanwhile is looked at then. */
  void stop(Duration span) {
    stoppedUntil = world.now().plus(span);
  }

  private void sync(ObjectKey key) {
    if (stoppedUntil.isAfter(world.now())) {
      world.later(Duration.between(world.now(), stoppedUntil), () -> queue.mark(key));
      return;
    }
    Budget budget = world.store.budget(key);
    if (budget == null) {
      return;
    }
    Collection<Pod> pods = world.pods.coveredBy(key);
    Map<String, Instant> disrupted = stillDisrupted(budget, pods);
    Budget.Status status = status(budget, pods, disrupted);
    if (!status.equals(budget.status())) {
      world.store.update(budget.withStatus(status));
    }
    if (!disrupted.isEmpty()) {
      world.later(EVICTION_COUNTS.plusMillis(1), () -> queue.mark(key));
    }
  }

  private Map<String, Instant> stillDisrupted(Budget budget, Collection<Pod> pods) {
    Map<String, Instant> before = budget.status().disruptedPods();
    Map<String, Instant> still = new LinkedHashMap<>();
    if (!before.isEmpty()) {
      Instant expired = world.now().minus(EVICTION_COUNTS);
      for (Pod pod : pods) {
        Instant since = before.get(pod.name());
        if (since != null && !pod.terminating() && !since.isBefore(expired)) {
          still.put(pod.name(), since);
        }
      }
    }
    return still;
  }

  private Budget.Status status(
      Budget budget, Collection<Pod> pods, Map<String, Instant> disrupted) {
    int healthy = 0;
    for (Pod pod : pods) {
      if (pod.ready() && !pod.terminating() && !disrupted.containsKey(pod.name())) {
        healthy++;
      }
    }
    int expected = expected(budget, pods);
    long generation = budget.meta().generation();
    if (expected == UNKNOWN_SCALE) {
      Budget.Status before = budget.status();
      return new Budget.Status(
          generation, 0, healthy, before.desiredHealthy(), before.expectedPods(), disrupted);
    }
    int desired = budget.desiredHealthy(expected);
    int allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired);
    return new Budget.Status(generation, allowed, healthy, desired, expected, disrupted);
  }

  private static final int UNKNOWN_SCALE = -1;

  private int expected(Budget budget, Collection<Pod> pods) {
    if (budget.limit() instanceof Budget.Limit.MinAvailable min
        && min.share() instanceof PodShare.Count) {
      return pods.size();
    }
    Map<String, Integer> scales = new LinkedHashMap<>();
    for (Pod pod : pods) {
      Owner owner = pod.meta().controller().orElse(null);
      Workload scaled = owner == null ? null : scaled(pod, owner);
      if (owner == null || scaled == null) {
        return UNKNOWN_SCALE;
      }
      scales.put(owner.uid(), scaled.replicas());
    }
    return scales.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Nullable
  private Workload scaled(Pod pod, Owner owner) {
    return switch (owner.kind()) {
      case REPLICA_SET, STATEFUL_SET, DEPLOYMENT ->
          world.store.workload(new ObjectKey(owner.kind(), pod.namespace(), owner.name()));
      default -> null;
    };
  }
}
