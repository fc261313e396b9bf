package io.evenkeel.examples.awsendpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.examples.controlplane.Await;
import io.evenkeel.examples.controlplane.ControlPlane;
import io.evenkeel.examples.controlplane.ControlPlaneOptions;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.TemplateContent;
import io.evenkeel.spi.AfterTermination;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Instances of the endpoint are nodes of a real API server. */
@Tag("real-cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JoinedNodesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String NODES =
      "jsonpath={range .items[*]}{.metadata.name} {.spec.providerID}"
          + " {.status.conditions[?(@.type==\"Ready\")].status}{\"\\n\"}{end}";

  private ControlPlane plane;

  @BeforeAll
  void start() throws Exception {
    plane = ControlPlane.start(ControlPlaneOptions.defaults().progress(System.err::println));
  }

  @AfterAll
  void stop() {
    if (plane != null) {
      plane.close();
    }
  }

  @Test
  void instancesJoinAndLeave() throws Exception {
    // given
    String broken = "ami-0cccccccccccccccc";
    AwsEndpointOptions options =
        AwsEndpointOptions.defaults()
            .joining(plane.adminKubeconfig())
            .atSpeed(20)
            .nodes(3, 5)
            .neverReady(broken);

    try (AwsEndpoint endpoint = AwsEndpoint.start(options)) {
      List<String> first =
          await(nodes -> nodes.size() == 3 && nodes.stream().allMatch(this::ready));
      assertThat(first).allMatch(node -> node.matches("ip-10-.*compute.internal aws:///.*/i-.*"));

      // when
      String gone =
          endpoint.aws().ask(cloud -> cloud.group("workers").state().instances().get(0).id());
      endpoint
          .aws()
          .run(
              cloud -> {
                String template = cloud.group("workers").state().pointer().template();
                cloud
                    .templates()
                    .addVersion(template, TemplateContent.of(broken, "m6i.large"), "", "");
                cloud.group("workers").point(new TemplateVersion(template, "2"));
                cloud.group("workers").terminate(gone, AfterTermination.REPLACE);
              });

      // then
      List<String> second =
          await(nodes -> nodes.size() == 3 && nodes.stream().noneMatch(n -> n.contains(gone)));
      assertThat(second.stream().filter(this::ready)).hasSize(2);
    }
    assertThat(nodes()).as("nodes after the cloud has ended").isEmpty();
  }

  private boolean ready(String node) {
    return node.endsWith(" True");
  }

  private List<String> nodes() throws IOException, InterruptedException {
    return plane.kubectl("get", "nodes", "-o", NODES).lines().toList();
  }

  private List<String> await(Predicate<List<String>> condition) throws Exception {
    return Await.answer("the nodes", SOON, () -> Optional.of(nodes()).filter(condition));
  }
}
