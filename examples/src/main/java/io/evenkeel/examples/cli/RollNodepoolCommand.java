package io.evenkeel.examples.cli;

import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rolls a node pool of Karpenter or Auto Mode, after a look and a question. */
@Command(
    name = "roll-nodepool",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Replaces the outdated nodes of a node pool of Karpenter or EKS Auto Mode.",
      "Started again after an interruption, with the same options, it goes on."
    })
final class RollNodepoolCommand implements Callable<Integer> {
  @Mixin private PoolArguments plan = new PoolArguments();
  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private RunArguments runArguments = new RunArguments();

  @Override
  public Integer call() {
    runArguments.refuseToAskNobody();
    try (KubernetesCluster cluster = clusterArguments.connect();
        KarpenterNodePools pools = KarpenterNodePools.on(cluster)) {
      return runArguments.carryOut(cluster, () -> plan.plan(cluster, pools), plan.inWords());
    }
  }
}
