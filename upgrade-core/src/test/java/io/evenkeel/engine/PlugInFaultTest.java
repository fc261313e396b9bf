package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evenkeel.DrainPolicy;
import io.evenkeel.FailureReason;
import io.evenkeel.GateAnswer;
import io.evenkeel.HealthGate;
import io.evenkeel.InvalidPlanException;
import io.evenkeel.NodeSelector;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.WhenStuck;
import io.evenkeel.campaign.internal.Trial;
import io.evenkeel.model.Node;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever a method of a plug-in does: the run ends in bounded time with the one reason that fits,
 * names the plug-in and the method, and leaves no task behind. A method of an interface that is not
 * listed here fails the test, so that none is forgotten.
 */
class PlugInFaultTest {
  private static final String BUILD = "the plan is refused";
  private static final String PLUG_IN = FailureReason.PLUG_IN.name();

  private static final Map<Class<?>, Map<String, String>> EXPECTED =
      Map.of(
          ClusterClient.class,
          expected(
              "name", BUILD,
              "watch", PLUG_IN,
              "evict", PLUG_IN,
              "delete", PLUG_IN,
              "patch", PLUG_IN,
              "scale", PLUG_IN,
              "readLease", PLUG_IN,
              "writeLease", PLUG_IN,
              "missingPermissions", PLUG_IN,
              "serverVersion", PLUG_IN),
          InstanceProvider.class,
          expected(
              "name", BUILD,
              "controlPlane", BUILD,
              "observe", PLUG_IN,
              "launchesFrom", PLUG_IN,
              "inspect", PLUG_IN,
              "resolve", PLUG_IN,
              "createTemplate", PLUG_IN,
              "point", PLUG_IN,
              "resize", PLUG_IN,
              "terminate", PLUG_IN,
              "deregister", PLUG_IN,
              "suspend", PLUG_IN,
              "resume", PLUG_IN,
              "mark", PLUG_IN,
              "unmark", PLUG_IN,
              "instanceIdOf", PLUG_IN,
              "observeEvery", PLUG_IN,
              "onChange", PLUG_IN),
          DrainPolicy.class,
          expected(
              "name", BUILD,
              "decide", PLUG_IN,
              "timeout", BUILD,
              "soak", BUILD,
              "whenStuck", BUILD),
          NodeSelector.class,
          expected("name", BUILD, "selects", PLUG_IN, "order", PLUG_IN),
          HealthGate.class,
          expected("check", PLUG_IN, "name", BUILD));

  private static Map<String, String> expected(String... pairs) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void every_method_of_every_plug_in_is_listed() {
    EXPECTED.forEach(
        (port, methods) ->
            assertThat(new TreeSet<>(Stream.of(methods(port)).map(Method::getName).toList()))
                .as(port.getSimpleName())
                .isEqualTo(new TreeSet<>(methods.keySet())));
  }

  @TestFactory
  Stream<DynamicTest> a_method_of_the_cluster_client() {
    return faults(ClusterClient.class);
  }

  @TestFactory
  Stream<DynamicTest> a_method_of_the_cloud_provider() {
    return faults(InstanceProvider.class);
  }

  @TestFactory
  Stream<DynamicTest> a_method_of_the_drain_policy() {
    return faults(DrainPolicy.class);
  }

  @TestFactory
  Stream<DynamicTest> a_method_of_the_node_selector() {
    return faults(NodeSelector.class);
  }

  @TestFactory
  Stream<DynamicTest> a_method_of_a_health_gate() {
    return faults(HealthGate.class);
  }

  /** What a plug-in answers; what only makes another one out of it is no question. */
  private static Method[] methods(Class<?> port) {
    return Arrays.stream(port.getMethods())
        .filter(m -> !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getReturnType() != port)
        .toArray(Method[]::new);
  }

  private static Stream<DynamicTest> faults(Class<?> port) {
    return Arrays.stream(methods(port))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .flatMap(
            method ->
                Arrays.stream(PlugInFault.values())
                    .filter(fault -> fault.befalls(method))
                    .map(
                        fault ->
                            DynamicTest.dynamicTest(
                                method.getName() + " " + fault,
                                () -> ends(port, method.getName(), fault))));
  }

  private static void ends(Class<?> port, String method, PlugInFault fault) {
    // given
    Scene scene =
        method.equals("deregister")
            ? Scene.surging(World.shop(o -> o.targetGroup("web", Duration.ofSeconds(90))), 1)
            : Scene.surging(1);
    scene.oracle.mayDelete();
    if (method.equals("launchesFrom")) {
      scene
          .world
          .cloud
          .group(World.GROUP)
          .point(new TemplateVersion(scene.group().pointer().template(), "$Latest"));
    }
    if (method.equals("scale")) {
      scene.oracle.mayScale();
      scene.world.cluster.budget("shop/mailer", budget -> budget.minAvailable("1"));
      scene.passes(Duration.ofSeconds(5));
    }
    AtomicInteger calls = new AtomicInteger();
    String expected = EXPECTED.getOrDefault(port, Map.of()).getOrDefault(method, "not listed");

    // when
    if (expected.equals(BUILD)) {
      Throwable refused = catchThrowable(() -> plan(scene, port, method, fault, calls));
      assertThat(refused)
          .isInstanceOf(InvalidPlanException.class)
          .hasMessageContaining(method + "()");
      return;
    }
    UpgradePlan plan = plan(scene, port, method, fault, calls);
    UpgradeOutcome outcome =
        Trial.finish(
            scene.world.time, Scene.upgrader(scene.world, "p").start(plan, scene.recorder()), 1);

    // then
    assertThat(ours(scene)).isEmpty();
    assertThat(calls).hasPositiveValue();
    assertThat(outcome).isInstanceOf(UpgradeOutcome.Failed.class);
    UpgradeOutcome.Failed failed = (UpgradeOutcome.Failed) outcome;
    assertThat(failed.reason().name()).as(failed.message()).isEqualTo(expected);
    assertThat(failed.message()).contains(method + "(");
    assertThat(failed.remedy()).isNotBlank();
    isWhole(scene, outcome);
  }

  /** As whole as the plug-in lets us make it: what is not as before is told. */
  private static void isWhole(Scene scene, UpgradeOutcome outcome) {
    boolean told = !outcome.summary().groups().isEmpty() && !leftovers(outcome).isEmpty();
    if (!told && scene.count(e -> e instanceof UpgradeEvent.RunStarted) > 0) {
      scene.oracle.ended(outcome);
      assertThat(scene.world.cluster.nodes()).noneMatch(Node::unschedulable);
      assertThat(scene.group().desired()).isEqualTo(6);
      assertThat(scene.violations()).isEmpty();
    }
  }

  private static List<String> leftovers(UpgradeOutcome outcome) {
    return outcome.summary().groups().get(0).leftovers();
  }

  private static List<String> ours(Scene scene) {
    return scene.world.time.openTasks().stream()
        .map(task -> task.getClass().getName())
        .filter(name -> name.startsWith("io.evenkeel.engine"))
        .toList();
  }

  private static UpgradePlan plan(
      Scene scene, Class<?> port, String method, PlugInFault fault, AtomicInteger calls) {
    DrainPolicy policy =
        switch (method) {
          case "delete" -> DrainPolicy.eks().deleting(p -> true, "by us");
          case "scale" -> DrainPolicy.eks().whenStuck(WhenStuck.surgeReplicas());
          default -> DrainPolicy.eks();
        };
    HealthGate gate = HealthGate.blocking("gate", question -> GateAnswer.open());
    Faulty faulty = new Faulty(port, method, fault, calls);
    UpgradePlanBuilder plan =
        UpgradePlan.builder()
            .clusterClient(faulty.or(ClusterClient.class, scene.oracle.client()))
            .cloudProvider(faulty.or(InstanceProvider.class, scene.oracle.provider()));
    if (method.equals("controlPlane")) {
      plan.controlPlane(plane -> plane.to("1.36"));
    }
    return plan.gates(gates -> gates.gate(faulty.or(HealthGate.class, gate)))
        .nodeGroup(
            World.GROUP,
            group ->
                group
                    .maxSurge(Quantity.nodes(1))
                    .select(faulty.or(NodeSelector.class, NodeSelector.outdated()))
                    .drain(faulty.or(DrainPolicy.class, policy)))
        .build();
  }

  private record Faulty(Class<?> port, String method, PlugInFault fault, AtomicInteger calls) {
    <T> T or(Class<T> type, T honest) {
      return type == port ? fault.in(type, honest, method, calls) : honest;
    }
  }
}
