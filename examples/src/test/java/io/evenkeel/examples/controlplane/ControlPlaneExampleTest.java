package io.evenkeel.examples.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example as a person starts it: in a process of its own. */
class ControlPlaneExampleTest {

  @TempDir Path folder;

  @Test
  void withoutGoOneLineSaysWhatToInstall() throws Exception {
    // given
    ProcessBuilder example = example();
    example.environment().put("PATH", folder.toString());
    example.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());

    // when
    Process process = example.start();

    // then
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output().lines()).singleElement().asString().contains("install Go 1.26 or newer");
  }

  @Test
  @Tag("real-cluster")
  void everyComponentEndsWithAProcessThatIsKilled() throws Exception {
    // given
    Process process = example("--dir", folder.resolve("plane").toString()).start();
    Await.until(
        "the control plane",
        Duration.ofMinutes(20),
        () -> output().contains("is up") || !process.isAlive());
    List<ProcessHandle> components = process.descendants().toList();

    // when
    process.destroyForcibly();

    // then
    assertThat(components).as(this::outputOrTrouble).hasSize(5);
    Await.until(
        "the end of every component",
        Duration.ofSeconds(30),
        () -> components.stream().noneMatch(ProcessHandle::isAlive));
  }

  private ProcessBuilder example(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ControlPlaneExample.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile());
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private String outputOrTrouble() {
    try {
      return output();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
