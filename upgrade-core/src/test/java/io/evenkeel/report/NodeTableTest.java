package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Instance;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeTableTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void nodesAreShownAsKubectlShowsThem() {
    // given
    Node old = node("ip-10-0-1-5", "i-1", Duration.ofDays(30), Map.of());
    Node fresh =
        node(
            "ip-10-0-2-7",
            "i-2",
            Duration.ofSeconds(340),
            Map.of("node-role.kubernetes.io/worker", "", Node.ZONE_LABEL, "eu-west-1b"));
    Node broken =
        node("elsewhere", "i-3", Duration.ofHours(5), Map.of())
            .withConditions(Map.of("Ready", ConditionStatus.FALSE))
            .withUnschedulable(true);

    // when
    String table =
        NodeTable.of(
            List.of(old, fresh, broken),
            List.of(instance("i-1", "ami-1"), instance("i-2", "ami-2")),
            NOW);

    // then
    assertThat(table)
        .isEqualTo(
            """
            NAME          STATUS                        ROLES    AGE     VERSION   ZONE         IMAGE
            ip-10-0-1-5   Ready                         <none>   30d     v1.34.1   -            ami-1
            ip-10-0-2-7   Ready                         worker   5m40s   v1.34.1   eu-west-1b   ami-2
            elsewhere     NotReady,SchedulingDisabled   <none>   5h      v1.34.1   -            -
            """);
  }

  private static Node node(String name, String id, Duration age, Map<String, String> labels) {
    return new Node(
        Meta.of(ObjectKey.clusterScoped(ObjectKind.NODE, name), name, NOW.minus(age))
            .withLabels(labels),
        Optional.of("aws:///eu-west-1a/" + id),
        false,
        List.of(),
        Map.of("Ready", ConditionStatus.TRUE),
        Resources.of(2000, 8L << 30, 29),
        "v1.34.1",
        List.of());
  }

  private static Instance instance(String id, String image) {
    return new Instance(
        id,
        "eu-west-1a",
        Instance.State.IN_SERVICE,
        Optional.empty(),
        image,
        "m6i.large",
        Optional.empty());
  }
}
