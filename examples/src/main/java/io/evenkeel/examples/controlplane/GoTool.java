package io.evenkeel.examples.controlplane;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The {@code go} on the PATH, which runs in the folder of a module. */
record GoTool(Path executable) {

  /**
   * Returns the first one on the PATH.
   *
   * @throws ControlPlaneException when there is none
   */
  static GoTool find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(GoTool::new)
        .orElseThrow(
            () ->
                new ControlPlaneException(
                    "The control plane for tests is built with Go, and there is no \"go\" on the"
                        + " PATH: install Go 1.26 or newer (https://go.dev/dl) and run this"
                        + " again."));
  }

  /**
   * Builds a package of the module into one file.
   *
   * @param what for the message when it fails
   * @throws ControlPlaneException when it fails; the message carries the end of the log
   */
  void build(GoSources module, String what, Path log, Path output, String ldflags, String packageOf)
      throws IOException, InterruptedException {
    run(
        module,
        what,
        log,
        List.of(
            "build", "-buildvcs=false", "-ldflags", ldflags, "-o", output.toString(), packageOf));
  }

  /** Returns the folder that holds the sources of a module that this one requires. */
  Path folderOf(GoSources module, String required, Path log)
      throws IOException, InterruptedException {
    run(module, "The module " + required, log, List.of("list", "-m", "-f", "{{.Dir}}", required));
    return Path.of(Files.readString(log).strip());
  }

  private void run(GoSources module, String what, Path log, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(module.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("CGO_ENABLED", "0");
    int code = finished(builder.start());
    if (code != 0) {
      throw new ControlPlaneException(
          "%s could not be built: \"go %s\" in %s ended with exit code %d"
              .formatted(what, arguments.get(0), module.folder(), code),
          log);
    }
  }

  private static int finished(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } finally {
      process.destroy();
    }
  }
}
