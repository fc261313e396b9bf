package io.evenkeel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodeSelector;
import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Node;
import io.evenkeel.model.Placement;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that goes on with a run knows what the first one knew. */
class ResumeTest {

  @ParameterizedTest
  @ValueSource(longs = {-30, 30})
  void a_replacement_is_known_as_one_whatever_the_clocks_say(long minutesOff) {
    // given
    Scene scene = Scene.surging(2);
    clocksAreOff(scene, minutesOff);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.until(Scene.decides("cordon and drain"));

    // when
    nextProcess(scene, first);
    clocksAreOff(scene, minutesOff);
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.group().desired()).isEqualTo(6);
    assertThat(scene.violations()).isEmpty();
  }

  private static void clocksAreOff(Scene scene, long minutes) {
    scene.oracle.through(
        SeenThrough.client(
            scene.world.cluster.client(),
            bornOff(Duration.ofMinutes(minutes)),
            UnaryOperator.identity()),
        SeenThrough.withoutLaunchTimes(scene.world.cloud.provider()));
  }

  private static UnaryOperator<Node> bornOff(Duration skew) {
    return node -> {
      Meta meta = node.meta();
      return node.withMeta(
          new Meta(
              meta.key(),
              meta.uid(),
              meta.resourceVersion(),
              meta.generation(),
              meta.labels(),
              meta.annotations(),
              meta.createdAt().plus(skew),
              meta.deletedAt(),
              meta.finalizers(),
              meta.controller()));
    };
  }

  @Test
  void a_taint_that_all_nodes_have_is_no_start_up_taint_when_no_old_node_is_left() {
    // given
    Scene scene = Scene.surging(World.shop(1, ResumeTest::ofThePool, ResumeTest::toleratingIt), 2);
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> {}), scene.recorder());
    scene.world.time.runUntil(() -> allNodesAreNew(scene), Duration.ofHours(6));

    // when
    scene.events.clear();
    nextProcess(scene, first);
    UpgradeOutcome outcome = goOn(scene);

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.events)
        .noneMatch(
            event ->
                event instanceof UpgradeEvent.Waiting w && w.subject().startsWith("node group"));
    assertThat(outcome.summary().took()).isLessThan(Duration.ofMinutes(40));
    assertThat(scene.violations()).isEmpty();
  }

  @Test
  void a_drained_node_that_is_not_to_be_replaced_after_all_counts_once_it_is_open_again() {
    // given
    Scene scene = Scene.inPlace(1);
    List<String> spared = new ArrayList<>();
    NodeSelector fickle = candidate -> !spared.contains(candidate.instance().id());
    Upgrader first = Scene.upgrader(scene.world, "first");
    first.start(scene.plan(group -> group.select(fickle)), scene.recorder());
    scene.world.time.runUntil(() -> drained(scene).isPresent(), Duration.ofHours(1));

    // when
    nextProcess(scene, first);
    spared.add(instanceOf(drained(scene).orElseThrow()));
    UpgradeOutcome outcome =
        scene.end(
            Scene.upgrader(scene.world, "second")
                .start(scene.plan(group -> group.select(fickle)), scene.recorder()));

    // then
    assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
    assertThat(scene.violations()).isEmpty();
  }

  private static Optional<Node> drained(Scene scene) {
    return scene.world.cluster.nodes().stream()
        .filter(node -> node.hasAnnotation("evenkeel.io/draining-since"))
        .findFirst();
  }

  private static String instanceOf(Node node) {
    String id = node.providerId().orElseThrow();
    return id.substring(id.lastIndexOf('/') + 1);
  }

  private static boolean allNodesAreNew(Scene scene) {
    return scene.group().instances().stream()
        .allMatch(instance -> instance.image().equals(World.NEW));
  }

  private static Node ofThePool(Node node) {
    List<Taint> taints = new ArrayList<>(node.taints());
    taints.add(new Taint("pool", "shop", Taint.Effect.NO_SCHEDULE));
    return node.withTaints(taints);
  }

  private static Placement toleratingIt(Placement anywhere) {
    return anywhere.withTolerations(List.of(Toleration.of("pool")));
  }

  private static void nextProcess(Scene scene, Upgrader first) {
    first.close();
    scene.passes(Duration.ofSeconds(30));
    scene.oracle.nextProcess();
  }

  private static UpgradeOutcome goOn(Scene scene) {
    return scene.end(
        Scene.upgrader(scene.world, "second").start(scene.plan(group -> {}), scene.recorder()));
  }
}
