package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import java.util.Arrays;
import java.util.List;

/**
 * One node as the scheduler keeps it: what is free, counts of the pods that matter, and the numbers
 * of its topology domains. Every pod is asked about every node, so this is where time goes.
 */
final class NodeSlot {
  private static final int UNKNOWN_DOMAIN = -2;

  final int number;
  Node node;
  private Resources free;
  private List<Taint> forbidding = List.of();
  private List<Taint> unwelcoming = List.of();
  private int[] counts = new int[4];
  private int[] domains = new int[0];

  NodeSlot(int number, Node node) {
    this.number = number;
    this.node = node;
    this.free = node.allocatable();
    show(node);
  }

  /** Takes over what has changed in the Node object. */
  void show(Node changed) {
    if (changed.allocatable() != node.allocatable()) {
      free = free.plus(changed.allocatable()).minus(node.allocatable());
    }
    node = changed;
    forbidding = taints(changed, false);
    unwelcoming = taints(changed, true);
    Arrays.fill(domains, UNKNOWN_DOMAIN);
  }

  private static List<Taint> taints(Node node, boolean soft) {
    return node.taints().stream()
        .filter(taint -> soft == (taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE))
        .toList();
  }

  Resources free() {
    return free;
  }

  void take(Pod pod) {
    free = free.minus(pod.requests());
  }

  void giveBack(Pod pod) {
    free = free.plus(pod.requests());
  }

  int count(int counter) {
    return counter < counts.length ? counts[counter] : 0;
  }

  void count(int counter, int difference) {
    if (counter >= counts.length) {
      counts = Arrays.copyOf(counts, counter + 8);
    }
    counts[counter] += difference;
  }

  /** Returns the number of the node's domain for that topology key. */
  int domain(Domains.Key key) {
    if (key.number() >= domains.length) {
      int known = domains.length;
      domains = Arrays.copyOf(domains, key.number() + 2);
      Arrays.fill(domains, known, domains.length, UNKNOWN_DOMAIN);
    }
    int domain = domains[key.number()];
    if (domain == UNKNOWN_DOMAIN) {
      domain = key.domainOf(node);
      domains[key.number()] = domain;
    }
    return domain;
  }

  /** Returns whether the node takes new pods of this kind, room and neighbors left aside. */
  boolean admits(Pod pod) {
    return !closedTo(pod) && admitsByLabels(pod);
  }

  boolean admitsByLabels(Pod pod) {
    Placement placement = pod.placement();
    boolean anywhere =
        placement.nodeSelector().isEmpty()
            && placement.nodeTerms().isEmpty()
            && placement.volumeTerms().isEmpty();
    return anywhere || placement.admits(node.meta().labels());
  }

  boolean fits(Pod pod) {
    Resources asked = pod.requests();
    return free.cpuMillis() >= asked.cpuMillis()
        && free.memoryBytes() >= asked.memoryBytes()
        && free.pods() >= asked.pods()
        && (asked.extended().isEmpty() || free.fits(asked));
  }

  /** Returns whether a taint, or being cordoned, keeps the pod away. */
  boolean closedTo(Pod pod) {
    if (node.unschedulable() && !pod.placement().tolerates(Node.CLOSED)) {
      return true;
    }
    for (int i = 0; i < forbidding.size(); i++) {
      if (!pod.placement().tolerates(forbidding.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many taints ask the pod to prefer other nodes. */
  int unwelcoming(Pod pod) {
    int count = 0;
    for (int i = 0; i < unwelcoming.size(); i++) {
      count += pod.placement().tolerates(unwelcoming.get(i)) ? 0 : 1;
    }
    return count;
  }
}
