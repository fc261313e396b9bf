package io.evenkeel.examples.awsendpoint;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The AWS command line as it is published on PyPI, installed below {@code target} once, and run in
 * processes that know nothing of this machine but an endpoint and an empty home directory.
 */
final class AwsCommandLine {
  private static final Path INSTALLED = Path.of("target", "aws-cli").toAbsolutePath();
  private static final Path COMPLETE = INSTALLED.resolve("installed-requirements.txt");
  private static final String REQUIREMENTS = "/aws-cli-requirements.txt";
  private static final Duration TO_INSTALL = Duration.ofMinutes(8);
  private static final Duration TO_ANSWER = Duration.ofMinutes(2);

  private final URI endpoint;
  private final String region;
  private final Path home;

  private AwsCommandLine(URI endpoint, String region, Path home) {
    this.endpoint = endpoint;
    this.region = region;
    this.home = home;
  }

  /** What a command has answered. */
  record Answer(String command, int exitCode, String out, String err) {

    /** Returns what it printed, without the end of the line. */
    String text() {
      return succeeded().out().strip();
    }

    JsonObject json() {
      return JsonParser.parseString(succeeded().out()).getAsJsonObject();
    }

    private Answer succeeded() {
      if (exitCode != 0) {
        throw new AssertionError(this);
      }
      return this;
    }
  }

  /** Returns the command line on an endpoint; skips the test where there is no Python. */
  static AwsCommandLine on(URI endpoint, String region, Path home)
      throws IOException, InterruptedException {
    install();
    return new AwsCommandLine(endpoint, region, home);
  }

  private static void install() throws IOException, InterruptedException {
    String wanted = requirements();
    if (Files.exists(COMPLETE) && Files.readString(COMPLETE).equals(wanted)) {
      return;
    }
    Files.createDirectories(INSTALLED);
    setUp("python3", "-m", "venv", "--clear", INSTALLED.toString());
    Path list = INSTALLED.resolve("requirements.txt");
    Files.writeString(list, wanted);
    setUp(python(), "-m", "pip", "install", "--quiet", "-r", list.toString());
    Files.writeString(COMPLETE, wanted);
  }

  private static String requirements() throws IOException {
    try (InputStream in = AwsCommandLine.class.getResourceAsStream(REQUIREMENTS)) {
      return new String(
          Objects.requireNonNull(in, REQUIREMENTS).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String python() {
    return INSTALLED.resolve(Path.of("bin", "python3")).toString();
  }

  private static void setUp(String... command) throws IOException, InterruptedException {
    Path log = INSTALLED.resolveSibling("aws-cli-setup.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process;
    try {
      process = builder.redirectOutput(log.toFile()).start();
    } catch (IOException e) {
      Assumptions.abort("The AWS command line needs python3 with venv and pip: " + e.getMessage());
      throw e;
    }
    if (!process.waitFor(TO_INSTALL.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " has not ended: see " + log);
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(
          String.join(" ", command)
              + " failed. The AWS command line is installed from PyPI by python3 with venv and"
              + " pip:\n"
              + Files.readString(log));
    }
  }

  /** Runs {@code aws} with what a person would type behind it, and returns what it prints. */
  Answer run(String line, String... more) {
    return run(Stream.concat(Stream.of(line.split(" ")), Stream.of(more)).toList());
  }

  /** Returns the text that is printed with {@code --query}. */
  String query(String line, String query) {
    return run(line, "--query", query, "--output", "text").text();
  }

  private Answer run(List<String> arguments) {
    List<String> command = new ArrayList<>();
    // The script's own first line may be longer than the system reads.
    command.addAll(List.of(python(), INSTALLED.resolve(Path.of("bin", "aws")).toString()));
    command.addAll(List.of("--endpoint-url", endpoint.toString()));
    command.addAll(arguments);
    try {
      return run(command, String.join(" ", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Answer run(List<String> command, String shown) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment());
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("aws " + shown + " has not ended within " + TO_ANSWER);
    }
    return new Answer(shown, process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Map<String, String> environment() {
    return Map.of(
        "HOME", home.toString(),
        "PATH", System.getenv("PATH"),
        "LANG", "C.UTF-8",
        "AWS_DEFAULT_REGION", region,
        "AWS_ACCESS_KEY_ID", "simulated",
        "AWS_SECRET_ACCESS_KEY", "simulated",
        "AWS_MAX_ATTEMPTS", "1",
        "AWS_EC2_METADATA_DISABLED", "true");
  }
}
