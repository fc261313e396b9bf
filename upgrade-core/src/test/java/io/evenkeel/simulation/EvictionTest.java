package io.evenkeel.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.Permission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Evictions are answered as the API server answers them, check by check. */
class EvictionTest extends ClusterFixture {

  @Test
  void aPodWithoutABudgetGoes() {
    // given
    threeNodes();
    cluster.deployment("myapp", d -> d.replicas(2)).settle();
    Pod pod = firstPodOf("myapp");

    // when / then
    assertThat(evict(pod)).isInstanceOf(EvictionAnswer.Accepted.class);
    assertThat(evict(pod)).as("it is on its way").isInstanceOf(EvictionAnswer.Accepted.class);
    cluster.settle();
    assertThat(evict(pod)).as("it has gone").isInstanceOf(EvictionAnswer.Gone.class);
  }

  @Test
  void anExhaustedBudgetRefusesWithoutSayingWhenToComeBack() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(2))
        .budget("myapp", b -> b.minAvailable("100%"))
        .settle();

    // when
    EvictionAnswer answer = evict(firstPodOf("myapp"));

    // then
    assertThat(answer)
        .isInstanceOfSatisfying(
            EvictionAnswer.RefusedByBudget.class,
            refused -> {
              assertThat(refused.budget()).isEqualTo("myapp");
              assertThat(refused.retryAfter()).isEmpty();
              assertThat(refused.because()).contains("needs 2 healthy pods and has 2");
            });
  }

  @Test
  void aBudgetThatWasJustChangedAsksToComeBackInTenSeconds() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(4))
        .budget("myapp", b -> b.maxUnavailable("1"))
        .settle();

    // when
    Pod pod = firstPodOf("myapp");
    cluster.edit().minAvailable("myapp", "1");
    EvictionAnswer answer = evict(pod);

    // then
    assertThat(answer)
        .isEqualTo(
            new EvictionAnswer.RefusedByBudget(
                "myapp",
                Optional.of(seconds(10)),
                "the budget default/myapp is still being processed"));
  }

  @Test
  void severalBudgetsAreAMisconfiguration() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(4))
        .budget("myapp", b -> b.maxUnavailable("1"))
        .budget("all", b -> b.maxUnavailable("1").selects(LabelSelector.EVERYTHING))
        .settle();

    // when
    EvictionAnswer answer = evict(firstPodOf("myapp"));

    // then
    assertThat(answer)
        .isInstanceOfSatisfying(
            EvictionAnswer.Misconfigured.class,
            wrong -> assertThat(wrong.budgets()).containsExactly("all", "myapp"));
  }

  @Test
  void aPodThatHasNotStartedGoesPastItsBudget() {
    // given
    cluster
        .deployment("myapp", d -> d.replicas(1))
        .budget("myapp", b -> b.minAvailable("1"))
        .settle();

    // when / then
    assertThat(evict(firstPodOf("myapp"))).isInstanceOf(EvictionAnswer.Accepted.class);
  }

  @Test
  void anUnhealthyPodGoesOnlyIfItsBudgetIsHealthyOrSaysSo() {
    // given
    threeNodes();
    cluster
        .deployment("broken", d -> d.replicas(2).neverReadyOn(node -> true))
        .budget("broken", b -> b.minAvailable("1"))
        .deployment("lenient", d -> d.replicas(2).neverReadyOn(node -> true))
        .budget("lenient", b -> b.minAvailable("1").unhealthyPodsMayAlwaysGo())
        .settle();

    // when / then
    assertThat(evict(firstPodOf("broken"))).isInstanceOf(EvictionAnswer.RefusedByBudget.class);
    assertThat(evict(firstPodOf("lenient"))).isInstanceOf(EvictionAnswer.Accepted.class);
  }

  @Test
  void aPodWithoutAScalableControllerBlocksAPercentage() {
    // given
    cluster.node("n1", n -> n.zone("a")).pod("bare", p -> p.on("n1"));
    cluster.budget("bare", b -> b.maxUnavailable("100%")).settle();

    // when / then
    assertThat(evict(firstPodOf("bare"))).isInstanceOf(EvictionAnswer.RefusedByBudget.class);
  }

  @Test
  void anAcceptedEvictionChargesTheBudgetAtOnce() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(10))
        .budget("myapp", b -> b.maxUnavailable("30%"))
        .settle();
    List<Pod> pods = cluster.podsOf("myapp");

    // when
    long accepted =
        pods.stream()
            .map(this::evict)
            .filter(answer -> answer instanceof EvictionAnswer.Accepted)
            .count();

    // then
    assertThat(accepted).isEqualTo(3);
  }

  @Test
  void aDeniedEvictionNamesThePermission() {
    // given
    threeNodes();
    cluster
        .deployment("myapp", d -> d.replicas(1))
        .deny(Permission.of("create", "", "pods/eviction"))
        .settle();

    // when / then
    assertThat(evict(firstPodOf("myapp")))
        .isInstanceOfSatisfying(
            EvictionAnswer.Forbidden.class,
            no -> assertThat(no.permission()).isEqualTo("create pods/eviction"));
  }
}
