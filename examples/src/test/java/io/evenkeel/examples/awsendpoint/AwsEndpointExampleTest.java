package io.evenkeel.examples.awsendpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.simulation.CloudGroup;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AwsEndpointExampleTest {

  @Test
  void servesOneGroupAsItWasAskedFor() throws Exception {
    // given
    AwsEndpointOptions options = AwsEndpointOptions.defaults().nodes(4, 7);

    // when
    try (AwsEndpoint endpoint = AwsEndpoint.start(options)) {
      CloudGroup group = endpoint.aws().ask(cloud -> cloud.group("workers").state());

      // then
      assertThat(group.desired()).isEqualTo(4);
      assertThat(group.max()).isEqualTo(7);
      assertThat(group.tags())
          .contains(new CloudGroup.Tag("kubernetes.io/cluster/demo", "owned", true));
      assertThat(endpoint.uri()).hasHost("127.0.0.1");
    }
  }

  @Test
  void refusesAGroupThatCannotBe() {
    assertThatThrownBy(() -> AwsEndpointOptions.defaults().nodes(4, 3))
        .hasMessageContaining("4 nodes and max 3");
    assertThat(AwsEndpointExample.run(new String[] {"--nodes", "4", "--max", "3"})).isEqualTo(2);
    assertThat(AwsEndpointExample.run(new String[] {"--speed", "fast"})).isEqualTo(2);
    assertThat(AwsEndpointExample.run(new String[] {"--speed", "0", "--port", "0"})).isEqualTo(2);
  }

  @Test
  void saysThatAKubeconfigIsNotThere() {
    Path nowhere = Path.of("no", "such", "kubeconfig");
    assertThatThrownBy(() -> AwsEndpoint.start(AwsEndpointOptions.defaults().joining(nowhere)))
        .hasMessageContaining("kubeconfig");
    assertThat(
            AwsEndpointExample.run(
                new String[] {"--port", "0", "--kubeconfig", nowhere.toString()}))
        .isEqualTo(1);
  }
}
