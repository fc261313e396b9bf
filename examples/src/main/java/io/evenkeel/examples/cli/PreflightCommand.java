package io.evenkeel.examples.cli;

import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at what would stand in the way of an upgrade. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Looks for what would stand in the way of an upgrade with the same options; writes nothing.",
      "Ends with 0 where it could start, and with 3 where it would be refused."
    })
final class PreflightCommand implements Callable<Integer> {
  @Mixin private PlanArguments plan = new PlanArguments();
  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KubernetesCluster cluster = clusterArguments.connect();
        AutoScalingGroups cloud = cloudArguments.connect();
        Upgrader upgrader = Upgrader.create()) {
      return Findings.print(upgrader, plan.plan(cluster, cloud), spec.commandLine().getOut());
    }
  }
}
