package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.evenkeel.FailureReason;
import io.evenkeel.InvalidPlanException;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.ControlPlane;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever a method of a control plane does, from the first call on or from the middle of a run on:
 * the run ends and names the method, touches no node, and leaves no task behind.
 */
class ControlPlaneFaultTest {
  /** Asked once, before the run begins. */
  private static final List<String> FIRST_LOOK = List.of("offers", "observeEvery");

  private static final List<String> CALLS =
      List.of("observe", "inspect", "offers", "observeEvery", "start", "progress");

  @Test
  void every_method_of_the_port_is_looked_at() {
    TreeSet<String> all = new TreeSet<>(CALLS);
    all.add("name");
    assertThat(Arrays.stream(ControlPlane.class.getMethods()).map(Method::getName))
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @TestFactory
  Stream<DynamicTest> a_method_that_has_a_fault_from_the_first_call_on() {
    return faults(CALLS, (method, fault) -> ends(method, fault, UpgradeEvent.class::isInstance));
  }

  @TestFactory
  Stream<DynamicTest> a_method_that_gets_a_fault_while_an_update_is_under_way() {
    List<String> later = CALLS.stream().filter(call -> !FIRST_LOOK.contains(call)).toList();
    return faults(
        later,
        (method, fault) -> ends(method, fault, UpgradeEvent.UpdateStarted.class::isInstance));
  }

  private static Stream<DynamicTest> faults(
      List<String> methods, BiConsumer<String, PlugInFault> story) {
    return Arrays.stream(ControlPlane.class.getMethods())
        .filter(method -> methods.contains(method.getName()))
        .flatMap(
            method ->
                Arrays.stream(PlugInFault.values())
                    .filter(fault -> fault.befalls(method))
                    .map(
                        fault ->
                            DynamicTest.dynamicTest(
                                method.getName() + " " + fault,
                                () -> story.accept(method.getName(), fault))));
  }

  private interface When extends java.util.function.Predicate<UpgradeEvent> {}

  private static void ends(String method, PlugInFault fault, When from) {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
    AtomicInteger calls = new AtomicInteger();
    ControlPlane honest = scene.port();
    ControlPlane faulty = fault.in(ControlPlane.class, honest, method, calls);
    boolean always = from.test(new UpgradeEvent.RunPaused(scene.time.now()));
    ControlPlane plane =
        Switched.between(
            ControlPlane.class,
            honest,
            faulty,
            () -> always || scene.events.stream().anyMatch(from));

    // when
    UpgradeOutcome outcome = scene.run(withNodes(scene, plane));

    // then
    assertThat(calls).hasPositiveValue();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).as(failed.message()).isEqualTo(FailureReason.PLUG_IN);
              assertThat(failed.message()).contains(method + "(");
              assertThat(failed.remedy()).isNotBlank();
            });
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
    assertThat(scene.ours()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> a_name_that_fails_is_a_problem_of_the_plan() {
    return Stream.of(PlugInFault.THROWS, PlugInFault.THROWS_AN_ERROR, PlugInFault.ANSWERS_NULL)
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      ControlPlaneScene scene = new ControlPlaneScene();
                      ControlPlane plane =
                          fault.in(ControlPlane.class, scene.port(), "name", new AtomicInteger());
                      assertThat(catchThrowable(() -> withNodes(scene, plane)))
                          .isInstanceOf(InvalidPlanException.class)
                          .hasMessageContaining("name()");
                    }));
  }

  /** Answers that are there, but lack a part that the engine relies on. */
  @TestFactory
  @SuppressWarnings("NullAway") // what a plug-in that knows of no nullness may answer
  Stream<DynamicTest> an_answer_that_lacks_a_part() {
    ControlPlaneUpdate update = new ControlPlaneUpdate("u-1", Optional.empty());
    Map<String, List<Object>> incomplete =
        Map.of(
            "observe",
            List.of(
                new ControlPlaneState(null, List.of(), Optional.empty()),
                new ControlPlaneState("1.34", List.of(), null),
                new ControlPlaneState("1.34", List.of(new AddOn(null, "v1")), Optional.empty()),
                new ControlPlaneState("1.34", List.of(new AddOn("cni", null)), Optional.empty()),
                new ControlPlaneState(
                    "1.34",
                    List.of(),
                    Optional.of(new ControlPlaneUpdate(null, Optional.empty())))),
            "inspect",
            List.of(
                Collections.singletonList(null),
                List.of(new Finding(null, "CODE", "here", "something", "mend it")),
                List.of(new Finding(Finding.Severity.BLOCKER, "CODE", "here", null, "mend it"))),
            "offers",
            List.of(List.of(new io.evenkeel.spi.AddOnVersion(null, true))),
            "start",
            List.of(new ControlPlaneUpdate(null, Optional.empty()), update("u-1", null)),
            "progress",
            List.of(
                new RolloutState(null, List.of()),
                new RolloutState(
                    RolloutState.Stage.FAILED,
                    List.of(new RolloutState.Trouble(null, "it", "mend", List.of())))));
    assertThat(update.addOn()).isEmpty();
    return incomplete.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(
                        part ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + " " + part,
                                () -> lacksAPart(entry.getKey(), part))));
  }

  @SuppressWarnings("NullAway") // as above
  private static ControlPlaneUpdate update(String id, Optional<String> addOn) {
    return new ControlPlaneUpdate(id, addOn);
  }

  private static void lacksAPart(String method, Object part) {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
    ControlPlane plane =
        Broken.port(
            ControlPlane.class,
            scene.port(),
            (called, arguments) ->
                called.equals(method)
                    ? Optional.of(CompletableFuture.completedStage(Answer.ok(part)))
                    : Optional.empty());

    // when
    UpgradeOutcome outcome = scene.run(withNodes(scene, plane));

    // then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpgradeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).as(failed.message()).isEqualTo(FailureReason.PLUG_IN);
              assertThat(failed.message()).contains(method + "(", "null");
            });
    assertThat(scene.kubelets()).containsOnly("v1.34.2");
  }

  @TestFactory
  Stream<DynamicTest> a_stage_that_completes_twice_counts_once() {
    return Stream.of("observe", "inspect", "offers", "start", "progress")
        .map(method -> DynamicTest.dynamicTest(method, () -> completesTwice(method)));
  }

  private static void completesTwice(String method) {
    // given
    ControlPlaneScene scene = new ControlPlaneScene().withAddOns();
    ControlPlane honest = scene.port();
    ControlPlane twice =
        Switched.seen(ControlPlane.class, honest, method, answer -> Twice.of(answer));

    // when
    UpgradeOutcome outcome = scene.run(withNodes(scene, twice));

    // then
    assertThat(outcome).as(outcome.toString()).isInstanceOf(UpgradeOutcome.Succeeded.class);
    assertThat(scene.changes()).doesNotHaveDuplicates().contains("control plane 1.35");
    assertThat(scene.ours()).isEmpty();
  }

  private static UpgradePlan withNodes(ControlPlaneScene scene, ControlPlane plane) {
    return scene.withNodes(plane, cp -> cp.to("1.35"));
  }
}
