package io.evenkeel.simulation;

import static io.evenkeel.simulation.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.Pod;
import io.evenkeel.model.TemplateVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The assertions notice what they are there for. */
class RecordingTest extends ClusterFixture {

  @Test
  void aDrainWithinTheBudgetIsContent() {
    // given
    myapp();
    cluster.startRecording();

    // when
    for (Pod pod : cluster.podsOn("n1")) {
      evict(pod);
      cluster.settle();
    }

    // then
    assertThat(cluster)
        .keptAvailable("myapp", 8)
        .keptBudgets()
        .evictedEveryPodAtMostOnce()
        .wasNeverRefusedAnEviction()
        .deletedNoPod()
        .hasOnlyReadyPods();
  }

  @Test
  void deletingPodsPastTheirBudgetIsNoticed() {
    // given
    myapp();
    cluster.startRecording();

    // when
    List<Pod> pods = cluster.podsOf("myapp");
    pods.subList(0, 3).forEach(pod -> cluster.edit().deletePod(pod));
    cluster.settle();

    // then
    assertThatThrownBy(() -> assertThat(cluster).keptAvailable("myapp", 8))
        .hasMessageContaining("only 7");
    assertThatThrownBy(() -> assertThat(cluster).keptBudgets())
        .hasMessageContaining("default/myapp wanted 8 ready pods and had 7");
    assertThatThrownBy(() -> assertThat(cluster).deletedNoPod()).hasMessageContaining("3 were");
  }

  @Test
  void evictingTheSameReplicasAgainIsNoticed() {
    // given
    myapp();
    cluster.startRecording();

    // when
    for (int i = 0; i < 11; i++) {
      evict(firstPodOf("myapp"));
      cluster.settle();
    }

    // then
    assertThatThrownBy(() -> assertThat(cluster).evictedEveryPodAtMostOnce())
        .hasMessageContaining("11 evictions of 10 pods");
  }

  @Test
  void replacingEachNodeOnceIsTold() {
    // given
    cluster.node("n1", n -> n.instance("i-1", "aws:///a/i-1")).settle();
    cluster.startRecording();

    // when
    cluster.nodeLink().instanceBooted(machine("i-2"));
    cluster.settle();

    // then
    assertThatThrownBy(() -> assertThat(cluster).replacedEveryNodeOnce())
        .hasMessageContaining("0 are gone and 1 have joined");

    // when
    cluster.nodeLink().instanceGone("i-1");
    cluster.settle();

    // then
    assertThat(cluster).replacedEveryNodeOnce();
  }

  private void myapp() {
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(10))
        .budget("myapp", b -> b.minAvailable("80%"))
        .settle();
  }

  private static BootedInstance machine(String id) {
    return new BootedInstance(
        id,
        "aws:///a/" + id,
        "a",
        "m6i.large",
        "ami-1",
        new TemplateVersion("lt-1", "1"),
        Map.of(),
        BootedInstance.Joining.BECOMES_READY);
  }
}
