package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.Marks;
import io.evenkeel.model.Node;
import io.evenkeel.spi.NodePatch;
import io.evenkeel.spi.NodePoolProvider;
import java.util.Optional;

/** Takes everything of ours off a node, and nothing of anybody else's. */
public final class Cleaning {
  private Cleaning() {}

  public static NodePatch of(Node node) {
    NodePatch patch = reopen(node);
    for (String mark :
        new String[] {
          Marks.SCALE_DOWN_KEPT,
          Marks.RUN,
          Marks.QUARANTINED,
          Marks.QUARANTINED_BECAUSE,
          Marks.OPENED_BY_OTHERS,
          Marks.RUNG,
          Marks.LET_GO
        }) {
      patch = remove(node, patch, mark);
    }
    if (node.hasAnnotation(Marks.SCALE_DOWN_KEPT)) {
      patch = remove(node, patch, Marks.SCALE_DOWN_DISABLED);
    }
    if (node.hasAnnotation(Marks.HELD)) {
      patch = remove(node, patch.removeAnnotation(Marks.HELD), NodePoolProvider.HELD);
    }
    return node.taints().stream()
        .filter(taint -> taint.key().equals(Marks.OUTDATED_TAINT))
        .findFirst()
        .map(patch::removeTaint)
        .orElse(patch);
  }

  /** Takes our marks off a node that others are removing: it stays closed, as it is for them. */
  static NodePatch ofLeaving(Node node) {
    NodePatch patch = of(node);
    return new NodePatch(
        Optional.empty(),
        patch.addTaints(),
        patch.removeTaints(),
        patch.setLabels(),
        patch.removeLabels(),
        patch.setAnnotations(),
        patch.removeAnnotations());
  }

  /** Undoes the closing of a node for a drain; that it is outdated stays written down. */
  static NodePatch reopen(Node node) {
    NodePatch patch = NodePatch.nothing();
    if (node.hasAnnotation(Marks.CORDONED)) {
      patch = patch.uncordon().removeAnnotation(Marks.CORDONED);
    }
    patch = remove(node, patch, Marks.DRAINING_SINCE);
    patch = remove(node, patch, Marks.SOAKING_SINCE);
    patch = remove(node, patch, Marks.PROVES);
    patch = remove(node, patch, Marks.UNUSED);
    patch = remove(node, patch, Marks.LEAVES_TARGET_GROUPS);
    if (Marks.leftLoadBalancers(node)) {
      patch =
          patch
              .removeAnnotation(Marks.LEFT_LOAD_BALANCERS)
              .removeLabel(Marks.EXCLUDE_FROM_LOAD_BALANCERS);
    }
    return patch;
  }

  private static NodePatch remove(Node node, NodePatch patch, String annotation) {
    return node.hasAnnotation(annotation) ? patch.removeAnnotation(annotation) : patch;
  }
}
