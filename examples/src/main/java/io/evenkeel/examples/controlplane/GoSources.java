package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Go module that something is built from, and the KWOK stages beside the control plane's. */
record GoSources(Path folder) {

  private static final String PLACE = "examples/control-plane";

  /**
   * Returns the sources in the checkout that the process runs in: its working directory or one
   * above it.
   */
  static GoSources find() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path candidate = folder.resolve(PLACE);
      if (Files.exists(candidate.resolve("go.mod"))) {
        return new GoSources(candidate);
      }
    }
    throw new ControlPlaneException(
        "There is no %s/go.mod in %s or above it: run this inside a checkout of the project."
            .formatted(PLACE, start));
  }

  /** Returns the module in a folder beside these sources. */
  GoSources beside(String name) {
    return new GoSources(folder.resolve(name));
  }

  /** Returns the version of a module that this one requires, such as {@code v1.36.3}. */
  String versionOf(String module) {
    Pattern line =
        Pattern.compile(
            "^\\s*(?:require )?\\s*" + Pattern.quote(module) + " (v[0-9.]+)", Pattern.MULTILINE);
    try {
      Matcher matcher = line.matcher(Files.readString(folder.resolve("go.mod")));
      if (matcher.find()) {
        return matcher.group(1);
      }
      throw new ControlPlaneException(folder + "/go.mod does not require " + module + ".");
    } catch (IOException e) {
      throw new ControlPlaneException(folder + "/go.mod cannot be read: " + e.getMessage());
    }
  }

  /** Returns the stages, in the order of their names. */
  List<Path> stages() throws IOException {
    return sorted(folder.resolve("stages"), ".yaml");
  }

  /** Returns a digest of all that the binary depends on. */
  String digest() throws IOException {
    MessageDigest digest = sha256();
    for (Path file : sorted(folder, ".go", "go.mod", "go.sum")) {
      digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static List<Path> sorted(Path folder, String... endings) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
