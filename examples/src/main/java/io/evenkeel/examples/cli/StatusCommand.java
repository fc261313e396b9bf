package io.evenkeel.examples.cli;

import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.engine.RunControl;
import io.evenkeel.engine.RunStatus;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.model.GroupState;
import io.evenkeel.spi.Answer;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells whether a run is in progress, by whom and since when. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Tells whether a run is in progress on the cluster, by whom and since when; writes nothing.",
      "Ends with 4 while a process is at work, and with 0 otherwise."
    })
final class StatusCommand implements Callable<Integer> {
  @Option(
      names = "--group",
      paramLabel = "NAME",
      description = "Show also how far this Auto Scaling group is; may be repeated.")
  private List<String> groups = new ArrayList<>();

  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Instant now = Instant.now();
    StatusReport report = new StatusReport(out, now);
    try (KubernetesCluster cluster = clusterArguments.connect();
        Upgrader upgrader = Upgrader.create()) {
      RunControl control = upgrader.control(cluster);
      Optional<RunStatus> status = control.status();
      status.ifPresentOrElse(report::print, () -> out.println("No run is in progress."));
      if (status.isEmpty()) {
        control.lastEnded().ifPresent(report::print);
      }
      printGroups(report);
      out.flush();
      return status.filter(run -> run.alive(now)).isPresent()
          ? ExitCode.ANOTHER_RUN
          : ExitCode.DONE;
    }
  }

  private void printGroups(StatusReport report) {
    if (groups.isEmpty()) {
      return;
    }
    try (AutoScalingGroups cloud = cloudArguments.connect()) {
      groups.forEach(name -> report.print(observed(cloud, name)));
    }
  }

  private static GroupState observed(AutoScalingGroups cloud, String name) {
    Answer<GroupState> answer = cloud.observe(name).toCompletableFuture().join();
    return answer
        .value()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    answer.problem().map(Answer.Problem::because).orElse("no answer")));
  }
}
