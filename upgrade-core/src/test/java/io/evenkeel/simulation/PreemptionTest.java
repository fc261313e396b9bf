package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.NodePatch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Important pods take the place of less important ones, as with the real scheduler. */
class PreemptionTest extends ClusterFixture {

  @Test
  void anImportantPodTakesThePlaceOfALessImportantOne() {
    // given
    node("n1", 2);
    cluster.deployment("normal", d -> d.replicas(2).requests(1000, 128)).settle();
    ClusterRecord record = cluster.startRecording();

    // when
    cluster.deployment("vital", important(100)).settle();

    // then
    assertThat(nodesOf("vital")).containsExactly("n1");
    assertThat(nodesOf("normal")).containsExactlyInAnyOrder("n1", "");
    assertThat(record.preemptions()).isEqualTo(1);
    assertThat(record.evictions()).isZero();
  }

  @Test
  void theVictimsHaveTheirGraceAndThePlaceIsKeptMeanwhile() {
    // given
    node("n1", 1);
    cluster
        .deployment(
            "normal",
            d ->
                d.replicas(1)
                    .requests(1000, 128)
                    .grace(seconds(60))
                    .stopsIn(seconds(50), seconds(50)))
        .settle();

    // when
    cluster.deployment("vital", important(100));
    timeline.advance(seconds(45));

    // then
    assertThat(cluster.podsOn("n1")).hasSize(1).allMatch(Pod::terminating);
    cluster.settle();
    assertThat(nodesOf("vital")).containsExactly("n1");
    assertThat(nodesOf("normal")).containsExactly("");
  }

  @Test
  void victimsWithoutAnyGraceMakeRoomAtOnce() {
    // given
    node("n1", 1);
    cluster.deployment("normal", d -> d.replicas(1).requests(1000, 128).grace(seconds(0))).settle();

    // when
    cluster.deployment("vital", important(100)).settle();

    // then
    assertThat(nodesOf("vital")).containsExactly("n1");
  }

  @Test
  void nobodyMakesRoomForEqualsOrForPodsThatNeverPreempt() {
    // given
    node("n1", 1);
    cluster.deployment("first", important(100)).settle();

    // when
    cluster
        .deployment("equal", important(100))
        .deployment("patient", d -> important(1000).accept(d.neverPreempting()))
        .settle();

    // then
    assertThat(nodesOf("first")).containsExactly("n1");
    assertThat(nodesOf("equal")).containsExactly("");
    assertThat(nodesOf("patient")).containsExactly("");
  }

  @Test
  void noMorePodsGoThanHaveToAndTheMostImportantStay() {
    // given
    node("n1", 4);
    cluster
        .deployment("low", d -> important(10).accept(d.replicas(2)))
        .deployment("lower", d -> important(5).accept(d.replicas(2)))
        .settle();

    // when
    cluster.deployment("vital", important(100)).settle();

    // then
    assertThat(nodesOf("vital")).containsExactly("n1");
    assertThat(nodesOf("low")).containsExactly("n1", "n1");
    assertThat(nodesOf("lower")).containsExactlyInAnyOrder("n1", "");
  }

  @Test
  void budgetsAreSparedWhereThereIsAChoice() {
    // given
    node("n1", 1);
    cluster.deployment("guarded", important(0)).budget("guarded", b -> b.maxUnavailable("0"));
    cluster.settle();
    node("n2", 1);
    cluster.deployment("free", d -> important(50).accept(d.neverPreempting())).settle();

    // when
    cluster.deployment("vital", important(100)).settle();

    // then
    assertThat(nodesOf("guarded")).containsExactly("n1");
    assertThat(nodesOf("vital")).containsExactly("n2");
  }

  @Test
  void budgetsAreBrokenWhereThereIsNoChoice() {
    // given
    node("n1", 1);
    cluster.deployment("guarded", important(0)).budget("guarded", b -> b.maxUnavailable("0"));
    cluster.settle();

    // when
    cluster.deployment("vital", important(100)).settle();

    // then
    assertThat(nodesOf("vital")).containsExactly("n1");
    assertThat(nodesOf("guarded")).containsExactly("");
  }

  @Test
  void theNodeWithTheLeastImportantVictimIsTaken() {
    // given
    node("n1", 1);
    cluster.deployment("twenty", important(20)).settle();
    node("n2", 1);
    cluster.deployment("ten", important(10)).settle();

    // when
    cluster.deployment("vital", important(100)).settle();

    // then
    assertThat(nodesOf("vital")).containsExactly("n2");
    assertThat(nodesOf("twenty")).containsExactly("n1");
  }

  @Test
  void ofEquallyImportantVictimsFewerAreTaken() {
    // given
    node("n1", 2);
    cluster.deployment("small", d -> d.replicas(2).requests(1000, 128)).settle();
    node("n2", 2);
    cluster.deployment("big", d -> d.replicas(1).requests(2000, 128)).settle();

    // when
    cluster.deployment("vital", d -> d.requests(2000, 128).priority("vital", 100)).settle();

    // then
    assertThat(nodesOf("vital")).containsExactly("n2");
    assertThat(nodesOf("small")).containsExactly("n1", "n1");
  }

  @Test
  void fellowsMakeRoomForThemselvesAtOnceAndNotOneAfterAnother() {
    // given
    node("n1", 1);
    node("n2", 1);
    cluster
        .deployment(
            "normal", d -> d.replicas(2).requests(1000, 128).stopsIn(seconds(20), seconds(20)))
        .settle();

    // when
    cluster.deployment("vital", d -> important(100).accept(d.replicas(2)));
    timeline.advance(seconds(5));

    // then
    assertThat(cluster.podsOf("normal")).filteredOn(Pod::terminating).hasSize(2);
  }

  @Test
  void aPodLooksElsewhereWhenTheNodeThatWasKeptForItIsClosed() {
    // given
    node("n1", 1);
    cluster
        .deployment("slow", d -> d.requests(1000, 128).stopsIn(seconds(25), seconds(25)))
        .settle();
    cluster.deployment("vital", important(100));
    timeline.advance(seconds(5));
    node("n2", 1);
    cluster.edit().patch("n1", NodePatch.nothing().cordon());

    // when
    cluster.settle();

    // then
    assertThat(nodesOf("vital")).containsExactly("n2");
  }

  @Test
  void neighborsAreMovedForAPodThatMustBeApartFromThem() {
    // given
    node("n1", 4);
    cluster.deployment("crowd", d -> d.label("noisy", "yes")).settle();

    // when
    cluster
        .deployment(
            "quiet",
            d ->
                important(100)
                    .accept(
                        d.placed(
                            p -> p.withAffinities(List.of(SchedulingTest.apartFrom("crowd"))))))
        .settle();

    // then
    assertThat(nodesOf("quiet")).containsExactly("n1");
    assertThat(nodesOf("crowd")).containsExactly("");
  }

  @Test
  void nothingIsDeletedWhereThatWouldNotHelp() {
    // given
    node("n1", 2);
    cluster.deployment("normal", d -> d.replicas(2).requests(1000, 128)).settle();

    // when
    cluster
        .deployment("vast", d -> d.requests(3000, 128).priority("vital", 100))
        .deployment(
            "far",
            d ->
                important(100)
                    .accept(d.placed(p -> p.withNodeSelector(Map.of(Node.ZONE_LABEL, "z")))))
        .settle();

    // then
    assertThat(nodesOf("normal")).containsExactly("n1", "n1");
  }

  private void node(String name, double cores) {
    cluster.node(name, n -> n.cpu(cores));
  }

  private static Consumer<DeploymentShape> important(int priority) {
    return d -> d.requests(1000, 128).priority("p" + priority, priority);
  }

  private List<String> nodesOf(String workload) {
    return cluster.podsOf(workload).stream()
        .filter(pod -> !pod.terminating())
        .map(pod -> pod.nodeName().orElse(""))
        .toList();
  }
}
