package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Which stage of a node commonly follows which. Others act on nodes as well, so that more may
 * happen: what is not foreseen here is let through, and logged.
 */
public final class Lifecycle {
  private static final Map<NodeStage, EnumSet<NodeStage>> NEXT = new EnumMap<>(NodeStage.class);

  static {
    from(NodeStage.UNSELECTED, NodeStage.OUTDATED, NodeStage.EMPTY, NodeStage.DETACHING);
    from(NodeStage.UNSELECTED, NodeStage.TERMINATING, NodeStage.LAUNCHED, NodeStage.USABLE);
    from(NodeStage.OUTDATED, NodeStage.CLOSING, NodeStage.TERMINATING);
    from(NodeStage.CLOSING, NodeStage.DRAINING, NodeStage.EMPTY);
    from(NodeStage.DRAINING, NodeStage.OUTDATED, NodeStage.BLOCKED, NodeStage.EMPTY);
    from(NodeStage.DRAINING, NodeStage.TERMINATING);
    from(NodeStage.BLOCKED, NodeStage.OUTDATED, NodeStage.DRAINING, NodeStage.QUARANTINED);
    from(NodeStage.BLOCKED, NodeStage.TERMINATING);
    from(NodeStage.EMPTY, NodeStage.SOAKING, NodeStage.DETACHING);
    from(NodeStage.SOAKING, NodeStage.OUTDATED, NodeStage.DETACHING, NodeStage.TERMINATING);
    from(NodeStage.DETACHING, NodeStage.TERMINATING);
    from(NodeStage.TERMINATING, NodeStage.GONE);
    from(NodeStage.LAUNCHED, NodeStage.TERMINATING, NodeStage.REGISTERED);
    from(NodeStage.REGISTERED, NodeStage.TERMINATING, NodeStage.LAUNCHED, NodeStage.READY);
    from(NodeStage.REGISTERED, NodeStage.USABLE, NodeStage.FAILED);
    from(NodeStage.READY, NodeStage.CLOSING, NodeStage.TERMINATING, NodeStage.USABLE);
    from(NodeStage.USABLE, NodeStage.CLOSING, NodeStage.TERMINATING, NodeStage.REGISTERED);
    from(NodeStage.FAILED, NodeStage.TERMINATING);
  }

  private Lifecycle() {}

  private static void from(NodeStage stage, NodeStage... next) {
    NEXT.computeIfAbsent(stage, none -> EnumSet.noneOf(NodeStage.class)).addAll(List.of(next));
  }

  public static boolean allows(NodeStage from, NodeStage to) {
    return NEXT.containsKey(from) && NEXT.get(from).contains(to);
  }

  /** Returns every allowed transition, in a fixed order. */
  public static List<Transition> transitions() {
    List<Transition> all = new ArrayList<>();
    NEXT.forEach((from, next) -> next.forEach(to -> all.add(new Transition(from, to))));
    return all;
  }

  /** A stage and one that may follow it. */
  public record Transition(NodeStage from, NodeStage to) {}
}
