package io.evenkeel.simulation;

import static io.evenkeel.simulation.SimulationAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.model.TemplateVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes and their kubelets, by the rules of Kubernetes' node life-cycle. */
class NodeLifeTest extends ClusterFixture {

  @Test
  void pods_of_a_lost_node_are_deleted_after_their_own_toleration() {
    // given
    threeNodes();
    cluster
        .deployment("hasty", d -> d.replicas(3).toleratesLostNode(seconds(30)))
        .deployment("myapp", d -> d.replicas(3))
        .settle();

    // when
    cluster.edit().silence("n1");
    timeline.advance(seconds(31));

    // then
    assertThat(cluster.podsOn("n1"))
        .filteredOn(Pod::terminating)
        .isNotEmpty()
        .allMatch(pod -> pod.name().startsWith("hasty"));

    // when
    timeline.advance(seconds(300));

    // then
    assertThat(cluster.podsOn("n1")).isNotEmpty().allMatch(Pod::terminating);
  }

  @Test
  void nobody_confirms_the_end_of_pods_while_their_kubelet_is_silent() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();
    Pod pod = cluster.podsOn("n1").get(0);
    cluster.edit().silence("n1");

    // when
    evict(pod);
    timeline.advance(seconds(3600));

    // then
    assertThat(cluster.podsOn("n1")).extracting(Pod::uid).contains(pod.uid());

    // when
    cluster.edit().hearAgain("n1");
    cluster.settle();

    // then
    assertThat(cluster.pods()).extracting(Pod::uid).doesNotContain(pod.uid());
    assertThat(cluster).hasReadyPods("myapp", 3);
  }

  @Test
  void a_node_that_is_heard_again_in_time_keeps_its_pods() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();
    List<String> before = cluster.pods().stream().map(Pod::uid).toList();

    // when
    for (int i = 0; i < 4; i++) {
      cluster.edit().missHeartbeats("n1", seconds(120));
      timeline.advance(seconds(180));
    }

    // then
    assertThat(cluster.pods()).extracting(Pod::uid).containsExactlyElementsOf(before);
    assertThat(cluster.pods()).allMatch(Pod::ready);
    assertThat(cluster.node("n1").ready()).isTrue();
  }

  @Test
  void pods_of_a_deleted_node_are_collected() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();
    Node gone = cluster.node("n1");

    // when
    cluster.edit().remove(gone.key());
    cluster.settle();

    // then
    assertThat(cluster.podsOn("n1")).isEmpty();
    assertThat(cluster).hasReadyPods("myapp", 3);
  }

  @Test
  void a_node_object_that_is_made_anew_has_another_uid_and_no_marks() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();
    Node before = cluster.node("n1");
    cluster.edit().change("n1", node -> node.withUnschedulable(true));

    // when
    cluster.edit().registerAnew("n1");
    cluster.settle();

    // then
    Node after = cluster.node("n1");
    assertThat(after.uid()).isNotEqualTo(before.uid());
    assertThat(after.providerId()).isEqualTo(before.providerId());
    assertThat(after.unschedulable()).isFalse();
    assertThat(after.ready()).isTrue();
  }

  @Test
  void another_machine_may_come_under_the_name_of_a_node_that_is_gone() {
    // given
    cluster.nodeLink().instanceBooted(machine("i-1"));
    cluster.settle();
    Node before = cluster.nodes().get(0);
    cluster.nodeLink().instanceGone("i-1");
    cluster.settle();

    // when
    cluster.nextNodeIsNamed(before.name());
    cluster.nodeLink().instanceBooted(machine("i-2"));
    cluster.settle();

    // then
    Node after = cluster.node(before.name());
    assertThat(after.providerId()).isNotEqualTo(before.providerId());
    assertThat(after.uid()).isNotEqualTo(before.uid());
  }

  @Test
  void a_startup_taint_is_taken_away_some_time_after_the_node_is_ready() {
    // given
    Taint taint = new Taint("node.cilium.io/agent-not-ready", "", Taint.Effect.NO_SCHEDULE);
    cluster.whenNodesJoin(
        (machine, node) ->
            node.startupTaint(taint, seconds(60))
                .withoutLabel("pool")
                .condition("NetworkingReady", ConditionStatus.TRUE)
                .kubelet("v1.35.2"));

    // when
    cluster.nodeLink().instanceBooted(machine("i-1"));
    timeline.runUntil(() -> cluster.nodes().stream().anyMatch(Node::ready), seconds(60));

    // then
    Node node = cluster.nodes().get(0);
    assertThat(node.taints()).contains(taint);
    assertThat(node.meta().labels()).doesNotContainKey("pool");
    assertThat(node.condition("NetworkingReady")).isEqualTo(ConditionStatus.TRUE);
    assertThat(node.kubeletVersion()).isEqualTo("v1.35.2");

    // when
    cluster.settle();

    // then
    assertThat(cluster.nodes().get(0).taints()).doesNotContain(taint);
  }

  @Test
  void pods_never_start_where_the_network_has_no_addresses_left() {
    // given
    cluster.whenNodesJoin((machine, node) -> node.startsOnly(pod -> false));
    cluster.nodeLink().instanceBooted(machine("i-1"));
    cluster.daemonSet("agent").deployment("myapp", d -> d.replicas(1));

    // when
    cluster.settle();

    // then
    assertThat(cluster.nodes()).allMatch(Node::ready);
    assertThat(cluster.pods())
        .hasSize(2)
        .allMatch(pod -> pod.phase() == Pod.Phase.PENDING && pod.nodeName().isPresent());
  }

  @Test
  void a_no_execute_taint_drives_out_the_pods_that_do_not_tolerate_it() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();
    Taint taint = new Taint("maintenance", "", Taint.Effect.NO_EXECUTE);

    // when
    cluster.edit().change("n1", node -> node.withTaints(List.of(taint)));
    cluster.settle();

    // then
    assertThat(cluster.podsOn("n1")).isEmpty();
    assertThat(cluster).hasReadyPods("myapp", 3);
  }

  private static BootedInstance machine(String id) {
    return new BootedInstance(
        id,
        "aws:///a/" + id,
        "a",
        "m6i.large",
        "ami-1",
        new TemplateVersion("lt-1", "1"),
        Map.of("pool", "workers"),
        BootedInstance.Joining.BECOMES_READY);
  }
}
