package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a control plane for a person, prints its kubeconfigs, and keeps it until Ctrl-C. */
@Command(
    name = "control-plane",
    mixinStandardHelpOptions = true,
    description = "Starts a Kubernetes control plane without containers and waits for Ctrl-C.")
public final class ControlPlaneExample implements Callable<Integer> {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "${sys:user.dir}/target/control-plane",
      description = "Folder for kubeconfigs, logs and data (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("target", "control-plane");

  @Option(
      names = "--karpenter",
      description = "Start Karpenter beside it, with its cloud provider for KWOK.")
  private boolean karpenter = false;

  /** Returns the exit code: 0 after Ctrl-C, 1 when it does not come up, 2 for bad arguments. */
  public static int run(String[] args) {
    return new CommandLine(new ControlPlaneExample())
        .setExecutionExceptionHandler(ControlPlaneExample::explain)
        .execute(args);
  }

  /** Starts the control plane. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  @Override
  public Integer call() throws Exception {
    try (ControlPlane plane = ControlPlane.start(options())) {
      print(plane);
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private ControlPlaneOptions options() throws IOException {
    ControlPlaneOptions options =
        ControlPlaneOptions.defaults()
            .directory(directory)
            .user(ShippedRole.user())
            .progress(System.err::println);
    return karpenter ? options.withKarpenter() : options;
  }

  private static void print(ControlPlane plane) {
    System.out.printf(
        """
        The control plane is up: %s

          administrator   export KUBECONFIG=%s
          evenkeel        export KUBECONFIG=%s
          audit log       %s

        A node that you create becomes Ready; one with evenkeel.io/boots: never does not.
        Ctrl-C stops it.
        """,
        plane.server(),
        plane.adminKubeconfig(),
        plane.kubeconfig(ShippedRole.USER),
        plane.auditLog());
  }

  private static int explain(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof ControlPlaneException) {
      commandLine.getErr().println(e.getMessage());
      return 1;
    }
    throw e;
  }
}
