package io.evenkeel.examples.cli;

import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at what would stand in the way of a roll of a node pool. */
@Command(
    name = "preflight-nodepool",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Looks for what would stand in the way of roll-nodepool with the same options; writes"
          + " nothing.",
      "Ends with 0 where it could start, and with 3 where it would be refused."
    })
final class PreflightNodepoolCommand implements Callable<Integer> {
  @Mixin private PoolArguments plan = new PoolArguments();
  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KubernetesCluster cluster = clusterArguments.connect();
        KarpenterNodePools pools = KarpenterNodePools.on(cluster);
        Upgrader upgrader = Upgrader.create()) {
      return Findings.print(upgrader, plan.plan(cluster, pools), spec.commandLine().getOut());
    }
  }
}
