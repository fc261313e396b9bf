package io.evenkeel.campaign.internal;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.simulation.CloudChange;
import io.evenkeel.simulation.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Notes, from the truth of a world, what the causes of halts are checked against. */
final class Witness {
  private static final String DRAIN = "evenkeel.io/draining-since";
  private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";
  private static final String CORDON = "evenkeel.io/cordoned";

  private final CampaignWorld world;
  private final CallWitness calls;
  private final Set<String> holders = new LinkedHashSet<>();
  private final Set<String> trouble = new LinkedHashSet<>();
  private final Set<ObjectKey> withoutSlots = new LinkedHashSet<>();
  private final Set<ObjectKey> keptAll = new LinkedHashSet<>();
  private final Set<ObjectKey> unobserved = new LinkedHashSet<>();
  private final Map<ObjectKey, Budget> budgets = new LinkedHashMap<>();
  private final Map<ObjectKey, PodFile> pods = new LinkedHashMap<>();
  private final Map<String, Instant> drainedSince = new LinkedHashMap<>();
  private final Map<String, Duration> longestDrain = new TreeMap<>();
  private final Map<String, Instant> notReadySince = new LinkedHashMap<>();
  private final Map<String, Duration> longestNotReady = new TreeMap<>();
  private final Set<String> everReady = new LinkedHashSet<>();
  private final Set<String> lostReadiness = new LinkedHashSet<>();
  private final Set<String> closedByOthers = new LinkedHashSet<>();
  private final Set<String> withVolumes = new LinkedHashSet<>();
  private final Set<String> outOfReach = new LinkedHashSet<>();
  private boolean openedByOthers;

  Witness(CampaignWorld world, CallWitness calls) {
    this.world = world;
    this.calls = calls;
    world.cluster().snapshot().nodes().forEach(this::saw);
    world.cluster().snapshot().pods().forEach(pod -> saw(pod, true));
    world.cluster().snapshot().budgets().forEach(this::saw);
    world.cluster().snapshot().volumeAttachments().forEach(this::saw);
    world.cloud().observeTruth(this::saw);
    world.cluster().observeTruth(this::saw);
  }

  private void saw(CloudChange change) {
    boolean lost =
        switch (change.kind()) {
          case LAUNCH_FAILED, UNHEALTHY, HELD -> true;
          case TERMINATING, STOPPED -> !calls.askedToTerminate(change.subject());
          default -> false;
        };
    if (lost) {
      trouble.add(change.group());
    }
  }

  private void saw(Truth truth) {
    if (truth instanceof Truth.LeaseWritten written && !written.lease().holder().isEmpty()) {
      holders.add(written.lease().holder());
    } else if (truth instanceof Truth.Changed changed) {
      if (changed.after().orElse(null) instanceof Node node) {
        noteOpened(changed, node);
        saw(node);
      } else if (changed.after().orElse(changed.before().orElse(null)) instanceof Pod pod) {
        saw(pod, changed.after().isPresent());
      } else if (changed.after().orElse(null) instanceof Budget budget) {
        saw(budget);
      } else if (changed.after().orElse(null) instanceof VolumeAttachment attachment) {
        saw(attachment);
      }
    }
  }

  private void saw(VolumeAttachment attachment) {
    withVolumes.add(attachment.nodeName());
  }

  private void saw(Budget budget) {
    budgets.put(budget.key(), budget);
    if (budget.status().disruptionsAllowed() == 0) {
      withoutSlots.add(budget.key());
    }
    int pods = Math.max(1, budget.status().expectedPods());
    if (budget.desiredHealthy(pods) >= pods) {
      keptAll.add(budget.key());
    }
    if (!budget.observed()) {
      unobserved.add(budget.key());
    }
  }

  /** Whoever opens a node that the run has closed leaves its annotation there. */
  private void noteOpened(Truth.Changed changed, Node after) {
    openedByOthers |=
        changed.before().orElse(null) instanceof Node before
            && before.unschedulable()
            && !after.unschedulable()
            && after.hasAnnotation(CORDON);
  }

  private void saw(Node node) {
    Instant now = world.time().now();
    if (node.providerId().filter(this::isOnItsWayOut).isPresent()) {
      ceasesToAil(node.name(), now);
      return;
    }
    if (node.meta().labels().containsKey(EXCLUDED)) {
      outOfReach.add(node.name());
    }
    if (node.unschedulable() && !node.hasAnnotation(CORDON)) {
      closedByOthers.add(node.name());
    }
    if (node.ready()) {
      everReady.add(node.name());
      ceasesToAil(node.name(), now);
    } else {
      notReadySince.putIfAbsent(node.name(), now);
      if (everReady.contains(node.name())) {
        lostReadiness.add(node.name());
      }
    }
    if (node.hasAnnotation(DRAIN)) {
      drainedSince.putIfAbsent(node.name(), now);
    } else {
      Optional.ofNullable(drainedSince.remove(node.name()))
          .ifPresent(since -> longest(longestDrain, node.name(), Duration.between(since, now)));
    }
  }

  private void ceasesToAil(String node, Instant now) {
    Optional.ofNullable(notReadySince.remove(node))
        .ifPresent(since -> longest(longestNotReady, node, Duration.between(since, now)));
  }

  /** What the run itself has had terminated ceases to be Ready, which is nobody's trouble. */
  private boolean isOnItsWayOut(String providerId) {
    return calls.askedToTerminate(providerId.substring(providerId.lastIndexOf('/') + 1));
  }

  private static void longest(Map<String, Duration> known, String name, Duration time) {
    known.merge(name, time, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  private void saw(Pod pod, boolean there) {
    pods.computeIfAbsent(pod.key(), key -> new PodFile(pod)).saw(pod, there, world.time().now());
  }

  CallWitness calls() {
    return calls;
  }

  /** Returns how many holders the lease has had. */
  int holders() {
    return holders.size();
  }

  /**
   * Returns whether launches of the group failed, or it lost an instance that nobody of us ended.
   */
  boolean cloudTroubled(String group) {
    return trouble.contains(group);
  }

  boolean anyTrouble() {
    return !trouble.isEmpty();
  }

  /** Returns how long the node was drained at most. */
  Duration drained(String node) {
    return longestSoFar(node, longestDrain, drainedSince);
  }

  private Duration longestSoFar(
      String name, Map<String, Duration> known, Map<String, Instant> since) {
    Duration going =
        Optional.ofNullable(since.get(name))
            .map(begun -> Duration.between(begun, world.time().now()))
            .orElse(Duration.ZERO);
    Duration before = known.getOrDefault(name, Duration.ZERO);
    return going.compareTo(before) > 0 ? going : before;
  }

  /** Returns how long a pod was not Ready at most. */
  Duration longestUnready() {
    return pods.values().stream()
        .map(file -> file.longestUnready(world.time().now()))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Returns whether a node ceased to be Ready, or did not become it within that time. */
  boolean anyNodeAiled(Duration soon) {
    return !lostReadiness.isEmpty()
        || notReadySince.keySet().stream().anyMatch(n -> notReady(n).compareTo(soon) >= 0)
        || longestNotReady.values().stream().anyMatch(d -> d.compareTo(soon) >= 0);
  }

  private Duration notReady(String node) {
    return longestSoFar(node, longestNotReady, notReadySince);
  }

  /** Returns whether the node was not Ready at some time, be it at its beginning. */
  boolean wasNotReady(String node) {
    return lostReadiness.contains(node) || !notReady(node).isZero();
  }

  /** Returns whether that pod was without a node for so long. */
  boolean waited(String namespace, String pod, Duration time) {
    return pod(new ObjectKey(ObjectKind.POD, namespace, pod))
        .filter(file -> file.longestPending(world.time().now()).compareTo(time) >= 0)
        .isPresent();
  }

  boolean lostReadiness(String node) {
    return lostReadiness.contains(node);
  }

  boolean closedByOthers() {
    return !closedByOthers.isEmpty();
  }

  /** Returns whether somebody has opened a node that the run had closed. */
  boolean openedByOthers() {
    return openedByOthers;
  }

  /** Returns whether load balancers had left the node. */
  boolean wasOutOfReach(String node) {
    return outOfReach.contains(node);
  }

  boolean hadVolumes(String node) {
    return withVolumes.contains(node);
  }

  Optional<PodFile> pod(ObjectKey key) {
    return Optional.ofNullable(pods.get(key));
  }

  Optional<Budget> budget(ObjectKey key) {
    return Optional.ofNullable(budgets.get(key));
  }

  /** Returns whether there was a time in which the budget allowed nothing. */
  boolean hadNoSlots(ObjectKey budget) {
    return withoutSlots.contains(budget);
  }

  /** Returns the budgets of which there was a time in which they kept all of their pods. */
  Stream<ObjectKey> budgetsThatKeptAll() {
    return keptAll.stream();
  }

  /** Returns what is known of each pod that there ever was. */
  Stream<PodFile> pods() {
    return pods.values().stream();
  }

  /** Returns whether its status was ever behind its specification. */
  boolean wasUnobserved(ObjectKey budget) {
    return unobserved.contains(budget);
  }

  /** Returns how many budgets, of any time, cover the pod. */
  long budgetsOver(Pod pod) {
    return budgets.values().stream().filter(budget -> budget.covers(pod)).count();
  }

  Instant now() {
    return world.time().now();
  }
}
