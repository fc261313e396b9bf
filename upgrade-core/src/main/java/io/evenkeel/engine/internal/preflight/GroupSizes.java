package io.evenkeel.engine.internal.preflight;

import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds limits that mean something else than they seem to at the size that a group has. */
final class GroupSizes implements Check {

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.groups().stream()
        .flatMap(group -> Stream.of(empty(group), wholeGroup(group)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Finding> empty(GroupOnNodes group) {
    return group.size() > 0 || !group.facts().state().instances().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                "GROUP_EMPTY",
                group.where(),
                "it has no instances, so there is nothing to replace and nothing is proven of the"
                    + " target",
                "scale it up first if the target is to be tried"));
  }

  private static Optional<Finding> wholeGroup(GroupOnNodes group) {
    return group.selected().isEmpty() || group.plan().unavailable(group.size()) < group.size()
        ? Optional.empty()
        : Optional.of(mayBeDown(group));
  }

  private static Finding mayBeDown(GroupOnNodes group) {
    return Finding.warning(
        "WHOLE_GROUP_MAY_BE_DOWN",
        group.where(),
        "maxUnavailable allows "
            + Names.count(group.plan().unavailable(group.size()), "node", "nodes")
            + " to be missing and the group has "
            + group.size(),
        "lower maxUnavailable, or replace by surge alone: maxUnavailable(nodes(0)) with"
            + " maxSurge(nodes(1))");
  }
}
