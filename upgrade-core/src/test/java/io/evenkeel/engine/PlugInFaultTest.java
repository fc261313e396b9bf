package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.FailureReason;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever a method of a plug-in does: the run ends in bounded time, and says why. */
class PlugInFaultTest {

  private enum Fault {
    THROWS,
    ANSWERS_NULL,
    NEVER_ANSWERS
  }

  @TestFactory
  Stream<DynamicTest> a_method_of_the_cluster_client() {
    return faults(ClusterClient.class);
  }

  @TestFactory
  Stream<DynamicTest> a_method_of_the_cloud_provider() {
    return faults(InstanceProvider.class);
  }

  private static Stream<DynamicTest> faults(Class<?> port) {
    return Arrays.stream(port.getMethods())
        .filter(m -> CompletionStage.class.isAssignableFrom(m.getReturnType()))
        .map(Method::getName)
        .distinct()
        .sorted()
        .flatMap(
            method ->
                Arrays.stream(Fault.values())
                    .map(
                        fault ->
                            DynamicTest.dynamicTest(
                                method + " " + fault, () -> ends(port, method, fault))));
  }

  private static void ends(Class<?> port, String method, Fault fault) {
    // given
    World world = World.shop();
    ClusterClient client = world.cluster.client();
    InstanceProvider provider = world.cloud.provider();
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(
                port == ClusterClient.class
                    ? faulty(ClusterClient.class, client, method, fault)
                    : client)
            .cloudProvider(
                port == InstanceProvider.class
                    ? faulty(InstanceProvider.class, provider, method, fault)
                    : provider)
            .nodeGroup(World.GROUP, group -> group.maxSurge(Quantity.nodes(1)))
            .build();

    // when
    UpgradeRun run = Upgrader.on(world.time).start(plan);
    UpgradeOutcome outcome = Trial.finish(world.time, run, 1);

    // then
    if (outcome instanceof UpgradeOutcome.Failed failed) {
      assertThat(failed.reason())
          .as(failed.message())
          .isIn(
              List.of(
                  FailureReason.PLUG_IN,
                  FailureReason.UNREACHABLE,
                  FailureReason.LEASE_LOST,
                  FailureReason.DRAIN_STUCK,
                  FailureReason.NO_CAPACITY,
                  FailureReason.CANARY_FAILED));
      assertThat(failed.message()).isNotBlank();
    }
  }

  private static <T> T faulty(Class<T> port, T honest, String method, Fault fault) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, called, arguments) ->
                called.getName().equals(method)
                    ? answer(fault, method)
                    : invoke(called, honest, arguments)));
  }

  @SuppressWarnings("NullAway")
  private static Object answer(Fault fault, String method) {
    return switch (fault) {
      case THROWS -> throw new IllegalStateException(method + " has a fault");
      case ANSWERS_NULL -> null;
      case NEVER_ANSWERS -> new CompletableFuture<>();
    };
  }

  private static Object invoke(Method method, Object honest, Object[] arguments) throws Throwable {
    try {
      return method.invoke(honest, arguments);
    } catch (InvocationTargetException fault) {
      throw fault.getCause();
    }
  }
}
