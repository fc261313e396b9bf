package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.spi.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EksTokenTest {
  private final StubApiServer server = new StubApiServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsTheTokenThatItIsGiven() {
    // given
    server.answer("GET", "/version", 200, "{\"major\":\"1\",\"minor\":\"36\"}");
    // when
    try (KubernetesCluster cluster =
        KubernetesCluster.eks("prod", server.address(), new byte[0], () -> "k8s-aws-v1.abc")) {
      // then
      assertThat(cluster.name()).isEqualTo("prod");
      assertThat(cluster.serverVersion().toCompletableFuture().join()).isEqualTo(Answer.ok("1.36"));
    }
    assertThat(server.received("GET", "/version").get(0).authorization())
        .isEqualTo("Bearer k8s-aws-v1.abc");
  }

  @Test
  void saysSoWhenNoTokenCanBeHad() {
    assertThatThrownBy(
            () ->
                KubernetesCluster.eks(
                    "prod",
                    server.address(),
                    new byte[0],
                    () -> {
                      throw new IllegalStateException("no credentials");
                    }))
        .isInstanceOf(ClusterConfigurationException.class)
        .hasMessageContaining(server.address());
  }
}
