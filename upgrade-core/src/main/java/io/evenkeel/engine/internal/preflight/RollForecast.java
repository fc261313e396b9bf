package io.evenkeel.engine.internal.preflight;

import io.evenkeel.WhenStuck;
import io.evenkeel.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much time a roll needs at least, from what is known before it: limits, canaries and soaks of
 * the plan, how quickly nodes and pods have started here so far, and what budgets allow.
 *
 * <p>It is a bound and no prediction: pods may stop at once, machines go at once, and approvals,
 * gates and the control plane may take no time at all. Where others replace the nodes, each old
 * node is taken to need a new one, and nothing else is counted.
 *
 * @param nodes how many nodes are to be replaced
 * @param least the least time in which something new may be begun
 * @param carriedOver how much of it at most is done each time after a window has closed, since what
 *     was begun is finished
 * @param perNode the least time that some node takes
 * @param grace the longest that a pod on these nodes may take to stop
 * @param slowestStart how long a node takes to join where that takes longest
 */
record RollForecast(
    int nodes,
    Duration least,
    Duration carriedOver,
    Duration perNode,
    Duration grace,
    Optional<NodeStart> slowestStart) {

  static RollForecast of(Situation situation) {
    List<BudgetTime> budgets = budgets(situation);
    List<WaveTime> waves =
        situation.plan().waves().stream()
            .map(wave -> WaveTime.of(wave, situation, budgets))
            .filter(wave -> wave.nodes() > 0)
            .toList();
    List<GroupTime> groups =
        waves.stream()
            .flatMap(wave -> wave.groups().stream())
            .filter(group -> group.nodes() > 0)
            .toList();
    return new RollForecast(
        groups.stream().mapToInt(GroupTime::nodes).sum(),
        waves.stream().map(WaveTime::least).reduce(Duration.ZERO, Duration::plus),
        longest(waves.stream().map(WaveTime::carriedOver)),
        longest(groups.stream().map(group -> group.pipeline().perNode())),
        grace(situation),
        groups.stream()
            .map(GroupTime::start)
            .reduce((one, other) -> one.time().compareTo(other.time()) >= 0 ? one : other));
  }

  /** Where pods may be deleted past their budgets, those bound nothing. */
  private static List<BudgetTime> budgets(Situation situation) {
    return anyStepsTo(WhenStuck.ForceDeletion.class, situation)
        ? List.of()
        : situation.budgets().stream()
            .map(b -> BudgetTime.of(b, anyStepsTo(WhenStuck.SurgeReplicas.class, situation)))
            .toList();
  }

  private static boolean anyStepsTo(Class<? extends WhenStuck.Step> step, Situation situation) {
    return situation.groups().stream().anyMatch(group -> group.facts().stepsTo(step));
  }

  /** No drain goes on for longer than its policy lets it. */
  private static Duration grace(Situation situation) {
    Stream<Duration> ours =
        situation.groups().stream()
            .flatMap(
                group ->
                    group.moving().stream()
                        .map(Pod::grace)
                        .map(grace -> shorter(grace, group.facts().drains().timeout())));
    return longest(ours);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Duration longest(Stream<Duration> times) {
    return times.max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
