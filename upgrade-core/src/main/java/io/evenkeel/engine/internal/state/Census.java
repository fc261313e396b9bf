package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The members of a group counted in one pass, for one look of the planner at the group. */
public final class Census {
  static final Census NONE = new Census();

  private final List<Member> toDrain = new ArrayList<>();
  private Optional<Member> failed = Optional.empty();
  private int toBeReplaced;
  private int available;
  private int unjudged;
  private int outdatedUnderWay;
  private int replacementsUnderWay;
  private int unprovenReplacements;
  private boolean softClosingGoesOn;

  private Census() {}

  static Census of(GroupView group) {
    Census census = new Census();
    group.members().forEach(member -> census.count(member, group));
    return census;
  }

  private void count(Member member, GroupView group) {
    toBeReplaced += member.toBeReplaced() ? 1 : 0;
    available += member.available() ? 1 : 0;
    unjudged += member.unjudged() && !member.leaving() ? 1 : 0;
    boolean underWay = Availability.underWay(member) || member.stage() == NodeStage.BLOCKED;
    outdatedUnderWay += underWay && member.outdated() ? 1 : 0;
    unprovenReplacements += unproven(member) ? 1 : 0;
    replacementsUnderWay += underWay && member.replacement() ? 1 : 0;
    if (member.stage() == NodeStage.FAILED && failed.isEmpty()) {
      failed = Optional.of(member);
    }
    if (awaitsDrain(member, group)) {
      countOutdated(member);
    }
  }

  private static boolean awaitsDrain(Member member, GroupView group) {
    return member.outdated() && member.stage() == NodeStage.OUTDATED && group.inCluster(member);
  }

  /** Returns whether the group has nodes to be drained that are not soft-closed, as of now. */
  public static boolean softClosingGoesOn(GroupView group) {
    return group.members().stream()
        .anyMatch(member -> !member.softClosed() && awaitsDrain(member, group));
  }

  private static boolean unproven(Member member) {
    return switch (member.stage()) {
      case LAUNCHED, REGISTERED, READY, FAILED -> member.replacement() && !member.leaving();
      default -> false;
    };
  }

  private void countOutdated(Member member) {
    toDrain.add(member);
    softClosingGoesOn |= !member.softClosed();
  }

  /** Returns the outdated members that have a node and whose drain has not begun. */
  public List<Member> toDrain() {
    return toDrain;
  }

  public Optional<Member> failed() {
    return failed;
  }

  /** Returns how many nodes are still to be replaced (R); quarantined ones are not. */
  public int toBeReplaced() {
    return toBeReplaced;
  }

  public int available() {
    return available;
  }

  public int unjudged() {
    return unjudged;
  }

  public int outdatedUnderWay() {
    return outdatedUnderWay;
  }

  /** Returns how many replacements are not usable yet, or not any more. */
  public int unprovenReplacements() {
    return unprovenReplacements;
  }

  public int replacementsUnderWay() {
    return replacementsUnderWay;
  }

  public boolean softClosingGoesOn() {
    return softClosingGoesOn;
  }
}
