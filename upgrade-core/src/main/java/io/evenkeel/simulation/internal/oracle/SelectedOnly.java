package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.OracleViolation.Invariant;
import java.util.Optional;

/** Only selected nodes are touched, and the new ones of their group. */
final class SelectedOnly implements Rule {
  private final Court court;

  SelectedOnly(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    Act act = call.act();
    if (act instanceof Act.Patch patch) {
      touched(patch.node(), "was written to");
    } else if (act instanceof Act.Terminate terminate) {
      touched(terminate.instance(), "instance " + terminate.instance(), "was terminated");
    } else if (act instanceof Act.OnPool write) {
      if (!court.hasPool(write.pool())) {
        violated("node pool " + write.pool() + " was written to, which is not in the plan");
      }
    } else if (act instanceof Act.OnGroup write) {
      if (court.group(write.group()).isEmpty()) {
        violated("group " + write.group() + " was written to, which is not in the plan");
      }
    } else {
      act.moves().flatMap(Pod::nodeName).flatMap(court.truth()::node).ifPresent(this::evicted);
    }
  }

  private void evicted(Node node) {
    touched(node, "was drained");
    boolean surge =
        Picture.instanceOf(node)
            .flatMap(id -> court.groupOfInstance(id).map(group -> mustStay(group, id)))
            .orElse(false);
    if (surge && !court.permits().mayDrainSurge()) {
      violated("node " + node.name() + " was drained although the run itself has added it");
    }
  }

  /** Surge that no old node is left to give back has to be emptied itself. */
  private static boolean mustStay(GroupFile group, String instance) {
    return group.isReplacement(instance)
        && !group.onlyNewNodesCanGiveBack()
        && !group.isUnused(instance);
  }

  private void touched(Node node, String what) {
    if (court.poolOf(node).isPresent()) {
      return; // any node of a pool may be held while a control plane goes up
    }
    touched(Picture.instanceOf(node).orElse(""), "node " + node.name(), what);
  }

  private void touched(String instance, String subject, String what) {
    Optional<Roster> group = court.groupOfInstance(instance).map(GroupFile::roster);
    boolean unused = court.groupOfInstance(instance).filter(g -> g.isUnused(instance)).isPresent();
    if (group.isEmpty()) {
      violated(subject + " " + what + " although no group of the plan has it");
    } else if (!unused && !group.get().isFresh(instance) && !group.get().isSelected(instance)) {
      violated(subject + " " + what + " although it was not selected");
    }
  }

  private void violated(String what) {
    court.violated(Invariant.SELECTED_ONLY, what);
  }
}
