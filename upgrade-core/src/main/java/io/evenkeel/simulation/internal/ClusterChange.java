package io.evenkeel.simulation.internal;

import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.simulation.Truth;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Hands a change of the truth to whoever wants to know about pods or about nodes. */
final class ClusterChange {
  private ClusterChange() {}

  static void of(
      Truth.Changed change,
      BiConsumer<@Nullable Pod, @Nullable Pod> pods,
      BiConsumer<@Nullable Node, @Nullable Node> nodes) {
    ClusterObject before = change.before().orElse(null);
    ClusterObject after = change.after().orElse(null);
    if (before instanceof Pod || after instanceof Pod) {
      pods.accept((Pod) before, (Pod) after);
    } else if (before instanceof Node || after instanceof Node) {
      nodes.accept((Node) before, (Node) after);
    }
  }
}
