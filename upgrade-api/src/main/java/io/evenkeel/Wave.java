package io.evenkeel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Node groups that are worked on at the same time. Waves go one after another, each after what is
 * asked before it; surge and unavailability are per group, budgets and room are the cluster's.
 *
 * @param name how approvals and events name it; a group outside of any wave is one of its own name
 * @param gates what is asked before it, and after the canaries in it, beside the plan's own gates
 * @param approval how long somebody may take to approve it, where somebody must
 */
public record Wave(
    String name, List<GroupPlan> groups, List<NamedGate> gates, Optional<Duration> approval) {

  public Wave {
    groups = List.copyOf(groups);
    gates = List.copyOf(gates);
  }

  /** Returns the same, where the latest image is the latest one for that Kubernetes version. */
  Wave withLatestOf(String kubernetes) {
    List<GroupPlan> pinned =
        groups.stream()
            .map(
                group ->
                    group.target() instanceof Target.LatestImage
                        ? group.to(Target.kubernetes(kubernetes))
                        : group)
            .toList();
    return new Wave(name, pinned, gates, approval);
  }
}
