package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.AfterTermination;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A simulated cloud and a simulated cluster on one timeline. */
class JoinedWorldTest {

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final SimulatedCluster cluster = SimulatedCluster.on(timeline);
  private final SimulatedCloud cloud = SimulatedCloud.on(timeline).joins(cluster.nodeLink());
  private final SimulatedGroup group =
      cloud.group("workers", g -> g.size(3).max(6).template("lt-1", "ami-old"));

  @Test
  void instancesJoinAsReadyNodes() {
    // when
    timeline.advance(Duration.ofMinutes(2));

    // then
    assertThat(cluster.nodes()).hasSize(3).allMatch(Node::ready);
    assertThat(cluster.nodes().stream().map(this::instanceOf))
        .containsExactlyInAnyOrderElementsOf(ids());
  }

  @Test
  void aTerminatedInstanceTakesItsNodeAlong() {
    // given
    timeline.advance(Duration.ofMinutes(2));
    String gone = ids().get(0);

    // when
    group.terminate(gone, AfterTermination.REPLACE);
    timeline.advance(Duration.ofMinutes(5));

    // then
    assertThat(cluster.nodes().stream().map(this::instanceOf))
        .containsExactlyInAnyOrderElementsOf(ids())
        .doesNotContain(gone);
  }

  @Test
  void anImageMayKeepItsNodesFromBecomingReady() {
    // given
    cloud.images().register("ami-bad", BootedInstance.Joining.NEVER_READY);
    cloud.templates().addVersion("lt-1", TemplateContent.of("ami-bad", "m6i.large"), "", "");
    group.point(new TemplateVersion("lt-1", "2"));

    // when
    group.setDesired(4);
    timeline.advance(Duration.ofMinutes(10));

    // then
    assertThat(cluster.nodes()).hasSize(4);
    assertThat(cluster.nodes().stream().filter(Node::ready)).hasSize(3);
  }

  @Test
  void anImageMayKeepItsNodesFromRegistering() {
    // given
    cloud.images().register("ami-bad", BootedInstance.Joining.NEVER_REGISTERS);
    cloud.templates().addVersion("lt-1", TemplateContent.of("ami-bad", "m6i.large"), "", "");
    group.point(new TemplateVersion("lt-1", "2"));

    // when
    group.setDesired(4);
    timeline.advance(Duration.ofMinutes(10));

    // then
    assertThat(cluster.nodes()).hasSize(3);
    assertThat(group.state().instances()).hasSize(4);
  }

  @Test
  void theNameOfAMachineThatStillRunsIsNotGivenOutAgain() {
    // given
    timeline.advance(Duration.ofMinutes(2));
    Node node = cluster.nodes().get(0);
    cluster.nextNodeIsNamed(node.name());
    group.setDesired(4);
    timeline.runUntil(() -> group.state().instances().size() == 4, Duration.ofMinutes(5));

    // when
    cluster.edit().remove(node.key());
    timeline.advance(Duration.ofMinutes(5));

    // then
    assertThat(cluster.nodes()).hasSize(3).extracting(Node::name).doesNotContain(node.name());
  }

  private List<String> ids() {
    return group.state().instances().stream().map(CloudInstance::id).toList();
  }

  private String instanceOf(Node node) {
    return cloud.provider().instanceIdOf(node.providerId().orElseThrow());
  }
}
