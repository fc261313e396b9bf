package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.spi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KubeconfigTest {
  private final StubApiServer server = new StubApiServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void connectsAsTheCurrentContextSays() throws Exception {
    // given
    server.answer("GET", "/version", 200, "{\"major\":\"1\",\"minor\":\"36\"}");
    // when
    try (KubernetesCluster cluster = KubernetesCluster.fromKubeconfig(kubeconfig())) {
      // then
      assertThat(cluster.name()).isEqualTo("first");
      assertThat(cluster.serverVersion().toCompletableFuture().join()).isEqualTo(Answer.ok("1.36"));
    }
  }

  @Test
  void connectsAsTheNamedContextSays() throws Exception {
    try (KubernetesCluster cluster = KubernetesCluster.fromKubeconfig(kubeconfig(), "second")) {
      assertThat(cluster.name()).isEqualTo("second");
    }
  }

  @Test
  void asksTheCredentialPluginForAToken() throws Exception {
    // given
    server.answer("GET", "/version", 200, "{\"major\":\"1\",\"minor\":\"36\"}");
    Path plugin =
        Files.writeString(
            folder.resolve("plugin"),
            """
            #!/bin/sh
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",\
            "status":{"token":"from-plugin","expirationTimestamp":"2026-01-01T00:00:00Z"}}'
            """);
    assertThat(plugin.toFile().setExecutable(true)).isTrue();
    Path file = folder.resolve("exec");
    Files.writeString(
        file,
        Files.readString(kubeconfig())
            .replace(
                "user: {token: t}",
                "user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: %s}}"
                    .formatted(plugin)));
    // when
    try (KubernetesCluster cluster = KubernetesCluster.fromKubeconfig(file)) {
      cluster.serverVersion().toCompletableFuture().join();
    }
    // then
    assertThat(server.received("GET", "/version").get(0).authorization())
        .isEqualTo("Bearer from-plugin");
  }

  @Test
  void namesTheContextsThereAreWhenThereIsNoSuchOne() throws Exception {
    // given
    Path file = kubeconfig();
    // when, then
    assertThatThrownBy(() -> KubernetesCluster.fromKubeconfig(file, "third"))
        .isInstanceOf(ClusterConfigurationException.class)
        .hasMessageContaining("has no context third; choose one of: [first, second]");
  }

  @Test
  void saysWhichFileIsNotThere() {
    // given
    Path nowhere = folder.resolve("nowhere");
    // when, then
    assertThatThrownBy(() -> KubernetesCluster.fromKubeconfig(nowhere))
        .isInstanceOf(ClusterConfigurationException.class)
        .hasMessageContaining("there is no readable kubeconfig at " + nowhere);
  }

  @Test
  void saysThatItDoesNotRunInAPod() {
    assertThatThrownBy(KubernetesCluster::inCluster)
        .isInstanceOf(ClusterConfigurationException.class)
        .hasMessageContaining("does not run in a pod");
  }

  @Test
  void refusesACallTimeoutThatIsTooShortForAnEviction() {
    // given
    ClusterOptions options = ClusterOptions.defaults();
    // when, then
    assertThatThrownBy(() -> options.withCallTimeout(Duration.ofSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 15 s");
  }

  private Path kubeconfig() throws IOException {
    return Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: first
        contexts:
          - {name: first, context: {cluster: c, user: u}}
          - {name: second, context: {cluster: c, user: u}}
        clusters:
          - {name: c, cluster: {server: "%s"}}
        users:
          - {name: u, user: {token: t}}
        """
            .formatted(server.address()));
  }
}
