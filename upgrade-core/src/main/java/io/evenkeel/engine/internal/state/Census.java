package io.evenkeel.engine.internal.state;

import java.util.List;
import java.util.Optional;

/**
 * The members of a group as they were counted for one look of the planner at the group.
 *
 * @param toDrain the outdated members that have a node and whose drain has not begun
 * @param toBeReplaced how many nodes are still to be replaced (R); quarantined ones are not
 * @param unprovenReplacements how many replacements are not usable yet, or not any more
 * @param unusedUnderWay how many nodes that nobody needs are on their way out
 */
public record Census(
    List<Member> toDrain,
    Optional<Member> failed,
    int toBeReplaced,
    int available,
    int unjudged,
    int outdatedUnderWay,
    int replacementsUnderWay,
    int unprovenReplacements,
    int unusedUnderWay,
    boolean softClosingGoesOn) {

  static final Census NONE = new Census(List.of(), Optional.empty(), 0, 0, 0, 0, 0, 0, 0, false);
}
