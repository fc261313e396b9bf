package io.evenkeel.examples;

import io.evenkeel.examples.amiupgrade.AmiUpgrade;
import io.evenkeel.examples.automode.AutoMode;
import io.evenkeel.examples.awsendpoint.AwsEndpointExample;
import io.evenkeel.examples.benchmark.Benchmark;
import io.evenkeel.examples.campaign.CampaignExample;
import io.evenkeel.examples.cli.Cli;
import io.evenkeel.examples.conformance.Conformance;
import io.evenkeel.examples.controlplane.ControlPlaneExample;
import io.evenkeel.examples.quickstart.Quickstart;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Starts an example by name: {@code ./mvnw -q compile exec:java -Dexample=NAME}.
 *
 * <p>Exit code 0 means done; 2 means that there is no such example; every other code is the
 * example's own.
 */
public final class Main {

  private static final Map<String, Example> EXAMPLES = examples();

  private Main() {}

  /** Runs the example that the system property {@code example} names. */
  public static void main(String[] args) throws Exception {
    int code = run(System.getProperty("example", "quickstart"), args);
    if (code != 0) {
      // exec:java shares Maven's process, so this is how the code reaches the shell.
      System.exit(code);
    }
  }

  private static Map<String, Example> examples() {
    Map<String, Example> examples = new LinkedHashMap<>();
    examples.put(
        "quickstart",
        new Example("a node group upgraded in the simulation, in virtual time", Quickstart::run));
    examples.put(
        "ami-upgrade",
        new Example(
            "a managed node group brought to the newest AMI, as EKS does it", AmiUpgrade::run));
    examples.put(
        "benchmark",
        new Example("1,000 nodes and 10,000 pods: speed, memory and bounds", Benchmark::run));
    examples.put(
        "campaign",
        new Example(
            "thousands of made-up worlds with faults and crashes, and what came of them",
            CampaignExample::run));
    examples.put("cli", new Example("upgrade, preflight and status on the command line", Cli::run));
    examples.put(
        "control-plane",
        new Example(
            "a Kubernetes control plane without containers (needs Go)", ControlPlaneExample::run));
    examples.put(
        "aws-endpoint",
        new Example(
            "a simulated AWS; its instances may join a cluster as nodes", AwsEndpointExample::run));
    examples.put(
        "auto-mode",
        new Example(
            "nodes that follow pods in EKS Auto Mode, and the upgrade of such a cluster",
            AutoMode::run));
    examples.put(
        "aws-conformance",
        new Example(
            "which assumptions about AWS hold in a disposable account; asks before it acts",
            Conformance::run));
    examples.put("list", new Example("prints this list", args -> list()));
    return examples;
  }

  static int run(String name, String... args) throws Exception {
    Example example = EXAMPLES.get(name);
    if (example == null) {
      System.err.printf("There is no example \"%s\". There are: %s%n", name, EXAMPLES.keySet());
      return 2;
    }
    return example.entryPoint().run(args);
  }

  private static int list() {
    EXAMPLES.forEach((name, example) -> System.out.printf("%-16s %s%n", name, example.summary()));
    return 0;
  }

  private record Example(String summary, EntryPoint entryPoint) {}

  /** What an example offers: runs it with the arguments of {@code -Dexec.args}. */
  @FunctionalInterface
  interface EntryPoint {
    /** Returns the exit code, 0 for success. */
    int run(String[] args) throws Exception;
  }
}
