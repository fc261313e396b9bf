package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Others at work do what they are known for. */
class ActorsTest {
  private final VirtualTimeline time = new VirtualTimeline();
  private final SimulatedCluster cluster = SimulatedCluster.on(time);
  private final SimulatedCloud cloud = SimulatedCloud.on(time).joins(cluster.nodeLink());

  ActorsTest() {
    cloud.group("workers", group -> group.size(3).max(5).template("lt-1", "ami-old"));
    cluster.settle();
    cluster
        .deployment("myapp", d -> d.replicas(4).requests(500, 128))
        .budget("myapp", b -> b.maxUnavailable("1"))
        .settle();
  }

  @Test
  void gitOpsRevertsSizesReplicasAndBudgets() {
    // given
    SimulatedActor gitOps = Actors.gitOps(cloud, "workers");
    cluster.with(gitOps.every(Duration.ofMinutes(1)).stopsAfter(Duration.ofMinutes(10)));

    // when
    cloud.group("workers").setDesired(5);
    cluster.edit().scale(ObjectKind.DEPLOYMENT, "myapp", 2).minAvailable("myapp", "100%");
    time.advance(Duration.ofMinutes(5));

    // then
    assertThat(cloud.group("workers").state().desired()).isEqualTo(3);
    assertThat(cluster.podsOf("myapp")).hasSize(4).allMatch(Pod::ready);
    assertThat(cluster.budget("myapp").status().disruptionsAllowed()).isEqualTo(1);
    assertThat(gitOps.acts()).isPositive();
  }

  @Test
  void anAutoscalerAddsNodesForPodsThatFindNoRoom() {
    // given
    cluster.with(
        Actors.clusterAutoscaler(cloud, "workers", Duration.ofHours(1))
            .stopsAfter(Duration.ofMinutes(10)));

    // when
    cluster.deployment("more", d -> d.replicas(4).requests(3500, 128));
    time.advance(Duration.ofMinutes(10));

    // then
    assertThat(cluster.nodes()).hasSizeGreaterThan(3);
    assertThat(cluster.podsOf("more")).filteredOn(Pod::ready).hasSizeGreaterThan(2);
  }

  @Test
  void repairReplacesANodeThatHasNotBeenReadyForLong() {
    // given
    cluster.with(
        Actors.nodeRepair(cloud, "workers", Duration.ofMinutes(10))
            .stopsAfter(Duration.ofMinutes(30)));
    String ill = cluster.nodes().get(0).name();

    // when
    cluster.edit().silence(ill);
    time.advance(Duration.ofMinutes(30));

    // then
    assertThat(cluster.nodes()).hasSize(3).allMatch(Node::ready);
    assertThat(cluster.nodes()).noneMatch(node -> node.name().equals(ill));
  }

  @Test
  void anotherRollerEmptiesOneNodeAfterAnotherUnderBudgets() {
    // given
    ClusterRecord record = cluster.startRecording();
    SimulatedActor roller = Actors.otherRoller();

    // when
    cluster.with(roller.stopsAfter(Duration.ofMinutes(30)));
    time.advance(Duration.ofMinutes(30));

    // then
    assertThat(roller.acts()).isEqualTo(3);
    assertThat(record.evictions("myapp")).isGreaterThanOrEqualTo(4);
    assertThat(record.leastReady("myapp")).isEqualTo(3);
    assertThat(cluster.nodes()).noneMatch(Node::unschedulable);
  }

  @Test
  void aPersonActsByASeedAndOpensInTheEndWhatTheyHaveClosed() {
    // given
    SimulatedActor person = Actors.person(7);

    // when
    cluster.with(person.stopsAfter(Duration.ofMinutes(60)));
    time.advance(Duration.ofMinutes(61));

    // then
    assertThat(person.acts()).isGreaterThan(10);
    assertThat(cluster.nodes()).noneMatch(Node::unschedulable);
  }
}
