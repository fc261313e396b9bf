package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Karpenter with its cloud provider for KWOK, built from its published Go module, and the
 * definitions of its resources.
 *
 * @param binary the controller
 */
record KarpenterBinary(Path binary) {

  private static final String MODULE = "sigs.k8s.io/karpenter";
  private static final List<String> DEFINITIONS = List.of("pkg/apis/crds", "kwok/apis/crds");

  /**
   * Returns it, after building it if it is not there: about two minutes on two cores the first
   * time.
   *
   * @throws ControlPlaneException when Go is missing or the build fails
   */
  static KarpenterBinary built(Consumer<String> progress) throws IOException, InterruptedException {
    GoSources sources = GoSources.find().beside("karpenter");
    return new KarpenterBinary(
        BuildCache.built(
            "karpenter", sources.digest(), binary -> build(sources, binary, progress)));
  }

  /** Returns the definitions of its resources, as YAML. */
  List<String> definitions() throws IOException {
    try (Stream<Path> files = Files.list(definitionsBeside(binary))) {
      List<Path> sorted = files.sorted().toList();
      List<String> texts = new ArrayList<>();
      for (Path file : sorted) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  private static void build(GoSources sources, Path binary, Consumer<String> progress)
      throws IOException, InterruptedException {
    GoTool go = GoTool.find();
    progress.accept(
        "Building Karpenter %s from its Go module into %s, once; this takes about two minutes."
            .formatted(sources.versionOf(MODULE), binary.getParent()));
    Path log = binary.resolveSibling("build.log");
    go.build(sources, "Karpenter", log, binary, "-s -w", MODULE + "/kwok");
    Path module = go.folderOf(sources, MODULE, binary.resolveSibling("module.log"));
    Path kept = Files.createDirectories(definitionsBeside(binary));
    for (String folder : DEFINITIONS) {
      copy(module.resolve(folder), kept);
    }
  }

  private static Path definitionsBeside(Path binary) {
    return binary.resolveSibling("definitions");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }
}
