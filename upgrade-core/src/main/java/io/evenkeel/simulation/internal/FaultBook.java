package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.ClusterFault;
import io.evenkeel.spi.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The faults that wait for calls: some for the next calls of a kind, some for a span of time. */
public final class FaultBook {

  /** A fault that meets all such calls until it ends. */
  private record Spell(Predicate<Permission> calls, Instant until, ClusterFault fault) {}

  private final Map<Permission, Deque<ClusterFault>> queued = new LinkedHashMap<>();
  private final List<Spell> spells = new ArrayList<>();
  private final World world;

  FaultBook(World world) {
    this.world = world;
  }

  /** Lets that meet the next calls that need the permission. */
  public void next(Permission call, int times, ClusterFault fault) {
    Deque<ClusterFault> waiting = queued.computeIfAbsent(call, c -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      waiting.add(fault);
    }
  }

  /** Lets that meet all such calls from now until then. */
  public void during(Duration span, Predicate<Permission> calls, ClusterFault fault) {
    spells.add(new Spell(calls, world.now().plus(span), fault));
  }

  /** Takes the fault that meets the call which is being made now. */
  @Nullable ClusterFault take(Permission call) {
    Deque<ClusterFault> waiting = queued.isEmpty() ? null : queued.get(call);
    ClusterFault next = waiting == null ? null : waiting.poll();
    return next != null || spells.isEmpty() ? next : ofSpells(call);
  }

  private @Nullable ClusterFault ofSpells(Permission call) {
    Instant now = world.now();
    spells.removeIf(spell -> !now.isBefore(spell.until()));
    for (Spell spell : spells) {
      if (spell.calls().test(call)) {
        return spell.fault();
      }
    }
    return null;
  }
}
