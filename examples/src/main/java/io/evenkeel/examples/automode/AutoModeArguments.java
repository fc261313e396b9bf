package io.evenkeel.examples.automode;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the walk-through takes place, as the command line says. */
@Command(
    name = "auto-mode",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Walks through EKS Auto Mode: nodes that follow pods, then an upgrade of the cluster.",
      "In the simulation unless told otherwise; with a kubeconfig and an endpoint on real"
          + " Karpenter, as the examples control-plane (with --karpenter) and aws-endpoint (without"
          + " a kubeconfig) offer them."
    })
final class AutoModeArguments implements Callable<Integer> {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "An administrator's kubeconfig of a cluster with Karpenter and no node.")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description = "A simulated AWS that upgrades the control plane, with made-up credentials.")
  private Optional<URI> endpoint = Optional.empty();

  @Option(names = "--region", defaultValue = "eu-west-1", description = "Default: eu-west-1.")
  private String region = "eu-west-1";

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "demo",
      description = "How the endpoint calls the cluster (default: ${DEFAULT-VALUE}).")
  private String cluster = "demo";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Ground ground = ground()) {
      return new AutoMode(ground, System.out).run();
    }
  }

  private Ground ground() throws IOException, InterruptedException {
    if (kubeconfig.isPresent() != endpoint.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--kubeconfig and --aws-endpoint go together: give both, or neither for the simulation");
    }
    return kubeconfig.isPresent() && endpoint.isPresent()
        ? KarpenterGround.open(kubeconfig.get(), endpoint.get(), region, cluster)
        : SimulatedGround.open();
  }

  /** Runs it; an exit code of 2 means that the arguments cannot be used. */
  static int run(String... args) {
    return new CommandLine(new AutoModeArguments())
        .setExecutionExceptionHandler(AutoModeArguments::explain)
        .execute(args);
  }

  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof IllegalArgumentException || e instanceof IOException) {
      commandLine.getErr().println(e.getMessage());
      return 2;
    }
    throw e;
  }
}
