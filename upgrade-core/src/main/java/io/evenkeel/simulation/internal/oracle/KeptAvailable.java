package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * A voluntary step that takes an available node away leaves as many available as the plan wants, by
 * what the run has been told. The first eviction from a node is such a step, and the request to
 * terminate one that had nothing to evict.
 */
final class KeptAvailable implements Rule {
  private final Court court;
  private final LinkedHashSet<String> going = new LinkedHashSet<>();
  private final LinkedHashSet<String> closedByUs = new LinkedHashSet<>();

  KeptAvailable(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Patch patch) {
      patched(call, patch);
    } else if (call.act() instanceof Act.Terminate terminate) {
      call.known().nodeOf(terminate.instance()).ifPresent(node -> takes(call, node));
    } else {
      call.act()
          .moves()
          .flatMap(Pod::nodeName)
          .flatMap(call.known()::node)
          .ifPresent(node -> takes(call, node));
    }
  }

  private void patched(Call call, Act.Patch act) {
    Optional<Node> known = call.known().node(act.node().name());
    if (act.patch().unschedulable().equals(Optional.of(true))) {
      known.filter(node -> !node.unschedulable()).ifPresent(node -> closedByUs.add(node.uid()));
    }
  }

  @Override
  public void answered(Call call, Call.Result result) {
    if (call.act() instanceof Act.Patch patch
        && patch.patch().unschedulable().equals(Optional.of(false))
        && result != Call.Result.NOT_DONE) {
      going.remove(patch.node().uid());
      closedByUs.remove(patch.node().uid());
    }
  }

  private void takes(Call call, Node node) {
    Picture.instanceOf(node)
        .flatMap(court::groupOfInstance)
        .ifPresent(group -> takes(call, node, group));
  }

  private void takes(Call call, Node node, GroupFile group) {
    boolean counts = available(call, node, group);
    int before = counts ? availableNodes(call, group) : 0;
    going.add(node.uid());
    if (counts && before - 1 < group.mustBeAvailable()) {
      court.violated(
          Invariant.MAX_UNAVAILABLE,
          "node "
              + node.name()
              + " of group "
              + group.name()
              + " was taken while "
              + before
              + " nodes were available, of which "
              + group.mustBeAvailable()
              + " must remain");
    }
  }

  private int availableNodes(Call call, GroupFile group) {
    return (int)
        group.instances().stream()
            .map(call.known()::nodeOf)
            .flatMap(Optional::stream)
            .filter(node -> available(call, node, group))
            .count();
  }

  private boolean available(Call call, Node node, GroupFile group) {
    boolean fresh = Picture.instanceOf(node).map(group::isFresh).orElse(false);
    return node.ready()
        && !going.contains(node.uid())
        && (!node.unschedulable() || closedByUs.contains(node.uid()))
        && (!fresh || group.reference().metBy(node, call.known()));
  }
}
