package io.evenkeel;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Gates that read nothing but what the run knows of the cluster already. */
final class ReadyMadeGates {
  private ReadyMadeGates() {}

  static GateAnswer nodesReady(GateQuestion question) {
    return noneOf(
        question.cluster().nodes().stream()
            .filter(node -> !node.ready() && !node.unschedulable())
            .toList(),
        "not Ready");
  }

  static GateAnswer noPendingPods(GateQuestion question, Duration longerThan) {
    List<Pod> pending = question.cluster().pods().stream().filter(ReadyMadeGates::pending).toList();
    Instant limit = question.now().minus(longerThan);
    List<Pod> waiting = pending.stream().filter(p -> p.meta().createdAt().isBefore(limit)).toList();
    return noneOf(waiting, "without a node");
  }

  private static boolean pending(Pod pod) {
    return pod.nodeName().isEmpty() && !pod.finished() && !pod.terminating();
  }

  static GateAnswer workloadsAvailable(GateQuestion question, Predicate<Workload> which) {
    return noneOf(
        question.cluster().workloads().stream()
            .filter(ReadyMadeGates::lasting)
            .filter(workload -> workload.readyReplicas() < workload.replicas())
            .filter(which)
            .toList(),
        "short of Ready pods");
  }

  private static boolean lasting(Workload workload) {
    return workload.kind() == ObjectKind.DEPLOYMENT
        || workload.kind() == ObjectKind.STATEFUL_SET
        || workload.kind() == ObjectKind.DAEMON_SET;
  }

  static GateAnswer after(GateQuestion question, Duration pause) {
    Instant end = question.since().plus(pause);
    return end.isAfter(question.now())
        ? GateAnswer.closedUntil(end, "it stands here until " + end)
        : GateAnswer.open();
  }

  private static GateAnswer noneOf(List<? extends ClusterObject> objects, String what) {
    return objects.stream()
        .map(ClusterObject::key)
        .min(Comparator.naturalOrder())
        .map(
            first ->
                GateAnswer.closed(
                    first
                        + " is "
                        + what
                        + (objects.size() == 1 ? "" : ", and " + (objects.size() - 1) + " more")))
        .orElse(GateAnswer.open());
  }
}
