package io.evenkeel.examples.controlplane;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The binary that holds every component, built once from the Go sources and kept in the user's
 * cache folder.
 *
 * <p>Its folder is named after a digest of the sources, so a change of a version builds anew. Two
 * processes that need it at once do not build twice: the second waits for the first.
 */
final class ControlPlaneBinary {

  private static final String NAME = "control-plane";

  private ControlPlaneBinary() {}

  /**
   * Returns the binary, after building it if it is not there: about five minutes on two cores the
   * first time.
   *
   * @throws ControlPlaneException when Go is missing or the build fails
   */
  static synchronized Path built(Consumer<String> progress)
      throws IOException, InterruptedException {
    GoSources sources = GoSources.find();
    Path folder = cacheFolder().resolve(sources.digest());
    Path binary = folder.resolve(NAME);
    if (Files.isExecutable(binary)) {
      return binary;
    }
    Files.createDirectories(folder);
    try (FileChannel channel = lockFile(folder);
        FileLock lock = channel.lock()) {
      if (!Files.isExecutable(binary)) {
        build(sources, binary, progress);
      }
      return binary;
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void build(GoSources sources, Path binary, Consumer<String> progress)
      throws IOException, InterruptedException {
    String go = go();
    progress.accept(
        "Building Kubernetes %s from its Go modules into %s, once; this takes about five minutes."
            .formatted(sources.kubernetesVersion(), binary.getParent()));
    Path half = binary.resolveSibling(NAME + ".half-built");
    Path log = binary.resolveSibling("build.log");
    int code =
        run(
            sources.folder(),
            log,
            go,
            "build",
            "-buildvcs=false",
            "-ldflags",
            ldflags(sources),
            "-o",
            half.toString(),
            ".");
    if (code != 0) {
      throw new ControlPlaneException(
          "The control plane could not be built: \"go build\" in "
              + sources.folder()
              + " ended with exit code "
              + code,
          log);
    }
    Files.move(half, binary, StandardCopyOption.ATOMIC_MOVE);
  }

  // Without a version of its own, Kubernetes calls itself v0.0.0 and refuses to emulate others.
  private static String ldflags(GoSources sources) {
    String version = sources.kubernetesVersion();
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

  private static int run(Path folder, Path log, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CGO_ENABLED", "0");
    Process process = builder.start();
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }

  private static String go() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(
            () ->
                new ControlPlaneException(
                    "The control plane for tests is built with Go, and there is no \"go\" on the"
                        + " PATH: install Go 1.26 or newer (https://go.dev/dl) and run this"
                        + " again."));
  }

  private static Path cacheFolder() {
    Path caches =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return caches.resolve("evenkeel").resolve(NAME);
  }
}
