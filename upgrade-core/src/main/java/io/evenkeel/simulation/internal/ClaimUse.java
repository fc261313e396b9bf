package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long no pod has come to a claim or left it, so that it may be judged by what it holds. */
final class ClaimUse {
  private static final Duration SAME_EVENT = Duration.ofSeconds(10);

  private final PoolWorld pools;

  ClaimUse(PoolWorld pools) {
    this.pools = pools;
    pools.world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.object() instanceof Pod pod && !pod.ofDaemonSet() && isEvent(change)) {
      Optional<ClaimBook> claim = pod.nodeName().map(pools::ofNode);
      claim
          .filter(one -> !pools.now().isBefore(one.lastPodEvent.plus(SAME_EVENT)))
          .ifPresent(one -> one.lastPodEvent = pools.now());
    }
  }

  private static boolean isEvent(Change change) {
    @Nullable Pod before = (Pod) change.before();
    @Nullable Pod after = (Pod) change.after();
    return before == null
        || after == null
        || !before.nodeName().equals(after.nodeName())
        || before.finished() != after.finished();
  }

  /** Returns whether its pool would rather not have the claim, if it is used as little as it is. */
  boolean maySave(ClaimBook claim) {
    PoolSettings settings = claim.pool.settings;
    return settings.consolidation() != PoolSettings.Consolidation.NEVER
        && claim
            .initializedAt
            .map(at -> at.isAfter(claim.lastPodEvent) ? at : claim.lastPodEvent)
            .map(at -> at.plus(settings.consolidateAfter()))
            .filter(this::isPast)
            .isPresent();
  }

  private boolean isPast(Instant at) {
    return !at.isAfter(pools.now());
  }
}
