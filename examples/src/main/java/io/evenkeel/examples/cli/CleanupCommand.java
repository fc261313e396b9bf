package io.evenkeel.examples.cli;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.engine.Cleanup;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.report.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Removes what an abandoned run has left. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Removes what a run has left that nobody is at work on any more, and only that. Waits until"
          + " its lease has run out.",
      "Ends with 0 where everything is as it was, or is named in the summary; with 4 while a"
          + " process is at work."
    })
final class CleanupCommand implements Callable<Integer> {
  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "An Auto Scaling group that the run has changed; may be repeated.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--nodepool",
      paramLabel = "NAME",
      description = "A node pool that the run has rolled; may be repeated.")
  private List<String> pools = new ArrayList<>();

  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--wait", hidden = true, description = "It always waits.")
  private boolean wait;

  @Override
  public Integer call() {
    if (groups.isEmpty() && pools.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Name what the run has changed: --group NAME, or --nodepool NAME");
    }
    try (KubernetesCluster cluster = clusterArguments.connect();
        KarpenterNodePools provider = KarpenterNodePools.on(cluster)) {
      Cleanup nodePools = Cleanup.of(provider, pools.toArray(String[]::new));
      return groups.isEmpty() ? cleanUp(cluster, nodePools) : withGroups(cluster, nodePools);
    }
  }

  private int withGroups(KubernetesCluster cluster, Cleanup nodePools) {
    try (AutoScalingGroups cloud = cloudArguments.connect()) {
      return cleanUp(cluster, nodePools.and(cloud, groups.toArray(String[]::new)));
    }
  }

  private int cleanUp(KubernetesCluster cluster, Cleanup what) {
    PrintWriter out = spec.commandLine().getOut();
    try (Upgrader upgrader = Upgrader.create();
        Interruption interruption = Interruption.closing(upgrader, out)) {
      UpgradeOutcome outcome =
          upgrader.control(cluster).cleanup(what, new ConsoleProgress(out, Terminal.detected()));
      out.print("\n" + SummaryReport.of(outcome));
      out.flush();
      return outcome instanceof UpgradeOutcome.Stopped ? ExitCode.DONE : ExitCode.of(outcome);
    }
  }
}
