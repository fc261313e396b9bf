package io.evenkeel.examples.cli;

import io.evenkeel.InvalidPlanException;
import io.evenkeel.engine.LeaseUnreadableException;
import io.evenkeel.kubernetes.ClusterConfigurationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Upgrades node groups from the command line. */
@Command(
    name = "evenkeel",
    mixinStandardHelpOptions = true,
    version = "evenkeel 0.1.0",
    subcommands = {
      UpgradeCommand.class,
      UpgradeNodegroupCommand.class,
      RollNodepoolCommand.class,
      PreflightNodepoolCommand.class,
      UpgradeClusterCommand.class,
      InsightsCommand.class,
      PreflightCommand.class,
      StatusCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      ApproveCommand.class,
      CancelCommand.class,
      CleanupCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "Replaces the nodes of Kubernetes clusters within their disruption budgets.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; also where there was nothing to do",
      "1:failed; the reason and what to do about it are printed",
      "2:wrong usage, or a plan that cannot work",
      "3:preflight found a blocker; nothing was written",
      "4:another run holds the cluster",
      "5:stopped on request",
      "130:interrupted; the same command again finishes the job"
    },
    footer = {
      "",
      "Examples:",
      "  evenkeel preflight --group workers --region eu-west-1",
      "  evenkeel upgrade --group workers --region eu-west-1 --max-surge 25%%",
      "  evenkeel upgrade --group workers --to lt-0abc:7 --max-unavailable 1 --yes",
      "  evenkeel upgrade-nodegroup --cluster shop --nodegroup workers --region eu-west-1",
      "  evenkeel preflight-nodepool --nodepool orders --way driven --max-surge 3",
      "  evenkeel roll-nodepool --nodepool orders --way driven --max-surge 3",
      "  evenkeel insights --cluster shop --region eu-west-1 --for 1.35",
      "  evenkeel upgrade-cluster --cluster shop --to 1.35 --nodegroup workers --region eu-west-1",
      "  evenkeel status",
      "  evenkeel pause --wait",
      "  evenkeel cancel --wait",
      "  evenkeel cleanup --group workers --region eu-west-1"
    })
public final class Cli implements Runnable {

  private Cli() {}

  /** Runs the command that the arguments name and returns its exit code. */
  public static int run(String[] args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Cli());
    line.setExecutionExceptionHandler(Cli::explain);
    line.setParameterExceptionHandler(Cli::explainUsage);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(
        commandLine(),
        "Name a command: upgrade, upgrade-nodegroup, roll-nodepool, preflight-nodepool,"
            + " upgrade-cluster, insights, preflight, status, pause, resume, approve, cancel or"
            + " cleanup.");
  }

  /** Says what is wrong in one line; the whole help would push it off the screen. */
  private static int explainUsage(ParameterException wrong, String[] args) {
    CommandLine line = wrong.getCommandLine();
    line.getErr().println(line.getColorScheme().errorText(wrong.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
    line.getErr().printf("Try '%s --help'.%n", line.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  /** Tells what is wrong without a stack trace where the user can do something about it. */
  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    if (failure instanceof InvalidPlanException
        || failure instanceof ClusterConfigurationException
        || failure instanceof IllegalArgumentException) {
      line.getErr().println(line.getColorScheme().errorText(failure.getMessage()));
      return ExitCode.USAGE;
    }
    if (failure instanceof LeaseUnreadableException) {
      line.getErr().println(line.getColorScheme().errorText(failure.getMessage()));
      return ExitCode.FAILED;
    }
    failure.printStackTrace(line.getErr());
    return ExitCode.FAILED;
  }
}
