package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.simulation.ClusterDelay;
import io.evenkeel.simulation.DurationRange;
import io.evenkeel.simulation.SimulatedNodePools;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a claim go that was deleted: closes its node, drains it, waits for its volumes, terminates
 * the machine, and then takes away node and claim. Nothing but a restart of the world stops it.
 */
final class ClaimTermination {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration MACHINE_POLL = Duration.ofSeconds(5);
  private static final Duration LEAST_DRAIN = Duration.ofSeconds(5);
  private static final DurationRange STOPPING = DurationRange.seconds(2, 8);
  private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

  private final PoolWorld pools;
  private final ClaimDrain drain;
  private final Volumes disks;

  ClaimTermination(PoolWorld pools, ClaimDrain drain, Volumes disks) {
    this.pools = pools;
    this.drain = drain;
    this.disks = disks;
  }

  /** Asks that the claim go; asking again changes nothing. */
  void delete(ClaimBook claim) {
    if (claim.deletedAt.isPresent() || !pools.has(claim)) {
      return;
    }
    claim.deletedAt = Optional.of(pools.now());
    pools.note(claim + " deleted");
    pools.world.after(controller(claim), () -> begin(claim));
  }

  private Duration controller(ClaimBook claim) {
    return pools.chance.draw(
        pools.world.settings.delay(ClusterDelay.CONTROLLER), claim.name + "/end");
  }

  private void begin(ClaimBook claim) {
    Node node = pools.nodeOf(claim);
    if (node == null) {
      stopMachine(claim);
    } else {
      pools.world.store.update(closed(node));
      step(claim, pools.now());
    }
  }

  private Node closed(Node node) {
    Map<String, String> labels = new LinkedHashMap<>(node.meta().labels());
    labels.put(EXCLUDED, "karpenter");
    return Taints.with(node, SimulatedNodePools.DISRUPTED)
        .withMeta(node.meta().withLabels(labels).withDeletedAt(pools.now()));
  }

  /** Looks again every second; a taint that somebody takes off is set again. */
  private void step(ClaimBook claim, Instant begun) {
    Node node = pools.nodeOf(claim);
    if (node != null && !node.taints().contains(SimulatedNodePools.DISRUPTED)) {
      pools.world.store.update(Taints.with(node, SimulatedNodePools.DISRUPTED));
    }
    boolean drained = node == null || drain.step(claim, node.name());
    boolean early = pools.now().isBefore(begun.plus(LEAST_DRAIN));
    if (node != null && (!drained || early || holdsVolumes(claim, node))) {
      pools.world.later(STEP, () -> step(claim, begun));
    } else {
      stopMachine(claim);
    }
  }

  private boolean holdsVolumes(ClaimBook claim, Node node) {
    boolean overdue = claim.terminatesBy().filter(by -> !pools.now().isBefore(by)).isPresent();
    return !overdue && !volumes(node.name()).isEmpty();
  }

  /** Returns the volumes that are attached to the node although their pods leave it. */
  List<VolumeAttachment> volumes(String node) {
    return pools.world.store.<VolumeAttachment>all(ObjectKind.VOLUME_ATTACHMENT).stream()
        .filter(volume -> volume.nodeName().equals(node))
        .filter(volume -> drain.stays(node).noneMatch(pod -> disks.uses(pod, volume.volume())))
        .toList();
  }

  private void stopMachine(ClaimBook claim) {
    claim.machineStops = true;
    pools.note("machine of " + claim + " stops");
    Duration stops =
        claim.launched ? pools.chance.draw(STOPPING, claim.name + "/stops") : Duration.ZERO;
    if (claim.booted && claim.settings.showsShutdown()) {
      pools.world.after(stops.dividedBy(2), () -> pools.machines.instanceStops(claim.instanceId()));
    }
    pools.world.after(upToNextPoll(stops), () -> gone(claim));
  }

  private static Duration upToNextPoll(Duration stops) {
    long polls = (stops.toMillis() + MACHINE_POLL.toMillis() - 1) / MACHINE_POLL.toMillis();
    return MACHINE_POLL.multipliedBy(polls);
  }

  private void gone(ClaimBook claim) {
    pools.remove(claim);
    if (claim.booted) {
      pools.machines.instanceLeft(claim.instanceId());
    }
  }
}
