package io.evenkeel.engine.internal.preflight;

import io.evenkeel.UpgradePlan;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.model.Node;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What all checks look at: what was read, indexed once.
 *
 * @param now the time of day at which it is looked
 * @param moving the pods that the run would have evicted, group by group, node by node
 * @param budgets those that cover at least one of these pods
 * @param surgesReplicas whether the plan lets a workload have a replica more for a while
 */
record Situation(
    UpgradePlan plan,
    Instant now,
    ClusterSnapshot snapshot,
    List<GroupOnNodes> groups,
    List<RolloutFacts> rollouts,
    Optional<ControlPlaneFacts> controlPlane,
    List<Permission> missing,
    PodsByPlace pods,
    Owners owners,
    List<Pod> moving,
    List<Coverage> budgets,
    boolean surgesReplicas) {

  static Situation of(
      UpgradePlan plan,
      Instant now,
      ClusterSnapshot snapshot,
      List<GroupFacts> facts,
      List<RolloutFacts> rollouts,
      Optional<ControlPlaneFacts> controlPlane,
      List<Permission> missing) {
    PodsByPlace pods = PodsByPlace.of(snapshot);
    Owners owners = Owners.of(snapshot.workloads());
    List<GroupOnNodes> groups =
        facts.stream().map(group -> GroupOnNodes.of(group, snapshot.nodes(), pods)).toList();
    List<Pod> moving =
        Stream.concat(
                groups.stream().flatMap(group -> group.moving().stream()),
                rollouts.stream()
                    .flatMap(group -> group.outdated(snapshot.nodes()).stream())
                    .flatMap(node -> pods.movingFrom(node.name()).stream()))
            .toList();
    PodsByPlace leaving = PodsByPlace.of(moving);
    List<Coverage> budgets =
        snapshot.budgets().stream()
            .filter(budget -> !leaving.coveredBy(budget).isEmpty())
            .map(budget -> Coverage.of(budget, pods.coveredBy(budget), owners))
            .toList();
    return new Situation(
        plan,
        now,
        snapshot,
        groups,
        List.copyOf(rollouts),
        controlPlane,
        List.copyOf(missing),
        pods,
        owners,
        moving,
        budgets,
        rollouts.isEmpty() && facts.stream().allMatch(GroupFacts::surgesReplicas));
  }

  /** Returns the names of the budgets that cover the pod. */
  List<String> budgetsOn(Pod pod) {
    return budgets.stream()
        .map(Coverage::budget)
        .filter(budget -> budget.covers(pod))
        .map(Situation::path)
        .toList();
  }

  /** Returns the nodes that are open and that the run would not replace. */
  List<Node> staying() {
    return remaining().stream().filter(Situation::isOpen).toList();
  }

  /** Returns the nodes that the run would not replace. */
  List<Node> remaining() {
    TreeSet<String> leaving = new TreeSet<>();
    groups.forEach(group -> group.selected().forEach(node -> leaving.add(node.name())));
    rollouts.stream()
        .flatMap(group -> group.outdated(snapshot.nodes()).stream())
        .forEach(node -> leaving.add(node.name()));
    return snapshot.nodes().stream().filter(node -> !leaving.contains(node.name())).toList();
  }

  /** Returns the nodes that take pods now. */
  List<Node> open() {
    return snapshot.nodes().stream().filter(Situation::isOpen).toList();
  }

  private static boolean isOpen(Node node) {
    return node.ready() && !node.unschedulable();
  }

  private static String path(Budget budget) {
    return budget.key().path();
  }
}
