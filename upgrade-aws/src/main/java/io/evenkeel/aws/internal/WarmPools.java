package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.Instance;

/**
 * Instances that are prepared ahead. They are no members of the group until it launches them, and
 * then they are what the template was when they were prepared: a run that finds them among its new
 * nodes replaces them again.
 */
final class WarmPools {
  private final Groups groups;

  WarmPools(Groups groups) {
    this.groups = groups;
  }

  List<Finding> findings(AutoScalingGroup group) {
    if (group.warmPoolConfiguration() == null) {
      return List.of();
    }
    DescribeWarmPoolResponse pool = groups.warmPool(group.autoScalingGroupName());
    List<Finding> found = new ArrayList<>();
    found.add(prepared(Where.in(group), pool.instances()));
    reused(pool).ifPresent(reuse -> found.add(comesBack(Where.in(group))));
    return found;
  }

  private static Optional<Boolean> reused(DescribeWarmPoolResponse pool) {
    return Optional.ofNullable(pool.warmPoolConfiguration())
        .flatMap(pooled -> Optional.ofNullable(pooled.instanceReusePolicy()))
        .flatMap(policy -> Optional.ofNullable(policy.reuseOnScaleIn()))
        .filter(reuse -> reuse);
  }

  private static Finding prepared(Where where, List<Instance> instances) {
    return where.warning(
        "WARM_POOL",
        "its warm pool has %d instances that were prepared before the run; the group launches them first, old as they are"
            .formatted(instances.size()),
        "delete the warm pool before the run and create it again afterwards; else each of them is"
            + " replaced like an old node, and a canary that comes from it fails the run");
  }

  private static Finding comesBack(Where where) {
    return where.blocker(
        "WARM_POOL_REUSES_NODES",
        "its warm pool takes back instances that leave the group, so that replaced nodes come"
            + " again",
        "switch off reuse on scale-in, or delete the warm pool for the run");
  }
}
