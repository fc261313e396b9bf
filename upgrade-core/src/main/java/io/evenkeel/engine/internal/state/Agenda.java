package io.evenkeel.engine.internal.state;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;

/**
 * What was touched since it was last looked at, each item once: what pods and nodes did before what
 * follows from it for groups and for the run.
 */
public final class Agenda {
  private final LinkedHashSet<AgendaItem> nodes = new LinkedHashSet<>();
  private final LinkedHashSet<AgendaItem> budgets = new LinkedHashSet<>();
  private final LinkedHashSet<AgendaItem> groups = new LinkedHashSet<>();
  private final LinkedHashSet<AgendaItem> rollouts = new LinkedHashSet<>();
  private final ArrayDeque<AgendaItem> controlPlane = new ArrayDeque<>(1);
  private final LinkedHashSet<AgendaItem> drains = new LinkedHashSet<>();
  private final ArrayDeque<AgendaItem> run = new ArrayDeque<>(1);

  public void add(AgendaItem item) {
    if (item instanceof AgendaItem.OfNode) {
      nodes.add(item);
    } else if (item instanceof AgendaItem.OfBudget) {
      budgets.add(item);
    } else if (item instanceof AgendaItem.OfGroup) {
      groups.add(item);
    } else if (item instanceof AgendaItem.OfRollout) {
      rollouts.add(item);
    } else if (item instanceof AgendaItem.OfDrain) {
      drains.add(item);
    } else if (item instanceof AgendaItem.OfControlPlane) {
      once(controlPlane, item);
    } else {
      once(run, item);
    }
  }

  private static void once(ArrayDeque<AgendaItem> waiting, AgendaItem item) {
    if (waiting.isEmpty()) {
      waiting.add(item);
    }
  }

  public Optional<AgendaItem> next() {
    return first(nodes)
        .or(() -> first(groups))
        .or(() -> first(rollouts))
        .or(() -> first(budgets))
        .or(() -> first(drains))
        .or(() -> Optional.ofNullable(controlPlane.poll()))
        .or(() -> Optional.ofNullable(run.poll()));
  }

  private static Optional<AgendaItem> first(LinkedHashSet<AgendaItem> items) {
    if (items.isEmpty()) {
      return Optional.empty();
    }
    AgendaItem item = items.iterator().next();
    items.remove(item);
    return Optional.of(item);
  }
}
