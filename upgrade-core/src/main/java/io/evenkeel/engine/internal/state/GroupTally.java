package io.evenkeel.engine.internal.state;

import io.evenkeel.RemovedNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What has been done to a group so far, for the summary. */
public final class GroupTally {
  private int replaced;
  private Optional<String> newerTarget = Optional.empty();
  private int evictions;
  private int peakSurge;
  private final LinkedHashSet<String> podsMoved = new LinkedHashSet<>();
  private final List<String> givenBack = new ArrayList<>();
  private final List<String> leftovers = new ArrayList<>();
  private final List<RemovedNode> removed = new ArrayList<>();

  public void replacedOne() {
    replaced++;
  }

  public void removed(RemovedNode node) {
    removed.add(node);
  }

  public void evicted(String podUid) {
    evictions++;
    podsMoved.add(podUid);
  }

  /** As {@link #evicted}, and the pod may be told of again and again. */
  public void evictedOnce(String podUid) {
    if (podsMoved.add(podUid)) {
      evictions++;
    }
  }

  void observe(int surplus) {
    peakSurge = Math.max(peakSurge, surplus);
  }

  public void gaveBack(String what) {
    givenBack.add(what);
  }

  /** Returns what is said of a node that no load balancer leads to any more. */
  public static String outOfTargetGroups(String node) {
    return "node " + node + " stays, and has left its target groups: register it there again";
  }

  public void leaves(String what) {
    if (!leftovers.contains(what)) {
      leftovers.add(what);
    }
  }

  /** Returns what the plan's target means by now, where that is no longer what was pinned. */
  public Optional<String> newerTarget() {
    return newerTarget;
  }

  public void newerTarget(String description) {
    newerTarget = Optional.of(description);
  }

  public int replaced() {
    return replaced;
  }

  public int evictions() {
    return evictions;
  }

  public int podsMoved() {
    return podsMoved.size();
  }

  public int peakSurge() {
    return peakSurge;
  }

  /** Returns the nodes that nobody needed, and that are gone. */
  public List<RemovedNode> removed() {
    return removed;
  }

  public List<String> givenBack() {
    return givenBack;
  }

  public List<String> leftovers() {
    return leftovers;
  }
}
