package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of one start: a temporary one is deleted on close, a given one stays. */
record ControlPlaneFiles(Path folder, boolean isTemporary) implements AutoCloseable {

  static ControlPlaneFiles in(Optional<Path> directory) throws IOException {
    if (directory.isEmpty()) {
      return new ControlPlaneFiles(Files.createTempDirectory("control-plane-"), true);
    }
    Path folder = Files.createDirectories(directory.get().toAbsolutePath());
    // What an earlier start left there belongs to a cluster that is gone.
    deleteTree(folder.resolve("etcd"));
    deleteTree(folder.resolve("certificates"));
    Files.deleteIfExists(folder.resolve("audit.log"));
    return new ControlPlaneFiles(folder, false);
  }

  @Override
  public void close() {
    if (isTemporary) {
      deleteTree(folder);
    }
  }

  private static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(ControlPlaneFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
