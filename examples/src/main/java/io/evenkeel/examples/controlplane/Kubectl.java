package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the kubectl inside the binary, as the administrator. */
final class Kubectl {

  private Kubectl() {}

  static String run(Path binary, Path folder, String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(binary.toString(), "kubectl"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "kubectl", ".out");
    try {
      return run(command, folder, input, output);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static String run(List<String> command, Path folder, String input, Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("KUBECONFIG", folder.resolve("admin.kubeconfig").toString());
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    int code = process.waitFor();
    String printed = Files.readString(output);
    if (code != 0) {
      List<String> shown = command.subList(1, command.size());
      throw new ControlPlaneException(
          String.join(" ", shown) + " ended with exit code " + code + ": " + printed.strip());
    }
    return printed;
  }
}
