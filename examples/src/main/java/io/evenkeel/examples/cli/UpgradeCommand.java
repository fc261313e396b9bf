package io.evenkeel.examples.cli;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.FindingsReport;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.report.Terminal;
import io.evenkeel.spi.Finding;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

  @Option(names = "--yes", description = "Do not ask before the first write.")
  private boolean yes;

  @Option(names = "--verbose", description = "Tell every eviction, and every decision with why.")
  private boolean verbose;

  @Option(
      names = "--lease",
      hidden = true,
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Values.ForDuration.class,
      description = "How long this process may be silent before another one takes the run over.")
  private Duration lease = Duration.ofSeconds(60);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.detected();
    refuseToAskNobody(terminal);
    try (KubernetesCluster cluster = clusterArguments.connect();
        AutoScalingGroups cloud = cloudArguments.connect();
        Upgrader upgrader = Upgrader.builder().leaseDuration(lease).build()) {
      UpgradePlan upgrade = plan.plan(cluster, cloud);
      upgrader.status(cluster).ifPresent(new StatusReport(out(), Instant.now())::printBeforeStart);
      return yes ? run(upgrader, upgrade, terminal) : lookAskRun(upgrader, upgrade, terminal);
    }
  }

  private void refuseToAskNobody(Terminal terminal) {
    if (!yes && !terminal.live()) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no terminal to ask on: add --yes, or look first with preflight.");
    }
  }

  private int lookAskRun(Upgrader upgrader, UpgradePlan upgrade, Terminal terminal) {
    List<Finding> findings = upgrader.preflight(upgrade);
    out().print(FindingsReport.of(findings));
    out().flush();
    if (findings.stream().anyMatch(Finding::blocks)) {
      return ExitCode.REFUSED;
    }
    return confirmed() ? run(upgrader, upgrade, terminal) : ExitCode.STOPPED;
  }

  private boolean confirmed() {
    Console console = System.console();
    String answer =
        console == null ? null : console.readLine("%n%s%nGo ahead? [y/N] ", plan.inWords());
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  private int run(Upgrader upgrader, UpgradePlan upgrade, Terminal terminal) {
    ConsoleProgress progress = new ConsoleProgress(out(), terminal);
    try (Interruption interruption = Interruption.closing(upgrader, out());
        Ticker ticker = Ticker.of(terminal, progress)) {
      UpgradeOutcome outcome =
          upgrader.start(upgrade, verbose ? progress.verbose() : progress).await();
      out().print("\n" + SummaryReport.of(outcome));
      out().flush();
      return ExitCode.of(outcome);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
