package io.evenkeel.simulation;

import static io.evenkeel.simulation.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControllersTest extends ClusterFixture {

  @Test
  void aDeploymentFollowsItsScaleAndReportsReadyReplicas() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(2)).settle();

    // when
    cluster.edit().scale(ObjectKind.DEPLOYMENT, "myapp", 5);
    cluster.settle();

    // then
    assertThat(cluster).hasReadyPods("myapp", 5);
    assertThat(cluster.workloads())
        .filteredOn(workload -> workload.kind() == ObjectKind.DEPLOYMENT)
        .extracting(Workload::readyReplicas)
        .containsExactly(5);

    // when
    cluster.edit().scale(ObjectKind.DEPLOYMENT, "myapp", 1);
    cluster.settle();

    // then
    assertThat(cluster).hasReadyPods("myapp", 1);
  }

  @Test
  void aStatefulPodIsRecreatedOnlyWhenItsPredecessorIsGone() {
    // given
    threeNodes();
    cluster.statefulSet("db", s -> s.replicas(3).stopsIn(seconds(20), seconds(20))).settle();
    List<String> story = new ArrayList<>();
    cluster.observeTruth(truth -> tellPods(truth, story));

    // when
    Pod pod = firstPodOf("db");
    evict(pod);
    timeline.advance(seconds(10));

    // then
    assertThat(cluster.podsOf("db")).hasSize(3);
    assertThat(story).containsExactly("db-0 stops");

    // when
    cluster.settle();

    // then
    assertThat(story).containsExactly("db-0 stops", "db-0 gone", "db-0 new");
    assertThat(cluster).hasReadyPods("db", 3);
  }

  @Test
  void aZonalDiskGoesBackToItsZoneAndIsOnOneNodeAtATime() {
    // given
    cluster
        .node("n1", n -> n.zone("a"))
        .node("n2", n -> n.zone("b"))
        .statefulSet("db", s -> s.withZonalDisks())
        .settle();
    Pod pod = firstPodOf("db");
    String zone = cluster.node(pod.nodeName().orElseThrow()).zone();
    assertThat(pod.placement().volumeTerms()).as("its pod tells where it is").isNotEmpty();

    // when
    cluster.node("n3", n -> n.zone(zone)).settle();
    cluster
        .edit()
        .patch(pod.nodeName().orElseThrow(), io.evenkeel.spi.NodePatch.nothing().cordon());
    evict(pod);
    cluster.settle();

    // then
    assertThat(firstPodOf("db").nodeName()).contains("n3");
    assertThat(cluster.snapshot().volumeAttachments())
        .extracting(VolumeAttachment::nodeName, VolumeAttachment::attached)
        .containsExactly(org.assertj.core.api.Assertions.tuple("n3", true));
  }

  @Test
  void aDaemonSetRunsOnEveryNodeEvenAClosedOne() {
    // given
    threeNodes();
    cluster.daemonSet("agent").settle();

    // when
    cluster.node("n4", n -> n.cordoned()).settle();

    // then
    assertThat(cluster).hasReadyPods("agent", 4);
    assertThat(cluster.podsOn("n4")).hasSize(1);
  }

  @Test
  void aJobRunsToItsEnd() {
    // given
    threeNodes();
    cluster.job("report", j -> j.parallel(2).runsFor(seconds(60), seconds(60))).settle();

    // when
    timeline.advance(seconds(120));

    // then
    assertThat(cluster.podsOf("report"))
        .hasSize(2)
        .allMatch(pod -> pod.phase() == Pod.Phase.SUCCEEDED);
  }

  @Test
  void whatAPodOfAJobHasDoneStaysDoneOnceThePodIsGone() {
    // given
    threeNodes();
    cluster.job("report", j -> j.parallel(2).runsFor(seconds(60), seconds(60))).settle();
    timeline.advance(seconds(120));

    // when
    cluster.edit().deletePod(firstPodOf("report"));
    timeline.advance(seconds(60));

    // then
    assertThat(cluster.podsOf("report")).hasSize(1);
  }

  @Test
  void aPodHeldByAFinalizerStaysUntilSomebodyRemovesIt() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(1)).settle();
    Pod pod = firstPodOf("myapp");
    cluster.edit().addFinalizer(pod, "example.com/hold");

    // when
    evict(pod);
    cluster.settle();

    // then
    assertThat(cluster.podsOf("myapp")).hasSize(2).anyMatch(Pod::terminating);
  }

  private static void tellPods(Truth truth, List<String> story) {
    if (truth instanceof Truth.Changed changed
        && changed.after().or(changed::before).orElseThrow() instanceof Pod pod) {
      ClusterObject before = changed.before().orElse(null);
      if (before == null) {
        story.add(pod.name() + " new");
      } else if (changed.after().isEmpty()) {
        story.add(pod.name() + " gone");
      } else if (pod.terminating() && !((Pod) before).terminating()) {
        story.add(pod.name() + " stops");
      }
    }
  }
}
