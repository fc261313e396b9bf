package io.evenkeel.simulation.internal;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.simulation.DurationRange;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The work queue of a controller: what is marked is looked at once, a little later. */
final class Reconciler {
  private final World world;
  private final DurationRange lag;
  private final Seeds chance;
  private final Consumer<ObjectKey> look;
  private final Set<ObjectKey> marked = new LinkedHashSet<>();

  Reconciler(World world, String name, DurationRange lag, Consumer<ObjectKey> look) {
    this.world = world;
    this.lag = lag;
    this.chance = world.seeds.stream(name);
    this.look = look;
  }

  void mark(ObjectKey key) {
    if (marked.add(key)) {
      world.after(
          chance.draw(lag, key.name(), world.moment()),
          () -> {
            marked.remove(key);
            look.accept(key);
          });
    }
  }
}
