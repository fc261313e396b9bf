package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The binary that holds every component of the control plane, built from the Go sources. */
final class ControlPlaneBinary {

  private static final String KUBERNETES = "k8s.io/kubernetes";

  private ControlPlaneBinary() {}

  /**
   * Returns the binary, after building it if it is not there: about five minutes on two cores the
   * first time.
   *
   * @throws ControlPlaneException when Go is missing or the build fails
   */
  static Path built(Consumer<String> progress) throws IOException, InterruptedException {
    GoSources sources = GoSources.find();
    return BuildCache.built(
        "control-plane", sources.digest(), binary -> build(sources, binary, progress));
  }

  private static void build(GoSources sources, Path binary, Consumer<String> progress)
      throws IOException, InterruptedException {
    GoTool go = GoTool.find();
    String version = sources.versionOf(KUBERNETES);
    progress.accept(
        "Building Kubernetes %s from its Go modules into %s, once; this takes about five minutes."
            .formatted(version, binary.getParent()));
    Path log = binary.resolveSibling("build.log");
    go.build(sources, "The control plane", log, binary, ldflags(version), ".");
  }

  // Without a version of its own, Kubernetes calls itself v0.0.0 and refuses to emulate others.
  private static String ldflags(String version) {
    String[] parts = version.substring(1).split("\\.", -1);
    String variable = " -X k8s.io/component-base/version.";
    return "-s -w"
        + variable
        + "gitVersion="
        + version
        + variable
        + "gitMajor="
        + parts[0]
        + variable
        + "gitMinor="
        + parts[1];
  }
}
