package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Binaries that are built once and kept in the user's cache folder, outside any {@code target}.
 *
 * <p>The folder of each is named after a digest of its sources, so a change of a version builds
 * anew. Two processes that need one at once do not build twice: the second waits for the first.
 */
final class BuildCache {

  private BuildCache() {}

  /** Builds what is not there yet. */
  @FunctionalInterface
  interface Build {
    /**
     * Builds the binary, and puts beside it whatever else it needs.
     *
     * @param binary where the binary goes; it gets its own name once this has returned
     */
    void to(Path binary) throws IOException, InterruptedException;
  }

  /** Returns the binary of that name, after building it if it is not there. */
  static synchronized Path built(String name, String digest, Build build)
      throws IOException, InterruptedException {
    Path folder = cacheFolder().resolve(name).resolve(digest);
    Path binary = folder.resolve(name);
    if (Files.isExecutable(binary)) {
      return binary;
    }
    Files.createDirectories(folder);
    try (FileChannel channel = lockFile(folder);
        FileLock lock = channel.lock()) {
      if (!Files.isExecutable(binary)) {
        Path half = folder.resolve(name + ".half-built");
        build.to(half);
        Files.move(half, binary, StandardCopyOption.ATOMIC_MOVE);
      }
      return binary;
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path cacheFolder() {
    Path caches =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return caches.resolve("evenkeel");
  }
}
