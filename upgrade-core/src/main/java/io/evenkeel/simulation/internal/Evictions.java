package io.evenkeel.simulation.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.Truth;
import io.evenkeel.spi.EvictionAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Eviction API, with its checks in the order of the real one. */
final class Evictions {
  private static final Duration BUDGET_NOT_OBSERVED = Duration.ofSeconds(10);
  private static final int MOST_DISRUPTED_PODS = 2000;

  private final World world;
  private final PodDeletion deletion;

  Evictions(World world, PodDeletion deletion) {
    this.world = world;
    this.deletion = deletion;
  }

  EvictionAnswer evict(Pod asked, Optional<Duration> grace) {
    Pod pod = world.store.pod(asked.key(), asked.uid());
    if (pod == null) {
      if (!world.history.off()) {
        world.history.add("eviction of " + asked.key() + ": gone");
      }
      return new EvictionAnswer.Gone();
    }
    EvictionAnswer answer =
        world.terminating.contains(pod.namespace())
            ? new EvictionAnswer.Forbidden(
                "", "namespace " + pod.namespace() + " is being terminated")
            : decide(pod);
    if (!world.history.off()) {
      world.history.add("eviction of " + pod.key() + ": " + answer);
    }
    world.tell(new Truth.Evicted(world.now(), pod, answer));
    if (answer instanceof EvictionAnswer.Accepted) {
      deletion.delete(pod, grace.orElse(pod.grace()));
    }
    return answer;
  }

  private EvictionAnswer decide(Pod pod) {
    if (pod.finished() || pod.phase() == Pod.Phase.PENDING || pod.terminating()) {
      return new EvictionAnswer.Accepted();
    }
    List<ObjectKey> budgets = world.pods.budgetsOf(pod.key());
    if (budgets.size() > 1) {
      return new EvictionAnswer.Misconfigured(
          budgets.stream().map(ObjectKey::name).sorted().toList(),
          "several budgets cover the pod, which the Eviction API does not support");
    }
    Budget budget = budgets.isEmpty() ? null : world.store.budget(budgets.get(0));
    return budget == null ? new EvictionAnswer.Accepted() : ask(budget, pod);
  }

  private EvictionAnswer ask(Budget budget, Pod pod) {
    if (!pod.ready() && mayGoUnhealthy(budget)) {
      return new EvictionAnswer.Accepted();
    }
    Budget.Status status = budget.status();
    if (!budget.observed()) {
      return refused(budget, Optional.of(BUDGET_NOT_OBSERVED), "is still being processed");
    }
    if (status.disruptedPods().size() > MOST_DISRUPTED_PODS) {
      return new EvictionAnswer.Forbidden("create pods/eviction", "too many evictions unconfirmed");
    }
    if (status.disruptionsAllowed() <= 0) {
      return refused(
          budget,
          Optional.empty(),
          "needs " + status.desiredHealthy() + " healthy pods and has " + status.currentHealthy());
    }
    charge(budget, pod);
    return new EvictionAnswer.Accepted();
  }

  private static boolean mayGoUnhealthy(Budget budget) {
    Budget.Status status = budget.status();
    return budget.unhealthyPods() == Budget.UnhealthyPods.ALWAYS_ALLOW
        || (status.desiredHealthy() > 0 && status.currentHealthy() >= status.desiredHealthy());
  }

  private static EvictionAnswer refused(Budget budget, Optional<Duration> retryAfter, String why) {
    return new EvictionAnswer.RefusedByBudget(
        budget.name(), retryAfter, "the budget " + budget.key().path() + " " + why);
  }

  private void charge(Budget budget, Pod pod) {
    Budget.Status status = budget.status();
    Map<String, Instant> disrupted = new LinkedHashMap<>(status.disruptedPods());
    disrupted.put(pod.name(), world.now());
    world.store.update(
        budget.withStatus(
            new Budget.Status(
                status.observedGeneration(),
                status.disruptionsAllowed() - 1,
                status.currentHealthy(),
                status.desiredHealthy(),
                status.expectedPods(),
                disrupted)));
  }
}
