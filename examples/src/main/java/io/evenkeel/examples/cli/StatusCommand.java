package io.evenkeel.examples.cli;

import io.evenkeel.engine.RunStatus;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells whether a run is in progress, by whom and since when. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Tells whether a run is in progress on the cluster, by whom and since when; writes nothing.",
      "Ends with 4 while a run holds the cluster, and with 0 otherwise."
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KubernetesCluster cluster = clusterArguments.connect();
        Upgrader upgrader = Upgrader.create()) {
      Optional<RunStatus> status = upgrader.status(cluster);
      spec.commandLine().getOut().println(status.map(RunStatus::toString).orElse("none"));
      spec.commandLine().getOut().flush();
      return status.isPresent() ? ExitCode.ANOTHER_RUN : ExitCode.DONE;
    }
  }
}
