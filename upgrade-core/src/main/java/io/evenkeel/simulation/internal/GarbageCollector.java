package io.evenkeel.simulation.internal;

import io.evenkeel.model.Pod;
import io.evenkeel.model.Workload;
import io.evenkeel.simulation.ClusterDelay;
import java.util.List;

/** Deletes what a controller has made, some time after the controller itself is gone. */
final class GarbageCollector {
  private final World world;
  private final PodDeletion deletion;
  private final Seeds chance;

  GarbageCollector(World world, PodDeletion deletion) {
    this.world = world;
    this.deletion = deletion;
    this.chance = world.seeds.stream("garbage");
    world.store.listen(this::changed);
  }

  private void changed(Change change) {
    if (change.removed() && change.before() instanceof Workload owner) {
      world.after(
          chance.draw(world.settings.delay(ClusterDelay.CONTROLLER), owner.name(), world.moment()),
          () -> collect(owner));
    }
  }

  private void collect(Workload owner) {
    for (Pod pod : List.copyOf(world.pods.ofController(owner.uid()))) {
      deletion.delete(pod, pod.grace());
    }
    for (Workload below : world.store.workloads()) {
      if (below.meta().controller().filter(o -> o.uid().equals(owner.uid())).isPresent()) {
        world.store.remove(below.key());
      }
    }
  }
}
