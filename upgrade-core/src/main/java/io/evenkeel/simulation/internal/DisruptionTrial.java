package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries out what would be needed if some claims went. */
final class DisruptionTrial {
  private final PoolWorld pools;
  private final Provisioning provisioning;
  private final DisruptionRules rules;
  private @Nullable TrialRoom room;
  private long revision;
  private Instant at = Instant.MIN;

  DisruptionTrial(PoolWorld pools, Provisioning provisioning, DisruptionRules rules) {
    this.pools = pools;
    this.provisioning = provisioning;
    this.rules = rules;
  }

  /**
   * What is needed for some claims to go.
   *
   * @param stranded a pod that would find no place, or one that is not there yet
   */
  record Result(List<NewClaims.Wanted> wanted, Optional<Pod> stranded) {}

  Result without(List<ClaimBook> claims) {
    List<Pod> pods = new ArrayList<>(provisioning.waiting());
    for (ClaimBook claim : claims) {
      rules.moving(claim).stream()
          .filter(pod -> PodRules.movesNow(pod, pools.world))
          .forEach(pods::add);
    }
    PoolTrial trial = new PoolTrial(pools, room(), claims, pods);
    Optional<Pod> homeless =
        trial.homeless().stream().filter(pod -> pod.nodeName().isPresent()).findFirst();
    return new Result(trial.wanted(), homeless.or(() -> early(trial)));
  }

  /** As long as nothing changes, many are tried in one and the same room. */
  private TrialRoom room() {
    TrialRoom known = room;
    if (known == null || pools.revision() != revision || !pools.now().equals(at)) {
      known = new TrialRoom(pools, new PoolNodes(pools));
      room = known;
      revision = pools.revision();
      at = pools.now();
    }
    return known;
  }

  /** Nothing is risked for a node that may never come, but what leaves already has to go there. */
  private Optional<Pod> early(PoolTrial trial) {
    return trial.onClaims().entrySet().stream()
        .filter(at -> !at.getValue().initialized())
        .map(Map.Entry::getKey)
        .filter(pod -> pod.nodeName().isPresent() && !leavesAlready(pod))
        .findFirst();
  }

  private boolean leavesAlready(Pod pod) {
    ClaimBook claim = pod.nodeName().map(pools::ofNode).orElse(null);
    return claim != null && claim.leaves();
  }
}
