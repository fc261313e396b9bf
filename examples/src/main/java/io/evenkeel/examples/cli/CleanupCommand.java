package io.evenkeel.examples.cli;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.engine.Cleanup;
import io.evenkeel.engine.Upgrader;
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
      required = true,
      paramLabel = "NAME",
      description = "An Auto Scaling group that the run has changed; may be repeated.")
  private List<String> groups = new ArrayList<>();

  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--wait", hidden = true, description = "It always waits.")
  private boolean wait;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (KubernetesCluster cluster = clusterArguments.connect();
        AutoScalingGroups cloud = cloudArguments.connect();
        Upgrader upgrader = Upgrader.create();
        Interruption interruption = Interruption.closing(upgrader, out)) {
      UpgradeOutcome outcome =
          upgrader
              .control(cluster)
              .cleanup(
                  Cleanup.of(cloud, groups.toArray(String[]::new)),
                  new ConsoleProgress(out, Terminal.detected()));
      out.print("\n" + SummaryReport.of(outcome));
      out.flush();
      return outcome instanceof UpgradeOutcome.Stopped ? ExitCode.DONE : ExitCode.of(outcome);
    }
  }
}
