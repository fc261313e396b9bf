package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import java.util.Comparator;
import java.util.List;

/** In which order the nodes of a group are drained. */
final class DrainOrder {
  private DrainOrder() {}

  static Comparator<Member> of(GroupView group, RunState run) {
    Comparator<Member> byRank = Comparator.comparingInt(Member::rank).thenComparing(Member::id);
    if (strict(group)) {
      return byRank;
    }
    return Comparator.comparing((Member m) -> isOurOwn(m, run))
        .thenComparing(Member::available)
        .thenComparing(zones(group))
        .thenComparingInt(Member::movablePods)
        .thenComparing(byRank);
  }

  private static Comparator<Member> zones(GroupView group) {
    EvenZones zones = new EvenZones(group);
    return group.census().toBeReplaced() == 0 ? zones.fullestFirst() : zones.order();
  }

  /** Whoever drains its own node goes on from another one, so that comes last. */
  private static boolean isOurOwn(Member member, RunState run) {
    return member.nodeName().map(run::isOurOwn).orElse(false);
  }

  /** Returns the node whose turn it is in a strict order, if the limits let one go. */
  static List<Member> turn(GroupView group, RunState run) {
    return group.census().toDrain().stream()
        .filter(member -> group.spare() > 0 || !member.available())
        .sorted(of(group, run))
        .limit(1)
        .toList();
  }

  /**
   * Returns whether the selector demands its order, whatever would be faster. It has none for new
   * nodes that are given back.
   */
  static boolean strict(GroupView group) {
    return group.strictOrder() && group.census().toBeReplaced() > 0;
  }
}
