package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.DurationRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a made-up world consists of, so that parts of it can be left out and the rest stays as it
 * is.
 *
 * @param seed what its durations are drawn from
 * @param agent in what time the pods of a DaemonSet start on every node; absent where there is none
 * @param packs whether its scheduler fills up one node before it uses the next
 * @param crowd who else calls its API server, where seats are few; absent where there are enough
 * @param hours how old it is when the run begins
 * @param pool the node pool that it has instead of groups
 */
record WorldShape(
    long seed,
    List<GroupShape> groups,
    List<WorkloadShape> workloads,
    Optional<DurationRange> agent,
    boolean packs,
    Optional<CrowdShape> crowd,
    int hours,
    Optional<PoolShape> pool) {
  WorldShape {
    groups = List.copyOf(groups);
    workloads = List.copyOf(workloads);
  }

  /** Returns worlds that lack one thing of this one, those that lack most first. */
  List<WorldShape> smaller() {
    List<WorldShape> smaller = new ArrayList<>();
    if (groups.size() > 1) {
      smaller.add(with(groups.subList(0, 1), workloads));
    }
    for (int i = workloads.size() - 1; i >= 0; i--) {
      smaller.add(with(groups, without(workloads, i)));
    }
    if (agent.isPresent()) {
      smaller.add(
          new WorldShape(seed, groups, workloads, Optional.empty(), packs, crowd, hours, pool));
    }
    if (crowd.isPresent()) {
      smaller.add(
          new WorldShape(seed, groups, workloads, agent, packs, Optional.empty(), hours, pool));
    }
    pool.stream().flatMap(all -> all.smaller().stream()).map(this::with).forEach(smaller::add);
    for (int i = 0; i < groups.size(); i++) {
      int index = i;
      shrunk(groups.get(i)).forEach(group -> smaller.add(with(replaced(index, group), workloads)));
    }
    return smaller;
  }

  private static Stream<GroupShape> shrunk(GroupShape group) {
    return Stream.concat(
        IntStream.of(group.size() / 2, group.size() - 1)
            .filter(size -> size > 0 && size < group.size())
            .distinct()
            .mapToObj(group::sized),
        group.zones().size() > 1
            ? Stream.of(group.in(group.zones().subList(0, 1)))
            : group.balanced().isPresent()
                ? Stream.of(group.unbalanced())
                : Stream.<GroupShape>empty());
  }

  private WorldShape with(List<GroupShape> newGroups, List<WorkloadShape> newWorkloads) {
    return new WorldShape(seed, newGroups, newWorkloads, agent, packs, crowd, hours, pool);
  }

  private WorldShape with(PoolShape newPool) {
    return new WorldShape(
        seed, groups, workloads, agent, packs, crowd, hours, Optional.of(newPool));
  }

  private List<GroupShape> replaced(int index, GroupShape group) {
    List<GroupShape> all = new ArrayList<>(groups);
    all.set(index, group);
    return all;
  }

  static <T> List<T> without(List<T> all, int index) {
    List<T> rest = new ArrayList<>(all);
    rest.remove(index);
    return rest;
  }

  /** Returns a line for each thing that is in it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    groups.forEach(group -> lines.add(group.toString()));
    pool.ifPresent(nodes -> lines.add(nodes.toString()));
    workloads.forEach(workload -> lines.add(workload.toString()));
    agent.ifPresent(starts -> lines.add("DAEMON_SET agent, starts in " + Words.range(starts)));
    if (packs) {
      lines.add("a scheduler that fills up one node before it uses the next");
    }
    crowd.ifPresent(others -> lines.add(others.toString()));
    return lines;
  }
}
