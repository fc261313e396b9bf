package io.evenkeel.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CliTest {
  /** Nobody listens on the first port. */
  private static final String KUBECONFIG_OF_NOTHING =
      """
      apiVersion: v1
      kind: Config
      current-context: nothing
      clusters: [{name: nothing, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: nobody, user: {token: none}}]
      contexts: [{name: nothing, context: {cluster: nothing, user: nobody}}]
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsCommandsAndExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "upgrade", "upgrade-nodegroup", "preflight", "status", "pause", "resume", "cancel")
        .contains("3     preflight found a blocker", "130   interrupted");
  }

  @Test
  void wrongUsageIsSaidInTwoLines() {
    assertThat(run("upgrade", "--group=g", "--to=newest")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "Invalid value for option '--to': 'newest' is no target: write latest, ami-0abc,"
                + " lt-0abc:7 or k8s:1.34",
            "Try 'evenkeel upgrade --help'.");
  }

  @Test
  void withoutATerminalAnUpgradeNeedsConsentInTheCommand() {
    assertThat(run("upgrade", "--group=g")).isEqualTo(2);
    assertThat(err.toString()).contains("add --yes");
  }

  @Test
  void aManagedNodeGroupNeedsItsClusterAndConsent(@TempDir Path folder) throws IOException {
    Path kubeconfig = folder.resolve("config");
    Files.writeString(kubeconfig, KUBECONFIG_OF_NOTHING);
    assertThat(run("upgrade-nodegroup", "--nodegroup=g", "--cluster=c")).isEqualTo(2);
    assertThat(err.toString()).contains("add --yes");
    assertThat(
            run(
                "upgrade-nodegroup",
                "--nodegroup=g",
                "--region=eu-west-1",
                "--yes",
                "--kubeconfig=" + kubeconfig))
        .isEqualTo(2);
    assertThat(err.toString()).contains("give --cluster");
  }

  @Test
  void anUnusableKubeconfigIsNamed(@TempDir Path nowhere) {
    Path file = nowhere.resolve("config");
    assertThat(run("preflight", "--group=g", "--region=eu-west-1", "--kubeconfig=" + file))
        .isEqualTo(2);
    assertThat(err.toString()).contains(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "pause", "resume", "cancel", "approve w"})
  void aDeadApiServerIsSaidInOneSentence(String command, @TempDir Path folder) throws IOException {
    Path kubeconfig = folder.resolve("config");
    Files.writeString(kubeconfig, KUBECONFIG_OF_NOTHING);
    assertThat(run((command + " --kubeconfig=" + kubeconfig).split(" ", -1))).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("127.0.0.1:1", "check the address of the cluster");
  }

  private int run(String... arguments) {
    CommandLine line = Cli.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
