package io.evenkeel.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A replay is the same, byte for byte, on every JVM that this machine has. */
class ReplayTest {
  private static final long SEED = 20;

  @TestFactory
  Stream<DynamicTest> the_history_is_the_same_on() {
    String here = here();
    return homes().stream()
        .map(
            home ->
                DynamicTest.dynamicTest(
                    String.valueOf(home.getFileName()),
                    () -> assertThat(there(home)).isEqualTo(here)));
  }

  private static String here() {
    StringBuilder lines = new StringBuilder();
    new Campaign()
        .faults(EnumSet.allOf(Fault.class))
        .crashes(true)
        .replay(SEED, line -> lines.append(line).append('\n'));
    return lines.toString();
  }

  private static String there(Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                java(home).toString(),
                "-Duser.language=ar",
                "-Duser.timezone=Asia/Kolkata",
                "-cp",
                System.getProperty("java.class.path"),
                ReplayMain.class.getName(),
                String.valueOf(SEED))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The one that runs this test, and those beside it. */
  private static List<Path> homes() {
    Path own = Path.of(System.getProperty("java.home"));
    try (Stream<Path> beside = Files.list(own.resolve("..").toRealPath())) {
      return Stream.concat(Stream.of(own), beside)
          .filter(home -> Files.isExecutable(java(home)))
          .map(ReplayTest::real)
          .distinct()
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path java(Path home) {
    return home.resolve("bin").resolve("java");
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
