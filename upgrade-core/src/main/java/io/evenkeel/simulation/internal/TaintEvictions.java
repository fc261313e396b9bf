package io.evenkeel.simulation.internal;

import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Taint;
import io.evenkeel.simulation.ClusterDelay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes the pods that do not tolerate a NoExecute taint which a node has been given. */
final class TaintEvictions {
  private final World world;
  private final PodDeletion deletion;
  private final Seeds chance;

  TaintEvictions(World world, PodDeletion deletion) {
    this.world = world;
    this.deletion = deletion;
    this.chance = world.seeds.stream("taints");
  }

  void changed(@Nullable Node before, Node node) {
    for (Taint taint : node.taints()) {
      boolean isNew = before == null || !before.taints().contains(taint);
      if (taint.effect() == Taint.Effect.NO_EXECUTE && isNew) {
        world.after(
            chance.draw(world.settings.delay(ClusterDelay.CONTROLLER), node.name()),
            () -> clear(node.name(), taint));
      }
    }
  }

  private void clear(String name, Taint taint) {
    for (Pod pod : List.copyOf(world.pods.onNode(name))) {
      if (!pod.mirror() && !pod.placement().tolerates(taint)) {
        deletion.delete(pod, pod.grace());
      }
    }
  }
}
