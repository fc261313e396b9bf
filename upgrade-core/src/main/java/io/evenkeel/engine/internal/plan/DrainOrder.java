package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import java.util.Comparator;

/** In which order the nodes of a group are drained. */
final class DrainOrder {
  private DrainOrder() {}

  static Comparator<Member> of(GroupView group) {
    Comparator<Member> byRank = Comparator.comparingInt(Member::rank).thenComparing(Member::id);
    if (strict(group)) {
      return byRank;
    }
    return Comparator.comparing(Member::available)
        .thenComparing(new EvenZones(group).order())
        .thenComparingInt(Member::movablePods)
        .thenComparing(byRank);
  }

  /** Returns whether the selector demands its order, whatever would be faster. */
  static boolean strict(GroupView group) {
    return group.strictOrder();
  }

}
