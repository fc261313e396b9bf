package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.UpgradePlan;
import io.evenkeel.Wave;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How long a wave takes at least: as long as the group in it that takes longest, the budget that
 * takes longest, or its evictions at the pace of the plan, whichever is longest.
 *
 * @param pods the pods that leave, node by node
 */
record WaveTime(
    UpgradePlan plan, List<GroupTime> groups, List<List<Pod>> pods, List<BudgetTime> budgets) {

  static WaveTime of(Wave wave, Situation situation, List<BudgetTime> budgets) {
    List<String> names = wave.groups().stream().map(GroupPlan::name).toList();
    List<GroupTime> groups = new ArrayList<>();
    List<List<Pod>> pods = new ArrayList<>();
    for (GroupOnNodes group : situation.groups()) {
      if (names.contains(group.plan().name())) {
        groups.add(GroupTime.of(group));
        group.selected().forEach(node -> pods.add(situation.pods().movingFrom(node.name())));
      }
    }
    for (RolloutFacts rollout : situation.rollouts()) {
      if (names.contains(rollout.plan().name())) {
        groups.add(GroupTime.of(rollout, situation));
        rollout.outdated().forEach(node -> pods.add(situation.pods().movingFrom(node)));
      }
    }
    return new WaveTime(situation.plan(), groups, pods, budgets);
  }

  int nodes() {
    return groups.stream().mapToInt(GroupTime::nodes).sum();
  }

  /** Returns the least time until its last node is gone. */
  Duration least() {
    PodsByPlace moving = PodsByPlace.of(pods.stream().flatMap(List::stream).toList());
    return longest(
        groups.stream().map(GroupTime::least),
        budgets.stream().map(budget -> budget.least(moving)),
        Stream.of(atPace(count(pods) - 1)));
  }

  /** Returns how much of it at most is done after the moment from which nothing new is begun. */
  Duration carriedOver() {
    List<List<Pod>> underWay = fullest();
    PodsByPlace moving = PodsByPlace.of(underWay.stream().flatMap(List::stream).toList());
    return longest(
        groups.stream().map(GroupTime::carriedOver),
        budgets.stream().map(budget -> budget.all(moving)),
        Stream.of(atPace(count(underWay) + plan.maxEvictionsPerMinute() - 1L)));
  }

  /** As many nodes as may be under way at once, with the most pods. */
  private List<List<Pod>> fullest() {
    int atOnce = groups.stream().mapToInt(group -> group.pipeline().places()).sum();
    return pods.stream()
        .sorted(Comparator.comparingInt((List<Pod> node) -> node.size()).reversed())
        .limit(atOnce)
        .toList();
  }

  private Duration atPace(long evictionsBefore) {
    return Duration.ofMinutes(Math.max(0, evictionsBefore) / plan.maxEvictionsPerMinute());
  }

  private static int count(List<List<Pod>> pods) {
    return pods.stream().mapToInt(List::size).sum();
  }

  @SafeVarargs
  private static Duration longest(Stream<Duration>... times) {
    return Stream.of(times)
        .flatMap(Function.identity())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
