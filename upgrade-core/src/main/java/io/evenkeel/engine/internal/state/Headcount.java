package io.evenkeel.engine.internal.state;

import io.evenkeel.NodeStage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The members of a group counted as they change, so that nobody has to go through all of them. */
final class Headcount {
  private final Map<NodeStage, TreeMap<Integer, Member>> atStage = new EnumMap<>(NodeStage.class);
  private final TreeMap<Integer, Member> waiting = new TreeMap<>();
  private List<Member> toDrain = List.of();
  private boolean waitingChanged;
  private int toBeReplaced;
  private int available;
  private int unjudged;
  private int outdatedUnderWay;
  private int replacementsUnderWay;
  private int unprovenReplacements;
  private int unusedUnderWay;
  private int open;

  /** What one member adds to the counts. */
  record Share(
      NodeStage stage,
      boolean toBeReplaced,
      boolean available,
      boolean unjudged,
      boolean outdatedUnderWay,
      boolean replacementUnderWay,
      boolean unproven,
      boolean unused,
      boolean waits,
      boolean softClosed) {

    static Share of(Member member) {
      NodeStage stage = member.stage();
      boolean underWay = Availability.underWay(member) || stage == NodeStage.BLOCKED;
      return new Share(
          stage,
          member.toBeReplaced(),
          member.available() && member.listed(),
          member.unjudged() && !member.leaving(),
          underWay && member.outdated(),
          underWay && member.replacement(),
          unproven(member),
          underWay && member.unused().isPresent(),
          member.outdated() && stage == NodeStage.OUTDATED && member.inCluster(),
          member.softClosed());
    }

    private static boolean unproven(Member member) {
      return switch (member.stage()) {
        case LAUNCHED, REGISTERED, READY, FAILED -> member.replacement() && !member.leaving();
        default -> false;
      };
    }
  }

  /** Counts a member as it is now, and no longer as it was. */
  void recount(Member member) {
    Share now = Share.of(member);
    Optional<Share> before = member.counted(now);
    if (before.isEmpty() || !before.get().equals(now)) {
      before.ifPresent(share -> add(member, share, -1));
      add(member, now, 1);
    }
  }

  /** Counts a member no longer. */
  void forget(Member member) {
    member.uncounted().ifPresent(share -> add(member, share, -1));
  }

  private void add(Member member, Share share, int sign) {
    enter(atStage.computeIfAbsent(share.stage(), none -> new TreeMap<>()), member, sign);
    toBeReplaced += share.toBeReplaced() ? sign : 0;
    available += share.available() ? sign : 0;
    unjudged += share.unjudged() ? sign : 0;
    outdatedUnderWay += share.outdatedUnderWay() ? sign : 0;
    replacementsUnderWay += share.replacementUnderWay() ? sign : 0;
    unprovenReplacements += share.unproven() ? sign : 0;
    unusedUnderWay += share.unused() ? sign : 0;
    if (share.waits()) {
      enter(waiting, member, sign);
      waitingChanged = true;
      open += share.softClosed() ? 0 : sign;
    }
  }

  private static void enter(TreeMap<Integer, Member> members, Member member, int sign) {
    if (sign > 0) {
      members.put(member.number(), member);
    } else {
      members.remove(member.number());
    }
  }

  /** Returns the members at that stage, in the order in which they came. */
  Collection<Member> at(NodeStage stage) {
    TreeMap<Integer, Member> members = atStage.get(stage);
    return members == null ? List.of() : Collections.unmodifiableCollection(members.values());
  }

  boolean softClosingGoesOn() {
    return open > 0;
  }

  int toBeReplaced() {
    return toBeReplaced;
  }

  /** Returns the counts as they are now. */
  Census census() {
    if (waitingChanged) {
      toDrain = Collections.unmodifiableList(new ArrayList<>(waiting.values()));
      waitingChanged = false;
    }
    return new Census(
        toDrain,
        at(NodeStage.FAILED).stream().findFirst(),
        toBeReplaced,
        available,
        unjudged,
        outdatedUnderWay,
        replacementsUnderWay,
        unprovenReplacements,
        unusedUnderWay,
        softClosingGoesOn());
  }
}
