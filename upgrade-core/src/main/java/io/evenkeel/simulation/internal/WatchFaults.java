package io.evenkeel.simulation.internal;

import io.evenkeel.model.ObjectKind;
import io.evenkeel.simulation.WatchDisorder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong with watches for a span of time: they lag, forget, repeat, or mix up. */
final class WatchFaults {

  /** A lag of one kind of object until it ends. */
  private record Slow(ObjectKind kind, Instant until, Duration lag) {}

  private record Spell(WatchDisorder disorder, Instant until, int percent) {}

  private final World world;
  private final Seeds chance;
  private final List<Slow> slow = new ArrayList<>();
  private final List<Spell> spells = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();

  WatchFaults(World world) {
    this.world = world;
    this.chance = world.seeds.stream("watch-faults");
  }

  /** Calls that whenever a watch is told something late, wrongly, or not at all. */
  void whenMet(Runnable listener) {
    listeners.add(listener);
  }

  void met() {
    listeners.forEach(Runnable::run);
  }

  void slow(ObjectKind kind, Duration span, Duration lag) {
    slow.add(new Slow(kind, world.now().plus(span), lag));
  }

  void spell(WatchDisorder disorder, Duration span, int percent) {
    spells.add(new Spell(disorder, world.now().plus(span), percent));
  }

  Duration lag(ObjectKind kind) {
    if (slow.isEmpty()) {
      return Duration.ZERO;
    }
    Instant now = world.now();
    slow.removeIf(one -> !now.isBefore(one.until()));
    Duration lag = Duration.ZERO;
    for (Slow one : slow) {
      lag = one.kind() == kind ? lag.plus(one.lag()) : lag;
    }
    if (!lag.isZero()) {
      met();
    }
    return lag;
  }

  boolean none() {
    return spells.isEmpty();
  }

  /** Returns whether the next event is told in that way. */
  boolean strikes(WatchDisorder disorder) {
    Instant now = world.now();
    spells.removeIf(spell -> !now.isBefore(spell.until()));
    for (Spell spell : spells) {
      if (spell.disorder() == disorder && Math.floorMod(chance.next(), 100) < spell.percent()) {
        met();
        return true;
      }
    }
    return false;
  }
}
