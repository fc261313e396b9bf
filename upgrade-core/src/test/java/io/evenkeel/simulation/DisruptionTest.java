package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Budget;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budgets, by the rules of the disruption controller and the Eviction API. */
class DisruptionTest extends ClusterFixture {
  private static final Permission EVICT = Permission.of("create", "", "pods/eviction");

  @ParameterizedTest
  @CsvSource({"min,50%,7,4", "min,4,7,4", "max,30%,7,4", "max,1,7,6", "max,100%,7,0", "min,9,7,9"})
  void both_kinds_of_budget_round_percentages_up(
      String kind, String share, int replicas, int desiredHealthy) {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(replicas))
        .budget(
            "myapp",
            b -> {
              if (kind.equals("min")) {
                b.minAvailable(share);
              } else {
                b.maxUnavailable(share);
              }
            })
        .settle();

    // then
    Budget.Status status = cluster.budget("myapp").status();
    assertThat(status.expectedPods()).isEqualTo(replicas);
    assertThat(status.desiredHealthy()).isEqualTo(desiredHealthy);
    assertThat(status.disruptionsAllowed()).isEqualTo(Math.max(0, replicas - desiredHealthy));
  }

  @Test
  void a_pod_on_its_way_out_counts_as_healthy_no_more() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(4).stopsIn(seconds(25), seconds(25)))
        .budget("myapp", b -> b.maxUnavailable("2"))
        .settle();

    // when
    evict(firstPodOf("myapp"));
    timeline.advance(seconds(1));

    // then
    Budget.Status status = cluster.budget("myapp").status();
    assertThat(status.currentHealthy()).isEqualTo(3);
    assertThat(status.disruptionsAllowed()).isEqualTo(1);
    assertThat(status.disruptedPods()).as("the controller has seen it go").isEmpty();
  }

  @Test
  void the_status_lags_while_the_api_server_charges_at_once() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(4))
        .budget("myapp", b -> b.maxUnavailable("1"))
        .settle();
    List<Pod> pods = cluster.podsOf("myapp");

    // when
    var first = cluster.client().evict(pods.get(0), Optional.empty());
    var second = cluster.client().evict(pods.get(1), Optional.empty());
    timeline.advance(seconds(1));

    // then
    assertThat(List.of(first.toCompletableFuture().join(), second.toCompletableFuture().join()))
        .hasAtLeastOneElementOfType(EvictionAnswer.Accepted.class)
        .hasAtLeastOneElementOfType(EvictionAnswer.RefusedByBudget.class);
  }

  @Test
  void a_budget_that_others_change_all_the_time_is_given_up_after_ten_seconds() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(2)).settle();
    cluster.faults().conflict(EVICT, 1);
    var begun = timeline.elapsed();

    // when
    EvictionAnswer answer = evict(firstPodOf("myapp"));

    // then
    assertThat(answer).isInstanceOf(EvictionAnswer.Failed.class);
    assertThat(timeline.elapsed().minus(begun)).isGreaterThan(seconds(10));
    assertThat(cluster.podsOf("myapp")).noneMatch(Pod::terminating);
  }

  @Test
  void a_webhook_that_denies_is_no_budget() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(2)).settle();
    cluster.faults().deny(EVICT, 1, "admission webhook \"guard\" denied the request: not now");

    // when / then
    assertThat(evict(firstPodOf("myapp")))
        .isInstanceOf(EvictionAnswer.RejectedByAdmission.class)
        .isNotInstanceOf(EvictionAnswer.RefusedByBudget.class);
    assertThat(cluster.podsOf("myapp")).noneMatch(Pod::terminating);
  }

  @Test
  void a_second_deletion_can_only_shorten_the_grace() {
    // given
    threeNodes();
    cluster
        .deployment(
            "myapp", d -> d.replicas(1).grace(seconds(3600)).stopsIn(seconds(3600), seconds(3600)))
        .settle();
    Pod pod = firstPodOf("myapp");

    // when
    answerOf(cluster.client().delete(pod, seconds(3600)));
    timeline.advance(seconds(600));
    answerOf(cluster.client().delete(pod, seconds(7200)));
    answerOf(cluster.client().delete(pod, seconds(30)));
    timeline.advance(seconds(31));

    // then
    assertThat(cluster.pods()).extracting(Pod::uid).doesNotContain(pod.uid());
  }

  @Test
  void nothing_is_evicted_from_a_namespace_that_is_being_deleted() {
    // given
    threeNodes();
    cluster.deployment("going/app", d -> d.replicas(2).stopsIn(seconds(20), seconds(20))).settle();
    Pod pod = cluster.podsOf("going/app").get(0);

    // when
    cluster.edit().deleteNamespace("going");

    // then
    assertThat(evict(pod))
        .isInstanceOfSatisfying(
            EvictionAnswer.Forbidden.class, no -> assertThat(no.permission()).isEmpty());
    cluster.settle();
    assertThat(cluster.podsOf("going/app")).isEmpty();
  }

  @ParameterizedTest(name = "{0} of {1} pods: {2} may go")
  @CsvSource({"50%,7,4", "1%,7,1", "30%,10,3", "0,7,0", "2,7,2", "9,7,7"})
  void a_share_that_may_be_unavailable_is_rounded_up(String share, int replicas, int allowed) {
    // given
    cluster.node("n1", n -> n.cpu(8));

    // when
    cluster
        .deployment("shares", d -> d.replicas(replicas))
        .budget("shares", b -> b.maxUnavailable(share))
        .settle();

    // then
    assertThat(cluster.budget("shares").status().disruptionsAllowed()).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "{0} of {1} pods: {2} may go")
  @CsvSource({"50%,7,3", "1%,7,6", "70%,10,3", "100%,7,0", "5,7,2", "9,7,0"})
  void a_share_that_must_be_available_is_rounded_up_as_well(
      String share, int replicas, int allowed) {
    // given
    cluster.node("n1", n -> n.cpu(8));

    // when
    cluster
        .deployment("shares", d -> d.replicas(replicas))
        .budget("shares", b -> b.minAvailable(share))
        .settle();

    // then
    assertThat(cluster.budget("shares").status().disruptionsAllowed()).isEqualTo(allowed);
  }

  @Test
  void a_pod_that_was_charged_for_and_never_goes_is_counted_again_after_two_minutes() {
    // given
    cluster.node("n1", n -> n.cpu(8));
    cluster
        .deployment("charged", d -> d.replicas(3))
        .budget("charged", b -> b.maxUnavailable("1"))
        .settle();
    Budget budget = cluster.budget("charged");
    Budget.Status status = budget.status();
    Map<String, Instant> going = Map.of(firstPodOf("charged").name(), timeline.now());

    // when
    cluster
        .core
        .objects()
        .edit(
            budget.withStatus(
                new Budget.Status(
                    status.observedGeneration(),
                    0,
                    status.currentHealthy(),
                    status.desiredHealthy(),
                    status.expectedPods(),
                    going)));
    timeline.advance(seconds(115));

    // then
    assertThat(cluster.budget("charged").status().disruptionsAllowed()).isZero();
    timeline.advance(seconds(10));
    assertThat(cluster.budget("charged").status().disruptionsAllowed()).isEqualTo(1);
    assertThat(cluster.budget("charged").status().disruptedPods()).isEmpty();
  }
}
