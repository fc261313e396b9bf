package io.evenkeel.examples.cli;

import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Upgrades groups, after a look and a question. */
@Command(
    name = "upgrade",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Replaces the nodes of a group.",
      "Started again after an interruption, with the same options, it finishes the job."
    })
final class UpgradeCommand implements Callable<Integer> {
  @Mixin private PlanArguments plan = new PlanArguments();
  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Mixin private RunArguments runArguments = new RunArguments();

  @Override
  public Integer call() {
    runArguments.refuseToAskNobody();
    try (KubernetesCluster cluster = clusterArguments.connect();
        AutoScalingGroups cloud = cloudArguments.connect()) {
      return runArguments.carryOut(cluster, () -> plan.plan(cluster, cloud), plan.inWords());
    }
  }
}
