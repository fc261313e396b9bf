package io.evenkeel.engine.internal.state;

import io.evenkeel.Disposition;
import io.evenkeel.Obstacle;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What a drain still has to do on one node, as of the last look. */
public final class Drain {
  private final List<Pod> movable = new ArrayList<>();
  private final List<Pod> going = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Pod> unjudged = new ArrayList<>();
  private final LinkedHashSet<ObjectKey> budgets = new LinkedHashSet<>();

  /** A pod that is not to be touched, and why. */
  public record Held(Pod pod, Obstacle.Cause cause, String because) {}

  /** Returns the pods that may be asked to leave. */
  public List<Pod> movable() {
    return movable;
  }

  /** Returns the pods that have been asked to leave and are still there. */
  public List<Pod> going() {
    return going;
  }

  public List<Held> held() {
    return held;
  }

  /** Returns the pods of which the drain policy has not spoken yet. */
  public List<Pod> unjudged() {
    return unjudged;
  }

  /** Returns the pods of which the drain policy is to be asked, also where it has failed to. */
  public List<Pod> toBeAsked() {
    List<Pod> asked = new ArrayList<>(unjudged);
    held.stream()
        .filter(h -> h.cause() == Obstacle.Cause.POLICY_FAILS)
        .map(Held::pod)
        .forEach(asked::add);
    return asked;
  }

  /** Returns how many pods keep the node from being empty. */
  public int remaining() {
    return movable.size() + going.size() + held.size() + unjudged.size();
  }

  public boolean done() {
    return remaining() == 0;
  }

  /** Returns whether pods that are not critical for the system are still to leave. */
  public boolean ordinaryPodsRemain() {
    return movable.stream().anyMatch(p -> !p.systemCritical())
        || going.stream().anyMatch(p -> !p.systemCritical())
        || unjudged.stream().anyMatch(p -> !p.systemCritical());
  }

  void coveredBy(List<ObjectKey> keys) {
    budgets.addAll(keys);
  }

  /** Returns whether the budget covers a pod that the drain has to move. */
  boolean isUnder(ObjectKey budget) {
    return budgets.contains(budget);
  }

  void hold(Pod pod, Obstacle.Cause cause, String because) {
    held.add(new Held(pod, cause, because));
  }

  void add(Pod pod, Optional<Disposition> verdict) {
    if (pod.terminating()) {
      going.add(pod);
    } else if (verdict.isEmpty()) {
      unjudged.add(pod);
    } else if (verdict.get() instanceof Disposition.Hold hold) {
      hold(pod, Obstacle.Cause.POLICY_HOLDS, hold.because());
    } else if (verdict.get() instanceof Disposition.Leave leave) {
      // A policy may leave only what belongs to the node; anything else would be lost with it.
      hold(pod, Obstacle.Cause.POLICY_HOLDS, "the drain policy leaves it: " + leave.because());
    } else {
      movable.add(pod);
    }
  }
}
