package io.evenkeel.examples.cli;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.report.Terminal;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a plan is carried out: after a look and a question, or at once. */
final class RunArguments {
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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Carries the plan out and returns the exit code; the question is asked before any write. */
  int carryOut(KubernetesCluster cluster, Supplier<UpgradePlan> plan, String question) {
    Terminal terminal = Terminal.detected();
    try (Upgrader upgrader = Upgrader.builder().leaseDuration(lease).build()) {
      UpgradePlan upgrade = plan.get();
      upgrader.status(cluster).ifPresent(new StatusReport(out(), Instant.now())::printBeforeStart);
      return yes
          ? run(upgrader, upgrade, terminal)
          : lookAskRun(upgrader, upgrade, question, terminal);
    }
  }

  /** Refuses to go on where there is a question to ask and nobody to answer it. */
  void refuseToAskNobody() {
    if (!yes && !Terminal.detected().live()) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no terminal to ask on: add --yes, or look first with preflight.");
    }
  }

  private int lookAskRun(
      Upgrader upgrader, UpgradePlan upgrade, String question, Terminal terminal) {
    int found = Findings.print(upgrader, upgrade, out());
    if (found != ExitCode.DONE) {
      return found;
    }
    return confirmed(question) ? run(upgrader, upgrade, terminal) : ExitCode.STOPPED;
  }

  private static boolean confirmed(String question) {
    Console console = System.console();
    String answer = console == null ? null : console.readLine("%n%s%nGo ahead? [y/N] ", question);
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
