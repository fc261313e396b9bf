package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** How load balancers that lead to a group shape its replacement. */
final class BalancerChecks {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final TargetGroups targetGroups;

  BalancerChecks(TargetGroups targetGroups) {
    this.targetGroups = targetGroups;
  }

  /** What may not be read is found out here, before anything is changed. */
  List<Finding> all(AutoScalingGroup group) {
    targetGroups.registrations(group);
    List<Finding> found = new ArrayList<>();
    TargetGroups.of(group).forEach(arn -> slow(group, arn).ifPresent(found::add));
    others(group).ifPresent(found::add);
    return found;
  }

  private Optional<Finding> slow(AutoScalingGroup group, String arn) {
    Duration delay = targetGroups.delay(arn);
    return delay.compareTo(LONG) <= 0
        ? Optional.empty()
        : Optional.of(
            Where.in(group)
                .warning(
                    "TARGET_GROUP_LETS_GO_SLOWLY",
                    "its target group %s lets connections last for %d s, and each node is kept for that"
                        .formatted(TargetGroups.name(arn), delay.toSeconds()),
                    "lower the deregistration delay if connections end sooner"));
  }

  private static Optional<Finding> others(AutoScalingGroup group) {
    List<String> names =
        Stream.concat(
                group.loadBalancerNames().stream(),
                group.trafficSources().stream()
                    .filter(source -> "vpc-lattice".equals(source.type()))
                    .map(source -> source.identifier()))
            .sorted()
            .distinct()
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Where.in(group)
                .warning(
                    "LOAD_BALANCER_NOT_AWAITED",
                    "only the group itself takes nodes out of "
                        + String.join(", ", names)
                        + ", as it terminates them",
                    "let connections end there by themselves, or move to target groups"));
  }
}
