package io.evenkeel.engine.internal.plan;

import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import io.evenkeel.engine.internal.state.RunState;
import java.util.Comparator;

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
        .thenComparing(new EvenZones(group).order())
        .thenComparingInt(Member::movablePods)
        .thenComparing(byRank);
  }

  /** Whoever drains its own node goes on from another one, so that comes last. */
  private static boolean isOurOwn(Member member, RunState run) {
    return member.nodeName().map(run::isOurOwn).orElse(false);
  }

  /** Returns whether the selector demands its order, whatever would be faster. */
  static boolean strict(GroupView group) {
    return group.strictOrder();
  }
}
