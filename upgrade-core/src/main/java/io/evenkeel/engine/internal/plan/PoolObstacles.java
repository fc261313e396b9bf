package io.evenkeel.engine.internal.plan;

import io.evenkeel.Obstacle;
import io.evenkeel.Roll;
import io.evenkeel.engine.internal.plan.PoolNodes.Taken;
import io.evenkeel.engine.internal.state.RolloutView;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps a pool, seen on its nodes and pods where its provisioner says nothing. */
final class PoolObstacles {
  /** A machine that was launched just now is no obstacle. */
  private static final Duration COMES_WITHIN = Duration.ofMinutes(5);

  private PoolObstacles() {}

  static List<Obstacle> seen(RolloutView view, RunState run, Instant now) {
    List<Obstacle> coming =
        view.content().claims().stream()
            .filter(claim -> claim.state() == NodeClaim.State.LAUNCHING)
            .filter(claim -> claim.createdAt().plus(COMES_WITHIN).isBefore(now))
            .map(claim -> doesNotCome(claim, run))
            .toList();
    List<Obstacle> others = coming.isEmpty() ? noRoom(view, run) : coming;
    return others.isEmpty()
        ? PoolNodes.withoutNode(view, run).stream().map(PoolObstacles::hasNoNode).toList()
        : others;
  }

  private static Obstacle hasNoNode(NodeClaim claim) {
    return new Obstacle(
        Obstacle.Cause.NODE_NOT_READY,
        ObjectKey.clusterScoped(ObjectKind.NODE, claim.node().orElse(claim.name())),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "NodeClaim " + claim.name() + " is in service, and its node is not in the cluster",
        "see what its provisioner makes of it, or delete the claim");
  }

  private static Obstacle doesNotCome(NodeClaim claim, RunState run) {
    Optional<Node> node = claim.node().flatMap(run.cluster()::node);
    String subject = node.map(Node::name).orElse(claim.name());
    return new Obstacle(
        Obstacle.Cause.NODE_DOES_NOT_COME,
        ObjectKey.clusterScoped(ObjectKind.NODE, subject),
        List.of(),
        Optional.of(claim.createdAt()),
        Optional.empty(),
        node.map(
                there ->
                    "new node "
                        + there.name()
                        + (there.ready() ? " is Ready and cannot be used yet" : " is not Ready"))
            .orElse("NodeClaim " + claim.name() + " has no node yet"),
        "see what the claim and its node say of themselves");
  }

  private static List<Obstacle> noRoom(RolloutView view, RunState run) {
    if (!(PoolWay.of(view, run) instanceof Roll.Driven)) {
      return List.of();
    }
    PoolNodes nodes = PoolNodes.of(view, run);
    PoolFit fit = new PoolFit(view, nodes.leavingNames(), run);
    List<Obstacle> homeless =
        nodes.staying().stream()
            .flatMap(taken -> fit.homeless(taken).stream().flatMap(pod -> noRoom(pod, taken)))
            .limit(3)
            .toList();
    return homeless.isEmpty()
        ? nodes.staying().stream().map(PoolObstacles::tight).limit(3).toList()
        : homeless;
  }

  private static Obstacle tight(Taken taken) {
    return new Obstacle(
        Obstacle.Cause.NO_ROOM,
        taken.node().key(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "the pods of node "
            + taken.node().name()
            + " find room on the nodes that stay only where they come in the right order, and the"
            + " surge allows no machine more",
        "allow a larger surge");
  }

  private static Stream<Obstacle> noRoom(Pod pod, Taken taken) {
    return Stream.of(
        new Obstacle(
            Obstacle.Cause.NO_ROOM,
            pod.key(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "pod "
                + pod.key().path()
                + " of node "
                + taken.node().name()
                + " finds no room on the nodes that stay",
            "see where its volumes, its node selector and its spread let it run, and make room"
                + " there, or let the provisioner replace the node: roll the pool gated"));
  }
}
