package io.evenkeel.engine.internal.plan;

import io.evenkeel.NodeStage;
import io.evenkeel.engine.internal.state.GroupView;
import io.evenkeel.engine.internal.state.Member;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Leaves the zones of a group even. Whatever is terminated early comes back in the emptiest zone;
 * the last nodes give back what was borrowed and do not come back. So the outdated nodes must
 * dwindle evenly, and among even zones the fullest keeps its node longest: otherwise rebalancing
 * could not be switched on again without moving pods behind our back.
 */
final class EvenZones {
  private final GroupView group;
  private final Map<String, Integer> outdated = new TreeMap<>();
  private final Map<String, Integer> present = new TreeMap<>();

  EvenZones(GroupView group) {
    this.group = group;
    for (Member member : group.members()) {
      String zone = zone(member);
      if (!member.leaving()) {
        present.merge(zone, 1, Integer::sum);
      }
      if (member.toBeReplaced() && member.stage() == NodeStage.OUTDATED) {
        outdated.merge(zone, 1, Integer::sum);
      }
    }
  }

  /**
   * Returns the order of draining: zones with the most outdated nodes first, then those with the
   * fewest nodes.
   */
  Comparator<Member> order() {
    return Comparator.<Member>comparingInt(m -> -outdated.getOrDefault(zone(m), 0))
        .thenComparingInt(m -> nodesBeside(m));
  }

  /** Returns the order in which nodes go that nobody replaces: those of the fullest zones first. */
  Comparator<Member> fullestFirst() {
    return Comparator.comparingInt(m -> -nodesBeside(m));
  }

  /** Returns whether a node of that zone may go for good: no other zone has more. */
  boolean mayLose(Member member) {
    return present.values().stream().allMatch(nodes -> nodes <= nodesBeside(member));
  }

  /** Counts a node as gone. */
  void loses(Member member) {
    present.merge(zone(member), -1, Integer::sum);
  }

  /**
   * Returns whether that many replacements are better launched for nodes of emptier zones, which
   * are on their way out too.
   */
  boolean leavesTo(Member member, int replacements) {
    return replacements <= group.surgeLimit() + group.unavailableLimit()
        && group.members().stream().filter(m -> onItsWayOut(m) && emptier(m, member)).count()
            >= replacements;
  }

  private boolean emptier(Member one, Member other) {
    return nodesBeside(one) < nodesBeside(other);
  }

  private static boolean onItsWayOut(Member member) {
    return member.toBeReplaced()
        && switch (member.stage()) {
          case DRAINING, EMPTY, SOAKING, DETACHING -> true;
          default -> false;
        };
  }

  private int nodesBeside(Member member) {
    return present.getOrDefault(zone(member), 0);
  }

  private static String zone(Member member) {
    return member.instance().zone();
  }
}
