package io.evenkeel.campaign.internal;

import static io.evenkeel.campaign.internal.ObstacleTruth.unless;

import io.evenkeel.FailureReason;
import io.evenkeel.Obstacle;
import io.evenkeel.UpgradeOutcome.Failed;
import io.evenkeel.campaign.Fault;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether what a run says of a node pool is true of it. */
final class PoolTruth {
  /** The reasons that have a meaning of their own where a node pool is rolled. */
  static final Set<FailureReason> JUDGES =
      EnumSet.of(
          FailureReason.NO_CAPACITY, FailureReason.DRAIN_STUCK, FailureReason.ROLLOUT_FAILED);

  /** After these new nodes do not come, or cannot be used. */
  private static final Set<Fault> NO_NODES =
      EnumSet.of(
          Fault.INSUFFICIENT_CAPACITY,
          Fault.QUOTA_EXHAUSTED,
          Fault.INSTANCE_DIES_PENDING,
          Fault.NODE_NEVER_READY,
          Fault.NODE_READY_BUT_UNUSABLE,
          Fault.GROUP_OR_TEMPLATE_DELETED);

  private final PoolShape shape;
  private final CampaignPlan plan;
  private final Set<Fault> struck;

  PoolTruth(PoolShape shape, CampaignPlan plan, Set<Fault> struck) {
    this.shape = shape;
    this.plan = plan;
    this.struck = struck;
  }

  /** Returns what is untrue about the reason; empty where it is true. */
  Optional<String> untrue(Failed failed) {
    return unless(!failed.message().contains("nobody says why"), "it does not say why")
        .or(
            () ->
                failed.reason() == FailureReason.NO_CAPACITY
                    ? unless(nodesMayNotCome(), "every node came, and the pool has no limit")
                    : Optional.empty());
  }

  private boolean nodesMayNotCome() {
    return shape.spare().isPresent() || struck.stream().anyMatch(NO_NODES::contains);
  }

  /** Returns what is untrue about what the provisioner is said to wait for. */
  Optional<String> untrue(Obstacle obstacle) {
    return switch (obstacle.cause()) {
      case POOL_LIMIT -> unless(shape.spare().isPresent(), "the pool has no limit");
      case NODE_DOES_NOT_COME -> unless(nodesMayNotCome(), "every node came");
      case POOL_BUDGET_CLOSED, POOL_BUDGET_NEVER_OPENS ->
          unless(
              !shape.letsNodesGo() || plan.pool().isPresent(),
              "its budgets let nodes go at all times");
      default -> Optional.empty();
    };
  }
}
