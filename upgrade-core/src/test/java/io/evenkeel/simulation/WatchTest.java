package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches as they really are: late, each kind for itself, cut off, and sometimes wrong. */
class WatchTest extends ClusterFixture {
  private final List<ClusterEvent> told = new ArrayList<>();

  @BeforeEach
  void aWatchedCluster() {
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(3)).settle();
    cluster.client().watch(told::add);
    timeline.advance(seconds(1));
    told.clear();
  }

  @Test
  void one_kind_may_lag_while_others_are_told() {
    // given
    cluster.faults().slowWatch(ObjectKind.POD, seconds(60), seconds(30));

    // when
    evict(firstPodOf("myapp"));
    cordon("n1");
    timeline.advance(seconds(10));

    // then
    assertThat(changed(ObjectKind.NODE)).isPositive();
    assertThat(changed(ObjectKind.POD)).isZero();

    // when
    timeline.advance(seconds(30));

    // then
    assertThat(changed(ObjectKind.POD)).isPositive();
  }

  @Test
  void an_api_server_that_restarts_answers_nothing_and_is_listed_anew() {
    // given
    cluster.faults().restartApiServer(seconds(20));

    // when / then
    assertThat(cordon("n1")).isInstanceOf(Answer.Unknown.class);
    assertThat(cluster.node("n1").unschedulable()).isFalse();
    assertThat(told).hasSize(1).first().isInstanceOf(ClusterEvent.Interrupted.class);

    // when
    timeline.advance(seconds(22));

    // then
    assertThat(told).last().isInstanceOf(ClusterEvent.Synced.class);
    assertThat(cordon("n1").value()).isPresent();
  }

  @Test
  void a_listing_that_is_throttled_without_a_time_to_wait_is_asked_for_again_a_little_later() {
    // given
    cluster.faults().throttle(Permission.of("list", "", "pods"), 2, Duration.ZERO);
    cluster.faults().restartApiServer(seconds(1));

    // when
    timeline.advance(seconds(2));

    // then
    assertThat(told).last().isInstanceOf(ClusterEvent.Interrupted.class);

    // when
    timeline.advance(seconds(3));

    // then
    assertThat(told).last().isInstanceOf(ClusterEvent.Synced.class);
  }

  @Test
  void reads_may_pass_while_writes_fail() {
    // given
    cluster.faults().during(seconds(60), ClusterFaults.writes(), new ClusterFault.LoseRequest());

    // when / then
    assertThat(cordon("n1")).isInstanceOf(Answer.Unknown.class);
    assertThat(answerOf(cluster.client().serverVersion()).value()).contains("1.36");
    cluster.interruptWatches(seconds(1));
    timeline.advance(seconds(2));
    assertThat(told).last().isInstanceOf(ClusterEvent.Synced.class);
  }

  @Test
  void writes_may_pass_while_reads_fail() {
    // given
    cluster.faults().during(seconds(60), ClusterFaults.reads(), new ClusterFault.LoseRequest());
    cluster.interruptWatches(seconds(1));

    // when
    timeline.advance(seconds(30));

    // then
    assertThat(told).hasSize(1);
    assertThat(cordon("n1").value()).isPresent();

    // when
    timeline.advance(seconds(40));

    // then
    assertThat(told).last().isInstanceOf(ClusterEvent.Synced.class);
  }

  @Test
  void listing_may_take_half_a_minute() {
    // given
    cluster.faults().during(seconds(60), ClusterFaults.reads(), new ClusterFault.Late(seconds(30)));
    cluster.interruptWatches(seconds(1));

    // when / then
    timeline.advance(seconds(29));
    assertThat(told).hasSize(1);
    timeline.advance(seconds(3));
    assertThat(told).last().isInstanceOf(ClusterEvent.Synced.class);
  }

  @Test
  void calls_without_a_seat_are_throttled_and_not_by_a_budget() {
    // given
    cluster.faults().seats(1);
    List<Pod> pods = cluster.podsOf("myapp");

    // when
    var answers =
        pods.stream()
            .map(pod -> cluster.client().evict(pod, Optional.empty()))
            .map(stage -> stage.toCompletableFuture())
            .toList();
    timeline.advance(seconds(1));

    // then
    assertThat(answers)
        .extracting(answer -> answer.join() instanceof EvictionAnswer.Throttled)
        .containsOnlyOnce(false)
        .hasSize(3);
  }

  @Test
  void lost_events_come_back_when_everything_is_listed_anew() {
    // given
    cluster.faults().unfaithfulWatch(WatchDisorder.LOSES, seconds(60), 100);

    // when
    cordon("n1");
    timeline.advance(seconds(59));

    // then
    assertThat(told).isEmpty();

    // when
    timeline.advance(seconds(3));

    // then
    assertThat(told).last().isInstanceOf(ClusterEvent.Synced.class);
    assertThat(((ClusterEvent.Synced) told.get(told.size() - 1)).snapshot().nodes())
        .filteredOn(Node::unschedulable)
        .hasSize(1);
  }

  @Test
  void events_may_be_told_twice_or_in_the_wrong_order() {
    // given
    cluster.faults().unfaithfulWatch(WatchDisorder.REPEATS, seconds(60), 60);
    cluster.faults().unfaithfulWatch(WatchDisorder.REORDERS, seconds(60), 40);

    // when
    for (int i = 0; i < 10; i++) {
      cordon("n1");
      answerOf(cluster.client().patch(cluster.node("n1"), NodePatch.nothing().uncordon()));
      timeline.advance(seconds(1));
    }

    // then
    List<String> versions =
        told.stream()
            .filter(ClusterEvent.Changed.class::isInstance)
            .map(event -> ((ClusterEvent.Changed) event).object().meta().resourceVersion())
            .toList();
    List<String> inOrder = versions.stream().sorted(Comparator.comparing(Long::valueOf)).toList();
    assertThat(versions).hasSizeGreaterThan(versions.stream().distinct().toList().size());
    assertThat(versions).isNotEqualTo(inOrder);
  }

  @Test
  void a_watch_may_travel_back_in_time_and_catch_up() {
    // given
    cluster.faults().timeTravel(seconds(10), seconds(20));
    timeline.advance(seconds(1));
    cordon("n1");

    // when
    timeline.advance(seconds(10));

    // then
    assertThat(told).last().isInstanceOf(ClusterEvent.Synced.class);
    assertThat(((ClusterEvent.Synced) told.get(told.size() - 1)).snapshot().nodes())
        .as("the world of ten seconds ago")
        .noneMatch(Node::unschedulable);

    // when
    timeline.advance(seconds(21));

    // then
    assertThat(told)
        .last()
        .isInstanceOfSatisfying(
            ClusterEvent.Changed.class,
            change -> assertThat(((Node) change.object()).unschedulable()).isTrue());
  }

  @Test
  void what_changes_while_a_watch_moves_to_a_server_that_is_behind_is_told_later() {
    // given: the move itself takes a while
    cluster.faults().slowWatch(ObjectKind.POD, Duration.ofMinutes(1), seconds(10));
    cluster.faults().timeTravel(seconds(1), seconds(5));
    timeline.advance(seconds(2));

    // when
    cordon("n1");
    timeline.advance(Duration.ofMinutes(1));

    // then
    assertThat(told)
        .last()
        .isInstanceOfSatisfying(
            ClusterEvent.Changed.class,
            change -> assertThat(((Node) change.object()).unschedulable()).isTrue());
  }

  @Test
  void a_denied_permission_may_be_granted_again() {
    // given
    Permission patch = Permission.of("patch", "", "nodes");
    cluster.deny(patch);

    // when / then
    assertThat(cordon("n1")).isInstanceOf(Answer.Denied.class);
    cluster.allow(patch);
    assertThat(cordon("n1").value()).isPresent();
  }

  private Answer<Node> cordon(String node) {
    return answerOf(cluster.client().patch(cluster.node(node), NodePatch.nothing().cordon()));
  }

  private long changed(ObjectKind kind) {
    return told.stream()
        .filter(
            event ->
                event instanceof ClusterEvent.Changed changed
                    && changed.object().key().kind() == kind)
        .count();
  }
}
