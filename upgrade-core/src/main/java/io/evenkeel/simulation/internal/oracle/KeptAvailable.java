package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * A voluntary step that takes an available node away leaves as many available as the plan wants, by
 * what the run has been told. The mark that begins a drain is such a step, and the first eviction
 * from a node or the request to terminate it where there was no such mark.
 */
final class KeptAvailable implements Rule {
  private final Court court;
  private final LinkedHashSet<String> going = new LinkedHashSet<>();
  private final LinkedHashSet<String> closedByUs = new LinkedHashSet<>();

  /** Nodes that the run has reopened: it knows by the answer, before it is told. */
  private final LinkedHashSet<String> reopened = new LinkedHashSet<>();

  KeptAvailable(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Patch patch) {
      closes(call, patch);
      if (patch.patch().setAnnotations().containsKey(Nodes.DRAIN)) {
        call.views().get(0).node(patch.node().name()).ifPresent(node -> takes(call, node));
      }
    } else {
      taken(call.act(), call.views().get(0)).ifPresent(node -> takes(call, node));
    }
  }

  private static boolean beginsDrain(Call call, Act.Patch act) {
    return act.patch().setAnnotations().containsKey(Nodes.DRAIN)
        && call.views().stream()
            .flatMap(view -> view.node(act.node().name()).stream())
            .noneMatch(KeptAvailable::drained);
  }

  private void closes(Call call, Act.Patch act) {
    boolean wasOpen =
        call.views().stream()
            .flatMap(view -> view.node(act.node().name()).stream())
            .anyMatch(node -> !node.unschedulable());
    if (wasOpen && act.patch().unschedulable().equals(Optional.of(true))) {
      closedByUs.add(act.node().uid());
    }
  }

  private static Optional<Node> taken(Act act, Picture view) {
    return act instanceof Act.Terminate terminate
        ? view.nodeOf(terminate.instance())
        : act.moves().flatMap(Pod::nodeName).flatMap(view::node);
  }

  @Override
  public void answered(Call call, Call.Result result) {
    if (call.act() instanceof Act.Patch patch
        && result == Call.Result.NOT_DONE
        && beginsDrain(call, patch)) {
      going.remove(patch.node().uid()); // it was refused, and the node is as it was
    }
    if (call.act() instanceof Act.Patch patch && quarantines(patch)) {
      going.remove(patch.node().uid()); // it is drained no more, and serves what it still holds
    }
    if (call.act() instanceof Act.Patch patch
        && patch.patch().unschedulable().equals(Optional.of(false))
        && result != Call.Result.NOT_DONE) {
      going.remove(patch.node().uid());
      closedByUs.remove(patch.node().uid());
      reopened.add(patch.node().uid());
    }
  }

  /** Whether by the answer or by the watch, the run learns of it only after it has happened. */
  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    if (after.orElse(null) instanceof Node node && before.orElse(null) instanceof Node old) {
      if (node.unschedulable() && !old.unschedulable()) {
        reopened.remove(node.uid());
      }
      if (drained(old) && !drained(node)) {
        going.remove(node.uid());
      }
    }
  }

  private static boolean drained(Node node) {
    return node.hasAnnotation(Nodes.DRAIN) && !node.hasAnnotation(Nodes.QUARANTINE);
  }

  private static boolean quarantines(Act.Patch act) {
    return act.patch().setAnnotations().containsKey(Nodes.QUARANTINE);
  }

  private void takes(Call call, Node node) {
    Picture.instanceOf(node)
        .flatMap(court::groupOfInstance)
        .ifPresent(group -> takes(call, node, group));
  }

  private void takes(Call call, Node node, GroupFile group) {
    boolean counts =
        call.views().stream()
            .allMatch(
                view -> view.node(node.name()).filter(n -> available(view, n, group)).isPresent());
    int before =
        call.views().stream().mapToInt(view -> availableNodes(view, group)).max().orElse(0);
    going.add(node.uid());
    int must = mustBeAvailable(node, group);
    if (counts && before - 1 < must) {
      court.violated(
          Invariant.MAX_UNAVAILABLE,
          "node "
              + node.name()
              + " of group "
              + group.name()
              + " was taken while "
              + before
              + " nodes were available, of which "
              + must
              + " must remain");
    }
  }

  private static int mustBeAvailable(Node node, GroupFile group) {
    return Picture.instanceOf(node).filter(group::isUnused).isPresent()
        ? group.sizes().mustBeAvailableBesideUnused()
        : group.sizes().mustBeAvailable();
  }

  private int availableNodes(Picture view, GroupFile group) {
    return (int)
        group.roster().listedOrTold().stream()
            .map(view::nodeOf)
            .flatMap(Optional::stream)
            .filter(node -> available(view, node, group))
            .count();
  }

  private boolean available(Picture view, Node node, GroupFile group) {
    boolean ours = Picture.instanceOf(node).map(group::isReplacement).orElse(false);
    return node.ready()
        && !going.contains(node.uid())
        && (!node.unschedulable()
            || closedByUs.contains(node.uid())
            || reopened.contains(node.uid()))
        && (!ours || (group.isInService(node) && group.reference().metBy(node, view)));
  }
}
