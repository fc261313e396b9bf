package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.DurationRange;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The work queue of a controller: what is marked is looked at once, a little later. */
final class Reconciler<K> {
  private final World world;
  private final DurationRange lag;
  private final Seeds chance;
  private final Consumer<K> look;
  private final Set<K> marked = new LinkedHashSet<>();

  Reconciler(World world, String name, DurationRange lag, Consumer<K> look) {
    this.world = world;
    this.lag = lag;
    this.chance = world.seeds.stream(name);
    this.look = look;
  }

  void mark(K key) {
    if (marked.add(key)) {
      world.after(
          chance.next(lag),
          () -> {
            marked.remove(key);
            look.accept(key);
          });
    }
  }
}
