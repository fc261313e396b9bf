package io.evenkeel.engine.internal.preflight;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds workloads of one replica, which are away for as long as their pod takes to move. */
final class SingleReplicas implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    TreeSet<ObjectKey> single = new TreeSet<>();
    situation.moving().stream()
        .map(situation.owners()::workloadOf)
        .flatMap(Optional::stream)
        .filter(workload -> serves(workload) && workload.replicas() == 1)
        .forEach(workload -> single.add(workload.key()));
    return single.stream().map(SingleReplicas::finding).toList();
  }

  private static boolean serves(Workload workload) {
    return workload.kind() != ObjectKind.JOB && workload.kind() != ObjectKind.DAEMON_SET;
  }

  private static Finding finding(ObjectKey workload) {
    return Finding.warning(
        "SINGLE_REPLICA",
        workload.toString(),
        "it has one replica, so that it is away while its pod moves",
        "add a replica for the time of the upgrade if it must not be away");
  }
}
