package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.SimulatedNodePools;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes claims for pods that find no room, and for those that are to leave their nodes: such pods
 * are collected until none comes for a second, and then placed together.
 */
final class Provisioning {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** How long pods are awaited where they were to be placed. */
  private static final Duration NOMINATION = Duration.ofSeconds(20);

  private final PoolWorld pools;
  private final Predicate<Pod> expected;
  private final ClaimLaunches launches;
  private final Set<String> batch = new LinkedHashSet<>();
  private Instant batchBegan = Instant.MIN;
  private Instant lastCame = Instant.MIN;
  private boolean repeats;

  /**
   * @param expected the pods for which others make room, which the scheduler will place
   */
  Provisioning(PoolWorld pools, Predicate<Pod> expected, ClaimLaunches launches) {
    this.pools = pools;
    this.expected = expected;
    this.launches = launches;
    pools.world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.after() instanceof Pod pod && PodRules.needsNode(pod)) {
      trigger(pod.uid());
    } else if (change.after() instanceof Node node
        && node.taints().contains(SimulatedNodePools.DISRUPTED)
        && (!(change.before() instanceof Node before) || !before.taints().equals(node.taints()))) {
      trigger(node.uid());
    }
  }

  private void trigger(String uid) {
    boolean first = batch.isEmpty();
    if (batch.add(uid)) {
      lastCame = pools.now();
      if (first) {
        batchBegan = pools.now();
        pools.world.after(IDLE, this::closeOrWait);
      }
    }
  }

  private void closeOrWait() {
    Instant idle = lastCame.plus(IDLE);
    Instant latest = batchBegan.plus(LONGEST);
    Instant due = idle.isBefore(latest) ? idle : latest;
    if (pools.now().isBefore(due)) {
      pools.world.after(Duration.between(pools.now(), due), this::closeOrWait);
    } else {
      batch.clear();
      provision();
      repeat();
    }
  }

  /** As long as anything waits it is looked at again. */
  private void repeat() {
    if (!repeats && !waiting().isEmpty()) {
      repeats = true;
      pools.world.later(
          AGAIN,
          () -> {
            repeats = false;
            waiting().forEach(pod -> trigger(pod.uid()));
          });
    }
  }

  private void provision() {
    List<Pod> waiting = waiting();
    if (waiting.isEmpty()) {
      return;
    }
    TrialRoom room = new TrialRoom(pools, new PoolNodes(pools));
    PoolTrial trial = new PoolTrial(pools, room, List.of(), waiting);
    trial.onClaims().forEach((pod, claim) -> nominate(pod, claim));
    for (NewClaims.Wanted wanted : trial.wanted()) {
      launches.create(wanted, "for " + wanted.pods().size() + " pods");
    }
  }

  private void nominate(Pod pod, ClaimBook claim) {
    if (pod.nodeName().isEmpty()) {
      claim.nominatedUntil = pools.now().plus(NOMINATION);
    }
  }

  /** Returns the pods that wait for a node, and those that leave theirs. */
  List<Pod> waiting() {
    List<Pod> waiting = new ArrayList<>();
    for (Pod pod : pools.world.store.pods()) {
      if (PodRules.needsNode(pod) && !expected.test(pod)) {
        waiting.add(pod);
      }
    }
    for (ClaimBook claim : pools.everyClaim()) {
      if (claim.leaves() && claim.node.isPresent()) {
        pools.world.pods.onNode(claim.node.get()).stream()
            .filter(pod -> PodRules.movesNow(pod, pools.world))
            .forEach(waiting::add);
      }
    }
    return waiting;
  }
}
