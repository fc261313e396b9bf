package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.Obstacle;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why a pod of a node that could be drained finds no room: what each kind of node lacks. */
final class RoomCheck {
  private final RunState run;
  private final Landing landing;
  private final boolean outdatedToo;

  RoomCheck(GroupView group, RunState run) {
    this.outdatedToo = Landing.surgeIsUsedUp(group);
    this.run = run;
    this.landing = new Landing(group, run);
  }

  /** Returns what keeps the first pod of the node that finds no room from all other nodes. */
  Optional<Obstacle> obstacle(Node leaving) {
    return landing.homeless(leaving).map(pod -> noRoom(pod, leaving));
  }

  private Optional<String> lacks(Pod pod, Node node) {
    return unusable(node).or(() -> landing.fit().lacks(pod, node).map(what -> "lack " + what));
  }

  private Optional<String> unusable(Node node) {
    if (!node.ready()) {
      return Optional.of("are not Ready");
    }
    if (Marks.closedByOthers(node)) {
      return Optional.of("were closed by somebody else");
    }
    if (node.unschedulable() || run.isClosing(node.name())) {
      return Optional.of("are being drained");
    }
    Optional<NodeStage> stage = run.placeOf(node.name()).map(place -> place.member().stage());
    if (Marks.softClosed(node)) {
      return outdatedToo && stage.equals(Optional.of(NodeStage.OUTDATED))
          ? Optional.empty()
          : Optional.of("are to be replaced themselves");
    }
    boolean usable =
        stage.map(s -> s == NodeStage.USABLE || s == NodeStage.UNSELECTED).orElse(true);
    return usable ? Optional.empty() : Optional.of("are not usable yet");
  }

  private Obstacle noRoom(Pod pod, Node leaving) {
    Map<String, Integer> counts = new TreeMap<>();
    List<ObjectKey> closed = new ArrayList<>();
    for (Node node : run.cluster().nodes()) {
      if (!node.name().equals(leaving.name())) {
        lacks(pod, node).ifPresent(why -> counts.merge(why, 1, Integer::sum));
        if (Marks.closedByOthers(node)) {
          closed.add(node.key());
        }
      }
    }
    List<String> reasons = new ArrayList<>();
    counts.forEach((why, nodes) -> reasons.add(Words.count(nodes, "node") + " " + why));
    return new Obstacle(
        Obstacle.Cause.NO_ROOM,
        pod.key(),
        closed,
        Optional.empty(),
        Optional.empty(),
        "pod "
            + pod.key().path()
            + " of node "
            + leaving.name()
            + " finds no room: "
            + String.join(", ", reasons),
        closed.isEmpty()
            ? "allow more surge, make room, or relax what pod " + pod.key().path() + " asks for"
            : "open the nodes that were closed (" + Words.list(closed) + "), or allow more surge");
  }
}
