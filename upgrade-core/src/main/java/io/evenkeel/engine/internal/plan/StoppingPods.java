package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why pods that were asked to stop are still there: their time, a finalizer, a dead kubelet. */
final class StoppingPods {
  private static final Duration LONG = Duration.ofMinutes(2);

  private StoppingPods() {}

  static void judge(Pod pod, Node node, Diagnosis.Findings findings) {
    Instant asked = pod.meta().deletedAt().orElse(findings.now());
    Instant over = asked.plus(pod.grace());
    if (!node.ready()) {
      findings.add(deadKubelet(pod, node, asked));
    } else if (over.isAfter(findings.now())) {
      findings.lookAgain(over);
      if (pod.grace().compareTo(LONG) > 0) {
        findings.add(slow(pod, asked, over));
      }
    } else if (!pod.meta().finalizers().isEmpty()) {
      findings.add(finalizer(pod, over));
    } else if (over.plus(Diagnosis.USUAL).isAfter(findings.now())) {
      findings.lookAgain(over.plus(Diagnosis.USUAL));
    } else {
      findings.add(overdue(pod, node, over));
    }
  }

  private static Obstacle deadKubelet(Pod pod, Node node, Instant asked) {
    return of(
        Obstacle.Cause.NODE_NOT_READY,
        pod,
        List.of(node.key()),
        Optional.of(asked),
        Optional.empty(),
        "pod "
            + pod.key().path()
            + " was asked to stop, but node "
            + node.name()
            + " is not Ready, so that nobody says whether it has",
        "see whether the machine of node "
            + node.name()
            + " still runs: mend its kubelet, or terminate the instance");
  }

  private static Obstacle slow(Pod pod, Instant asked, Instant over) {
    return of(
        Obstacle.Cause.STOPS_SLOWLY,
        pod,
        List.of(),
        Optional.of(asked),
        Optional.of(over),
        "pod "
            + pod.key().path()
            + " was asked to stop and may take until "
            + over
            + " (grace period "
            + Words.time(pod.grace())
            + ")",
        "wait, or shorten its preStop hook or terminationGracePeriodSeconds");
  }

  private static Obstacle finalizer(Pod pod, Instant over) {
    String names = String.join(", ", pod.meta().finalizers());
    return of(
        Obstacle.Cause.FINALIZER,
        pod,
        List.of(),
        Optional.of(over),
        Optional.empty(),
        "pod " + pod.key().path() + " has stopped, but its finalizers keep it (" + names + ")",
        "see why the controller that owns the finalizer does not remove it: " + names);
  }

  private static Obstacle overdue(Pod pod, Node node, Instant over) {
    return of(
        Obstacle.Cause.DOES_NOT_STOP,
        pod,
        List.of(node.key()),
        Optional.of(over),
        Optional.empty(),
        "pod " + pod.key().path() + " should have stopped by " + over,
        "look at the kubelet of node " + node.name() + ": a volume may not unmount");
  }

  private static Obstacle of(
      Obstacle.Cause cause,
      Pod pod,
      List<ObjectKey> by,
      Optional<Instant> since,
      Optional<Instant> until,
      String what,
      String remedy) {
    return new Obstacle(cause, pod.key(), by, since, until, what, remedy);
  }
}
