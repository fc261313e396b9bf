package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * Which stage of a node may follow which. Others act on nodes as well, so that from every stage a
 * node may be asked to terminate by somebody else, or be gone.
 */
public final class Lifecycle {
  private static final Map<NodeStage, EnumSet<NodeStage>> NEXT = new EnumMap<>(NodeStage.class);

  static {
    from(NodeStage.UNSELECTED, NodeStage.OUTDATED, NodeStage.LAUNCHED, NodeStage.REGISTERED);
    from(NodeStage.UNSELECTED, NodeStage.READY, NodeStage.USABLE, NodeStage.FAILED);
    from(NodeStage.UNSELECTED, NodeStage.DRAINING, NodeStage.BLOCKED, NodeStage.QUARANTINED);
    from(NodeStage.UNSELECTED, NodeStage.EMPTY, NodeStage.SOAKING, NodeStage.DETACHING);
    from(NodeStage.OUTDATED, NodeStage.CLOSING, NodeStage.DRAINING, NodeStage.EMPTY);
    from(NodeStage.CLOSING, NodeStage.DRAINING, NodeStage.BLOCKED, NodeStage.EMPTY);
    from(NodeStage.CLOSING, NodeStage.OUTDATED, NodeStage.USABLE);
    from(NodeStage.DRAINING, NodeStage.EMPTY, NodeStage.BLOCKED, NodeStage.QUARANTINED);
    from(NodeStage.DRAINING, NodeStage.OUTDATED, NodeStage.USABLE, NodeStage.REGISTERED);
    from(NodeStage.BLOCKED, NodeStage.DRAINING, NodeStage.QUARANTINED, NodeStage.OUTDATED);
    from(NodeStage.BLOCKED, NodeStage.EMPTY, NodeStage.USABLE);
    from(NodeStage.EMPTY, NodeStage.SOAKING, NodeStage.DRAINING, NodeStage.OUTDATED);
    from(NodeStage.EMPTY, NodeStage.USABLE, NodeStage.DETACHING);
    from(NodeStage.SOAKING, NodeStage.DETACHING, NodeStage.DRAINING, NodeStage.OUTDATED);
    from(NodeStage.SOAKING, NodeStage.USABLE);
    from(NodeStage.DETACHING, NodeStage.DRAINING, NodeStage.OUTDATED, NodeStage.USABLE);
    from(NodeStage.LAUNCHED, NodeStage.REGISTERED, NodeStage.READY, NodeStage.USABLE);
    from(NodeStage.LAUNCHED, NodeStage.FAILED);
    from(NodeStage.REGISTERED, NodeStage.READY, NodeStage.USABLE, NodeStage.FAILED);
    from(NodeStage.REGISTERED, NodeStage.LAUNCHED, NodeStage.CLOSING, NodeStage.EMPTY);
    from(NodeStage.READY, NodeStage.USABLE, NodeStage.REGISTERED, NodeStage.FAILED);
    from(NodeStage.READY, NodeStage.CLOSING, NodeStage.EMPTY, NodeStage.LAUNCHED);
    from(NodeStage.USABLE, NodeStage.REGISTERED, NodeStage.READY, NodeStage.CLOSING);
    from(NodeStage.USABLE, NodeStage.DRAINING, NodeStage.EMPTY, NodeStage.LAUNCHED);
    from(NodeStage.USABLE, NodeStage.UNSELECTED);
    from(NodeStage.FAILED, NodeStage.REGISTERED, NodeStage.READY, NodeStage.USABLE);
    for (NodeStage stage : NodeStage.values()) {
      if (stage != NodeStage.GONE) {
        from(stage, NodeStage.GONE);
      }
      if (stage != NodeStage.GONE && stage != NodeStage.TERMINATING) {
        from(stage, NodeStage.TERMINATING);
      }
    }
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
