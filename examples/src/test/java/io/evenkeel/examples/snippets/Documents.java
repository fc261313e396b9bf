package io.evenkeel.examples.snippets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of this repository, as they are. */
final class Documents {
  static final Path ROOT = root();

  private Documents() {}

  /** Returns the files of that suffix in a folder, in the order of their names. */
  static Stream<Path> files(Path folder, String suffix) {
    return ending(folder, 1, suffix);
  }

  /**
   * Returns the files of that suffix in a folder and those under it, in the order of their names.
   */
  static Stream<Path> filesUnder(Path folder, String suffix) {
    return ending(folder, Integer.MAX_VALUE, suffix);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> ending(Path folder, int depth, String suffix) {
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("mvnw")) ? here : here.resolve("..").normalize();
  }
}
