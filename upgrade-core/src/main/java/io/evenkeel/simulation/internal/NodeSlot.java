package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.model.Taint;
import java.util.Arrays;

/** One node as the scheduler keeps it: what is free, and counts of the pods that matter. */
final class NodeSlot {
  final int number;
  Node node;
  Resources free;
  boolean preferNotHere;
  private int[] counts = new int[4];

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
    preferNotHere =
        changed.taints().stream().anyMatch(t -> t.effect() == Taint.Effect.PREFER_NO_SCHEDULE);
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

  /** Returns whether the node takes new pods of this kind, room and neighbors left aside. */
  boolean admits(Pod pod) {
    return !closedTo(pod) && pod.placement().admits(node.meta().labels());
  }

  boolean fits(Pod pod) {
    return free.fits(pod.requests());
  }

  /** Returns whether a taint, or being cordoned, keeps the pod away. */
  boolean closedTo(Pod pod) {
    if (node.unschedulable() && !pod.placement().tolerates(CLOSED)) {
      return true;
    }
    for (Taint taint : node.taints()) {
      if (taint.effect() != Taint.Effect.PREFER_NO_SCHEDULE && !pod.placement().tolerates(taint)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many taints ask the pod to prefer other nodes. */
  int unwelcoming(Pod pod) {
    int count = 0;
    if (preferNotHere) {
      for (Taint taint : node.taints()) {
        if (taint.effect() == Taint.Effect.PREFER_NO_SCHEDULE
            && !pod.placement().tolerates(taint)) {
          count++;
        }
      }
    }
    return count;
  }

  private static final Taint CLOSED =
      new Taint(Node.UNSCHEDULABLE_TAINT, "", Taint.Effect.NO_SCHEDULE);
}
