package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.Quantity;
import io.evenkeel.UpgradePlan;
import io.evenkeel.simulation.Oracle;
import io.evenkeel.simulation.OracleViolation;
import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.EvictionAnswer;
import io.evenkeel.spi.InstanceProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** An engine with one rule broken is caught by the oracle, which says what, when and which seed. */
class BrokenPlannerTest {
  private static final long SEED = 42;

  private final World world = World.shop();
  private final Oracle oracle =
      Oracle.watching(world.cluster, world.cloud).seed(SEED).limits(World.GROUP, 0, 1).mayDelete();

  /** What a rule that was left out would do to one call; empty for all others. */
  private interface Broken {
    Optional<Object> instead(Method method, Object[] arguments);
  }

  @Test
  void evictions_that_become_deletions_beyond_the_budget_are_caught() {
    // given
    ClusterClient honest = oracle.client();
    ClusterClient broken =
        broken(
            ClusterClient.class,
            honest,
            (method, arguments) ->
                method.getName().equals("evict")
                    ? Optional.of(deleteAll(honest, (io.evenkeel.model.Pod) arguments[0]))
                    : Optional.empty());

    // when
    run(broken, oracle.provider(), 1);

    // then
    caught(Invariant.BUDGET);
  }

  private CompletionStage<EvictionAnswer> deleteAll(
      ClusterClient client, io.evenkeel.model.Pod pod) {
    world.cluster.podsOn(pod.nodeName().orElseThrow()).stream()
        .filter(other -> other.name().startsWith("myapp"))
        .forEach(other -> client.delete(other, Duration.ofSeconds(30)));
    return client.delete(pod, Duration.ofSeconds(30)).thenApply(a -> new EvictionAnswer.Accepted());
  }

  @Test
  void a_plan_with_more_surge_than_allowed_is_caught() {
    // when
    run(oracle.client(), oracle.provider(), 3);

    // then
    caught(Invariant.MAX_SURGE);
  }

  @Test
  void a_termination_of_another_instance_is_caught() {
    // given
    InstanceProvider honest = oracle.provider();
    InstanceProvider broken =
        broken(
            InstanceProvider.class,
            honest,
            (method, arguments) ->
                method.getName().equals("terminate")
                    ? Optional.of(
                        honest.terminate(
                            World.GROUP,
                            another((String) arguments[1]),
                            (io.evenkeel.spi.AfterTermination) arguments[2]))
                    : Optional.empty());

    // when
    run(oracle.client(), broken, 1);

    // then
    caught(Invariant.EMPTY_BEFORE_GONE);
  }

  private String another(String instance) {
    return world.cloud.group(World.GROUP).state().instances().stream()
        .map(other -> other.id())
        .filter(id -> !id.equals(instance))
        .findFirst()
        .orElseThrow();
  }

  private void run(ClusterClient client, InstanceProvider provider, int surge) {
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(client)
            .cloudProvider(provider)
            .nodeGroup(
                World.GROUP,
                group -> group.maxUnavailable(Quantity.nodes(0)).maxSurge(Quantity.nodes(surge)))
            .build();
    var run = Upgrader.on(world.time).start(plan);
    world.time.runUntil(run.outcome().toCompletableFuture()::isDone, Duration.ofHours(1));
  }

  private void caught(Invariant invariant) {
    List<OracleViolation> found =
        oracle.violations().stream().filter(v -> v.invariant() == invariant).toList();
    assertThat(found).isNotEmpty();
    assertThat(found.get(0).toString())
        .contains(invariant.number(), "at 2026-", "(seed " + SEED + ")")
        .endsWith(found.get(0).what());
  }

  private static <T> T broken(Class<T> port, T honest, Broken rule) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Optional<Object> instead = rule.instead(method, arguments);
              return instead.isPresent() ? instead.get() : invoke(method, honest, arguments);
            }));
  }

  private static Object invoke(Method method, Object honest, Object[] arguments) throws Throwable {
    try {
      return method.invoke(honest, arguments);
    } catch (InvocationTargetException fault) {
      throw fault.getCause();
    }
  }
}
