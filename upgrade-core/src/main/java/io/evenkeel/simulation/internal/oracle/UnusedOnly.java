package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.List;
import java.util.Optional;

/**
 * A node that the run removes since nobody needs it is of a group whose plan asks for that, holds
 * no pod that nobody would bring back, and what its pods ask for is free on other nodes, by what
 * the run has been told.
 */
final class UnusedOnly implements Rule {
  private final Court court;

  UnusedOnly(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Patch patch
        && patch.patch().setAnnotations().containsKey(Nodes.UNUSED)) {
      Picture.instanceOf(patch.node())
          .flatMap(court::groupOfInstance)
          .ifPresent(group -> judge(group, patch.node(), call));
    }
  }

  private void judge(GroupFile group, Node node, Call call) {
    group.callsUnused(Picture.instanceOf(node).orElseThrow());
    if (!group.removesUnused()) {
      violated(node, "although its plan does not ask for that");
    }
    if (call.views().stream().allMatch(view -> holdsBarePod(view, node))) {
      violated(node, "although it holds a pod that nobody would bring back");
    }
    if (call.views().stream().noneMatch(view -> hasRoom(view, node))) {
      violated(node, "although no room is left for its pods");
    }
  }

  private static boolean holdsBarePod(Picture view, Node node) {
    return Nodes.movable(view, node.name()).stream()
        .anyMatch(pod -> pod.meta().controller().isEmpty());
  }

  private static boolean hasRoom(Picture view, Node leaving) {
    Resources wanted = Resources.NONE;
    for (Pod pod : Nodes.movable(view, leaving.name())) {
      wanted = wanted.plus(pod.requests());
    }
    long cpu = 0;
    long memory = 0;
    for (Node node : view.nodes()) {
      if (!node.name().equals(leaving.name()) && node.ready() && !node.unschedulable()) {
        Resources free = free(view, node);
        cpu += Math.max(0, free.cpuMillis());
        memory += Math.max(0, free.memoryBytes());
      }
    }
    return wanted.cpuMillis() <= cpu && wanted.memoryBytes() <= memory;
  }

  private static Resources free(Picture view, Node node) {
    Resources free = node.allocatable();
    List<Pod> there = view.podsOn(node.name()).stream().filter(pod -> !pod.finished()).toList();
    for (Pod pod : there) {
      free = free.minus(pod.requests());
    }
    return free;
  }

  /** Marks are taken off, or are lost with a node that registers anew or loses its machine. */
  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    boolean wasMarked = before.filter(UnusedOnly::isMarked).isPresent();
    if (before.or(() -> after).orElse(null) instanceof Node node
        && (before.isEmpty() || wasMarked)
        && after.filter(UnusedOnly::isMarked).isEmpty()) {
      Picture.instanceOf(node).ifPresent(id -> isNeeded(id, after.isPresent()));
    }
  }

  private static boolean isMarked(ClusterObject object) {
    return object instanceof Node node && node.hasAnnotation(Nodes.UNUSED);
  }

  /** A node that goes with its instance is no loss of a mark. */
  private void isNeeded(String instance, boolean nodeStays) {
    court
        .groupOfInstance(instance)
        .filter(group -> nodeStays || group.roster().present(instance))
        .ifPresent(group -> group.isNeeded(instance));
  }

  private void violated(Node node, String what) {
    court.violated(
        Invariant.SELECTED_ONLY, "node " + node.name() + " was taken for unused " + what);
  }
}
