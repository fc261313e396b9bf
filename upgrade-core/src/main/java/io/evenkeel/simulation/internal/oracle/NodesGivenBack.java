package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the run has put on nodes is gone at the end, and what it found there is as it was. Whose a
 * label, annotation, taint or cordon is, follows from who was the first to set it.
 */
final class NodesGivenBack implements Rule {
  private static final String CORDON = "cordon";

  private final Court court;

  /** What the run may have set, by node uid. */
  private final Map<String, LinkedHashSet<String>> ours = new LinkedHashMap<>();

  NodesGivenBack(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.Patch patch) {
      court
          .truth()
          .node(patch.node().name())
          .filter(node -> node.uid().equals(patch.node().uid()))
          .ifPresent(node -> judge(node, patch, call.views().get(1)));
    }
  }

  /** What the run has taken off again, or others have, is theirs who put it there anew. */
  @Override
  public void changed(Optional<ClusterObject> before, Optional<ClusterObject> after) {
    if (before.orElse(null) instanceof Node was && after.orElse(null) instanceof Node now) {
      LinkedHashSet<String> mine = ours.getOrDefault(was.uid(), new LinkedHashSet<>());
      if (!mine.isEmpty()) {
        LinkedHashSet<String> gone = new LinkedHashSet<>(slots(was));
        slots(now).forEach(gone::remove);
        mine.removeAll(gone);
      }
    }
  }

  private void judge(Node node, Act.Patch act, Picture known) {
    LinkedHashSet<String> mine = ours.computeIfAbsent(node.uid(), none -> new LinkedHashSet<>());
    List<String> there = marks(node);
    List<String> seen = known.node(node.name()).map(NodesGivenBack::marks).orElse(there);
    List<String> after = marks(act.patch().applyTo(node));
    for (String mark : there) {
      boolean touched = !after.contains(mark) && seen.contains(mark);
      if (touched && !mine.contains(slot(mark)) && !byPrefix(mark)) {
        court.violated(
            Invariant.GIVEN_BACK,
            "node " + node.name() + ": the run changed somebody else's " + mark);
      }
    }
    after.stream().filter(mark -> !there.contains(mark)).forEach(mark -> mine.add(slot(mark)));
  }

  @Override
  public void ended(UpgradeOutcome outcome) {
    if (Endings.wroteToTheEnd(outcome)) {
      TreeSet<String> quarantined = new TreeSet<>();
      outcome.summary().groups().forEach(group -> quarantined.addAll(group.quarantined()));
      court.truth().nodes().stream()
          .filter(node -> !quarantined.contains(node.name()))
          .filter(node -> !goingAway(node))
          .forEach(this::leftOver);
    }
  }

  private boolean goingAway(Node node) {
    if (court.poolOf(node).isPresent()) {
      return court.poolOf(node).get().claims().stream()
          .filter(claim -> claim.node().equals(Optional.of(node.name())))
          .noneMatch(claim -> claim.state() != NodeClaim.State.TERMINATING);
    }
    return Picture.instanceOf(node)
        .flatMap(id -> court.groupOfInstance(id).map(group -> !group.roster().present(id)))
        .orElse(false);
  }

  private void leftOver(Node node) {
    LinkedHashSet<String> mine = ours.getOrDefault(node.uid(), new LinkedHashSet<>());
    List<String> left =
        marks(node).stream().filter(mark -> mine.contains(slot(mark)) || byPrefix(mark)).toList();
    if (!left.isEmpty()) {
      court.violated(Invariant.GIVEN_BACK, "node " + node.name() + " is left with " + left);
    }
  }

  private static boolean byPrefix(String mark) {
    return mark.substring(mark.indexOf(' ') + 1).startsWith(Nodes.OURS);
  }

  /** A mark without its value, so that a new value is no new mark. */
  private static String slot(String mark) {
    return Optional.of(mark.indexOf('='))
        .filter(at -> at >= 0)
        .map(at -> mark.substring(0, at))
        .orElse(mark);
  }

  private static List<String> slots(Node node) {
    return marks(node).stream().map(NodesGivenBack::slot).toList();
  }

  private static List<String> marks(Node node) {
    List<String> marks = new ArrayList<>();
    node.meta().labels().forEach((key, value) -> marks.add("label " + key + "=" + value));
    node.meta().annotations().forEach((key, value) -> marks.add("annotation " + key + "=" + value));
    node.taints().forEach(t -> marks.add("taint " + t.key() + ":" + t.effect() + "=" + t.value()));
    if (node.unschedulable()) {
      marks.add(CORDON);
    }
    return marks;
  }
}
