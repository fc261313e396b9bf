package io.evenkeel.examples.awsendpoint;

import io.evenkeel.simulation.DurationRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves a simulated AWS to a person until Ctrl-C. */
@Command(
    name = "aws-endpoint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves a simulated AWS with one self-managed Auto Scaling group, and waits for Ctrl-C.",
      "With a kubeconfig, its instances join that cluster as nodes and leave it when terminated."
    })
public final class AwsEndpointExample implements Callable<Integer> {

  private static final AwsEndpointOptions DEFAULTS = AwsEndpointOptions.defaults();

  @Option(
      names = "--port",
      defaultValue = "4566",
      description = "Port on the loopback address; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--speed",
      defaultValue = "10",
      description = "Seconds of the cloud for one real second (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "An administrator's kubeconfig of the cluster that the instances join.")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(names = "--region", defaultValue = "eu-west-1", description = "Default: eu-west-1.")
  private String region = DEFAULTS.region();

  @Option(
      names = "--cluster-name",
      defaultValue = "demo",
      description = "Name of the EKS cluster (default: ${DEFAULT-VALUE}).")
  private String cluster = DEFAULTS.cluster();

  @Option(
      names = "--kubernetes-version",
      defaultValue = "1.34",
      description = "Its version (default: ${DEFAULT-VALUE}).")
  private String kubernetesVersion = DEFAULTS.kubernetesVersion();

  @Option(
      names = "--group",
      defaultValue = "workers",
      description = "Name of the Auto Scaling group (default: ${DEFAULT-VALUE}).")
  private String group = DEFAULTS.group();

  @Option(
      names = "--nodes",
      defaultValue = "6",
      description = "Its desired size at first (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(names = "--max", description = "Its maximum size (default: as many as nodes).")
  private Optional<Integer> max = Optional.empty();

  @Option(
      names = "--zones",
      split = ",",
      defaultValue = "eu-west-1a,eu-west-1b,eu-west-1c",
      description = "Its availability zones (default: ${DEFAULT-VALUE}).")
  private List<String> zones = DEFAULTS.zones();

  @Option(
      names = "--instance-type",
      defaultValue = "m6i.large",
      description = "Its instance type (default: ${DEFAULT-VALUE}).")
  private String instanceType = DEFAULTS.instanceType();

  @Option(
      names = "--image",
      defaultValue = "ami-0aaaaaaaaaaaaaaaa",
      description = "The image that it runs at first (default: ${DEFAULT-VALUE}).")
  private String oldImage = DEFAULTS.oldImage();

  @Option(
      names = "--recommended-image",
      defaultValue = "ami-0bbbbbbbbbbbbbbbb",
      description = "The newest image for its cluster (default: ${DEFAULT-VALUE}).")
  private String newImage = DEFAULTS.newImage();

  @Option(
      names = "--never-ready",
      paramLabel = "IMAGE",
      description = "An image whose nodes register but never become Ready; may be repeated.")
  private List<String> neverReady = List.of();

  @Option(
      names = "--boot-seconds",
      split = "-",
      paramLabel = "FROM-TO",
      defaultValue = "20-40",
      description = "Seconds of the cloud until a new node registers (default: ${DEFAULT-VALUE}).")
  private List<Integer> boot = List.of(20, 40);

  @Option(names = "--quiet", description = "Do not print what happens in the cloud.")
  private boolean quiet;

  /** Returns the exit code: 0 after Ctrl-C, 1 when it cannot serve, 2 for bad arguments. */
  public static int run(String[] args) {
    return new CommandLine(new AwsEndpointExample())
        .setExecutionExceptionHandler(AwsEndpointExample::explain)
        .execute(args);
  }

  /** Serves. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  @Override
  public Integer call() throws Exception {
    AwsEndpoint endpoint = AwsEndpoint.start(options());
    Runtime.getRuntime().addShutdownHook(new Thread(endpoint::close, "aws-endpoint-shutdown"));
    System.out.println(Greeting.of(endpoint, kubeconfig, region, group));
    new CountDownLatch(1).await();
    return 0;
  }

  private AwsEndpointOptions options() {
    return new AwsEndpointOptions(
        port,
        speed,
        kubeconfig,
        region,
        cluster,
        kubernetesVersion,
        group,
        nodes,
        max.orElse(nodes),
        zones,
        instanceType,
        oldImage,
        newImage,
        neverReady,
        DurationRange.seconds(boot.get(0), boot.get(boot.size() - 1)),
        quiet ? line -> {} : System.out::println);
  }

  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof IllegalArgumentException) {
      commandLine.getErr().println(e.getMessage());
      return 2;
    }
    if (e instanceof IOException || e instanceof UncheckedIOException) {
      commandLine.getErr().println("The endpoint cannot be started: " + e.getMessage());
      return 1;
    }
    throw e;
  }
}
