package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.VolumeAttachment;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.NodePatch;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What controllers do by themselves while nodes are replaced. */
class RolloutTest extends ClusterFixture {

  @Test
  void a_rollout_replaces_every_pod_within_surge_and_unavailability() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(8)).settle();
    List<String> before = cluster.podsOf("myapp").stream().map(Pod::uid).toList();
    int[] fewest = {8};
    int[] most = {8};
    cluster.observeTruth(
        truth -> {
          List<Pod> pods = cluster.podsOf("myapp");
          int there =
              cluster.workloads().stream()
                  .filter(set -> set.kind() == ObjectKind.REPLICA_SET)
                  .mapToInt(Workload::replicas)
                  .sum();
          most[0] = Math.max(most[0], there);
          int ready = (int) pods.stream().filter(pod -> pod.ready() && !pod.terminating()).count();
          fewest[0] = Math.min(fewest[0], ready);
        });

    // when
    cluster.edit().rollOut("myapp");
    cluster.settle();

    // then
    assertThat(cluster.podsOf("myapp"))
        .hasSize(8)
        .allMatch(Pod::ready)
        .extracting(Pod::uid)
        .doesNotContainAnyElementsOf(before);
    assertThat(fewest[0]).as("a quarter may be away").isBetween(6, 7);
    assertThat(most[0]).as("a quarter more may be wanted").isBetween(9, 10);
  }

  @Test
  void a_stateful_set_is_rolled_from_the_last_pod_down_to_its_partition() {
    // given
    threeNodes();
    cluster.statefulSet("db", s -> s.replicas(4)).settle();
    List<String> before = cluster.podsOf("db").stream().map(Pod::uid).toList();

    // when
    cluster.edit().rollOut("db", 2);
    cluster.settle();

    // then
    List<Pod> pods = cluster.podsOf("db").stream().sorted(Comparator.comparing(Pod::name)).toList();
    assertThat(pods).hasSize(4).allMatch(Pod::ready);
    assertThat(pods.subList(0, 2))
        .extracting(Pod::uid)
        .containsExactlyElementsOf(before.subList(0, 2));
    assertThat(pods.subList(2, 4)).extracting(Pod::uid).doesNotContainAnyElementsOf(before);
  }

  @Test
  void pods_go_with_the_workload_that_made_them() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();

    // when
    cluster.edit().deleteWorkload(ObjectKind.DEPLOYMENT, "myapp");
    cluster.settle();

    // then
    assertThat(cluster.pods()).isEmpty();
    assertThat(cluster.workloads()).isEmpty();
  }

  @Test
  void a_mirror_pod_comes_back_however_often_it_is_evicted() {
    // given
    threeNodes();
    cluster.pod("kube-system/proxy", p -> p.mirrorOn("n1")).settle();
    Pod before = firstPodOf("kube-system/proxy");

    // when
    evict(before);
    cluster.settle();

    // then
    assertThat(cluster.podsOf("kube-system/proxy"))
        .hasSize(1)
        .allMatch(pod -> pod.mirror() && pod.nodeName().orElse("").equals("n1"))
        .extracting(Pod::uid)
        .doesNotContain(before.uid());
  }

  @Test
  void a_disk_that_no_kubelet_has_let_go_of_is_detached_by_force_after_six_minutes() {
    // given
    cluster
        .node("n1", n -> n.zone("a"))
        .node("n2", n -> n.zone("a"))
        .statefulSet("db", s -> s.withZonalDisks())
        .settle();
    Node node = cluster.node(firstPodOf("db").nodeName().orElseThrow());

    // when its node goes without a word
    cluster.edit().silence(node.name());
    cluster.edit().remove(node.key());
    timeline.advance(seconds(300));

    // then
    assertThat(cluster.snapshot().volumeAttachments())
        .extracting(VolumeAttachment::nodeName)
        .containsExactly(node.name());
    timeline.advance(seconds(120));
    assertThat(cluster.snapshot().volumeAttachments())
        .extracting(VolumeAttachment::nodeName)
        .doesNotContain(node.name());
    assertThat(firstPodOf("db").ready()).isTrue();
  }

  @Test
  void a_detachment_that_sticks_keeps_the_next_pod_waiting() {
    // given
    cluster
        .node("n1", n -> n.zone("a"))
        .node("n2", n -> n.zone("a"))
        .statefulSet("db", s -> s.withZonalDisks())
        .settle();
    cluster.faults().stickVolumes(seconds(60), seconds(360));
    String node = firstPodOf("db").nodeName().orElseThrow();
    cluster.edit().patch(node, NodePatch.nothing().cordon());

    // when
    evict(firstPodOf("db"));
    timeline.advance(seconds(300));

    // then
    assertThat(firstPodOf("db").phase()).isEqualTo(Pod.Phase.PENDING);
    timeline.advance(seconds(120));
    assertThat(firstPodOf("db").ready()).isTrue();
  }

  @Test
  void only_the_exclusion_label_takes_a_node_out_of_load_balancers_and_connections_go_on() {
    // given
    threeNodes();
    cluster.deployment("shop", d -> d.replicas(6)).loadBalancer("shop", true).settle();
    assertThat(cluster.reachableEndpoints("shop")).hasSize(6);

    // when
    cluster.edit().patch("n1", NodePatch.nothing().cordon());
    timeline.advance(seconds(30));

    // then
    assertThat(cluster.isLoadBalancerTarget("n1")).as("a cordon is no signal").isTrue();

    // when
    cluster
        .edit()
        .patch(
            "n1",
            NodePatch.nothing()
                .label("node.kubernetes.io/exclude-from-external-load-balancers", ""));
    timeline.advance(seconds(30));

    // then
    assertThat(cluster.isLoadBalancerTarget("n1")).isFalse();
    assertThat(cluster.mayHoldConnections("n1")).isTrue();
    assertThat(cluster.endpoints("shop")).hasSize(6);
    assertThat(cluster.reachableEndpoints("shop")).hasSize(6 - cluster.podsOn("n1").size());
    timeline.advance(seconds(300));
    assertThat(cluster.mayHoldConnections("n1")).isFalse();
  }

  @Test
  void a_scaler_goes_up_and_down_within_its_limits() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(2)).settle();
    TreeSet<Integer> seen = new TreeSet<>();

    // when
    cluster.with(HorizontalScaler.of("myapp", 2, 9, 7).lasting(Duration.ofHours(5)));
    for (int minute = 0; minute < 300; minute++) {
      timeline.advance(Duration.ofMinutes(1));
      seen.add(cluster.podsOf("myapp").size());
    }

    // then
    assertThat(seen).hasSizeGreaterThan(3);
    assertThat(seen.first()).isEqualTo(2);
    assertThat(seen.last()).isLessThanOrEqualTo(10);
    cluster.settle();
    assertThat(cluster.podsOf("myapp")).allMatch(Pod::ready);
  }
}
