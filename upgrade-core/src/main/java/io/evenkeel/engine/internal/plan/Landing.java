package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.ClusterView;
import io.evenkeel.engine.internal.state.Fit;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.Room;
import io.evenkeel.engine.internal.state.RunState;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the pods of a node would land: on nodes that stay, or else, where the surge is used up, on
 * the outdated nodes that are drained last.
 */
final class Landing {
  private final GroupView group;
  private final RunState run;
  private final Fit fit;
  private final List<Node> staying;

  Landing(GroupView group, RunState run) {
    this.group = group;
    this.run = run;
    this.fit = new Fit(run.cluster(), run.room());
    this.staying = staying(run);
  }

  /** Returns room for every pod of the node, or nothing where a pod would find none. */
  Optional<List<Room.Promise>> place(Node leaving) {
    List<Room.Promise> promises = new ArrayList<>();
    for (Pod pod : run.cluster().podsOn(leaving.name())) {
      if (!ClusterView.movable(pod) || pod.terminating()) {
        continue;
      }
      Optional<Node> place = find(pod, leaving);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      fit.place(pod, place.get());
      promises.add(
          new Room.Promise(
              pod.uid(), run.cluster().rootOf(pod), place.get().name(), pod.requests()));
    }
    return Optional.of(promises);
  }

  private Optional<Node> find(Pod pod, Node leaving) {
    Optional<Node> place = roomiest(pod, staying, leaving);
    return place.isPresent() || !surgeIsUsedUp() ? place : roomiest(pod, drainedLast(), leaving);
  }

  private Optional<Node> roomiest(Pod pod, List<Node> nodes, Node leaving) {
    Node best = null;
    long most = Long.MIN_VALUE;
    for (Node node : nodes) {
      long free = fit.free(node).cpuMillis();
      if (free > most && !node.name().equals(leaving.name()) && fit.fits(pod, node)) {
        best = node;
        most = free;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean surgeIsUsedUp() {
    return group.surgeLimit() == 0 || group.census().toBeReplaced() <= group.surgeLimit();
  }

  private List<Node> drainedLast() {
    return group.members().stream()
        .filter(m -> m.outdated() && m.stage() == NodeStage.OUTDATED)
        .sorted(Comparator.comparingInt(Member::rank).reversed())
        .flatMap(m -> m.nodeName().flatMap(run.cluster()::node).stream())
        .filter(Node::ready)
        .toList();
  }

  private static List<Node> staying(RunState run) {
    List<Node> nodes = new ArrayList<>();
    for (Node node : run.cluster().nodes()) {
      if (node.ready()
          && !node.unschedulable()
          && !Marks.softClosed(node)
          && !run.isClosing(node.name())
          && usable(node, run)) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private static boolean usable(Node node, RunState run) {
    return run.placeOf(node.name())
        .map(place -> place.member().stage())
        .map(stage -> stage == NodeStage.USABLE || stage == NodeStage.UNSELECTED)
        .orElse(true);
  }
}
