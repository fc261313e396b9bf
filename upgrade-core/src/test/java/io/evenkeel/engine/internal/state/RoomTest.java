package io.evenkeel.engine.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.NodeStage;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.simulation.SimulatedCluster;
import io.evenkeel.simulation.VirtualTimeline;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Room is promised once, to pods that still come, and to pods that get on with each other. */
class RoomTest {
  private static final String HOST = "kubernetes.io/hostname";

  private final SimulatedCluster cluster = SimulatedCluster.on(new VirtualTimeline());
  private final RunState run = new RunState("run", new Nobody());

  RoomTest() {
    for (String name : List.of("a", "b", "c")) {
      cluster.node(name, node -> node.cpu(4).memoryGib(16).zone("z"));
    }
    cluster.settle();
  }

  @Test
  void pods_that_move_together_are_held_against_each_other() {
    // given
    cluster
        .deployment(
            "shop/web",
            web ->
                web.replicas(2)
                    .requests(100, 100)
                    .placed(
                        p ->
                            p.withAffinities(
                                List.of(
                                    new PodAffinity(
                                        PodAffinity.Direction.APART,
                                        LabelSelector.of("app", "web"),
                                        List.of(),
                                        HOST)))))
        .settle();
    run.apply(cluster.snapshot());
    List<Pod> pods = cluster.podsOf("shop/web");
    Node free =
        cluster.nodes().stream()
            .filter(node -> cluster.podsOn(node.name()).isEmpty())
            .findFirst()
            .orElseThrow();
    Fit fit = new Fit(run.cluster(), run.room());

    // when
    boolean first = fit.fits(pods.get(0), free);
    Room.Promise promise = fit.place(pods.get(0), free);
    boolean secondBeside = fit.fits(pods.get(1), free);
    boolean secondInItsPlace =
        fit.fits(pods.get(1), cluster.node(pods.get(0).nodeName().orElseThrow()));
    run.room().promise(promise);

    // then
    assertThat(first).isTrue();
    assertThat(secondBeside).isFalse();
    assertThat(secondInItsPlace).isTrue();
    assertThat(new Fit(run.cluster(), run.room()).fits(pods.get(1), free)).isFalse();
  }

  @Test
  void no_room_is_kept_for_a_successor_that_a_smaller_workload_does_not_make() {
    // given
    cluster.deployment("shop/web", web -> web.replicas(3).requests(100, 100)).settle();
    run.apply(cluster.snapshot());
    Pod leaving = cluster.podsOf("shop/web").get(0);
    Node target = cluster.node("c");
    long before = run.room().free(target).cpuMillis();
    run.room().promise(new Room.Promise(leaving, run.cluster().rootOf(leaving), "c"));
    long promised = run.room().free(target).cpuMillis();

    // when
    cluster.edit().scale(ObjectKind.DEPLOYMENT, "shop/web", 2).deletePod(leaving);
    cluster.settle();
    run.apply(cluster.snapshot());

    // then
    assertThat(promised).isEqualTo(before - 100);
    assertThat(run.room().isPromised("c")).isFalse();
  }

  @Test
  void room_is_kept_until_the_successor_is_there() {
    // given
    cluster.deployment("shop/web", web -> web.replicas(3).requests(100, 100)).settle();
    run.apply(cluster.snapshot());
    Pod leaving = cluster.podsOf("shop/web").get(0);
    run.room().promise(new Room.Promise(leaving, run.cluster().rootOf(leaving), "c"));

    // when
    run.remove(leaving.key(), leaving.uid());
    boolean gone = run.room().isPromised("c");
    Pod successor =
        leaving.withMeta(
            io.evenkeel.model.Meta.of(
                    new io.evenkeel.model.ObjectKey(ObjectKind.POD, "shop", "web-new"),
                    "uid-new",
                    leaving.meta().createdAt())
                .withController(leaving.meta().controller().orElseThrow()));
    run.put(successor);

    // then
    assertThat(gone).isTrue();
    assertThat(run.room().isPromised("c")).isFalse();
  }

  /** Nobody listens. */
  private static final class Nobody implements RunState.StageListener {
    @Override
    public void moved(GroupView group, Member member, NodeStage from, NodeStage to) {}

    @Override
    public void nodeCameOrWent(Node node) {}

    @Override
    public void machineUnknown(GroupView group, String providerId) {}

    @Override
    public void ends(Ending ending, Instant since) {}
  }
}
