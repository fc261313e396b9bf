package io.evenkeel.examples.cli;

import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.aws.UpgradeCheck.Status;
import io.evenkeel.spi.Answer;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what EKS has found out about whether a cluster is ready for an upgrade. */
@Command(
    name = "insights",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Shows the upgrade insights of an EKS cluster, with details of what does not pass.",
      "Ends with 3 where an error stands against a version that is shown, and with 0 otherwise."
    })
final class InsightsCommand implements Callable<Integer> {
  @Option(
      names = "--for",
      paramLabel = "VERSION",
      description = "Show only what concerns that Kubernetes version, such as 1.35.")
  private Optional<String> version = Optional.empty();

  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (EksControlPlane plane = cloudArguments.connectControlPlane()) {
      List<UpgradeCheck> checks =
          read(plane).stream()
              .filter(check -> version.filter(v -> !v.equals(check.kubernetesVersion())).isEmpty())
              .toList();
      PrintWriter out = spec.commandLine().getOut();
      out.print(InsightsReport.of(checks));
      out.flush();
      return checks.stream().anyMatch(check -> check.status() == Status.ERROR)
          ? ExitCode.REFUSED
          : ExitCode.DONE;
    }
  }

  private static List<UpgradeCheck> read(EksControlPlane plane) {
    Answer<List<UpgradeCheck>> answer = plane.upgradeChecks().toCompletableFuture().join();
    return answer
        .value()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    answer.problem().map(Answer.Problem::because).orElse("no answer")));
  }
}
