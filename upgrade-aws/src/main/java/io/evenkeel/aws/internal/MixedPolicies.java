package io.evenkeel.aws.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplate;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;

/**
 * Mixed instances policies: their template version can be moved where every instance type takes the
 * group's own template, and counts as one instance.
 */
final class MixedPolicies {
  private MixedPolicies() {}

  /** Returns what keeps the group from being upgraded; nothing where it has no such policy. */
  static List<Finding> findings(AutoScalingGroup group) {
    List<Finding> found = new ArrayList<>();
    if (with(group, override -> override.weightedCapacity() != null)) {
      found.add(weighted(Where.in(group)));
    }
    if (with(group, MixedPolicies::launchesSomethingElse)) {
      found.add(otherTemplates(Where.in(group)));
    }
    return found;
  }

  /**
   * Returns the group's policy with that template version and everything else as it is. All of it
   * is sent, so that nothing of it depends on what AWS makes of parts that are left out.
   */
  static MixedInstancesPolicy pointedAt(AutoScalingGroup group, TemplateVersion to) {
    MixedInstancesPolicy now = group.mixedInstancesPolicy();
    LaunchTemplate template =
        now.launchTemplate().toBuilder()
            .launchTemplateSpecification(
                s -> s.launchTemplateId(to.template()).version(to.version()))
            .build();
    return now.toBuilder().launchTemplate(template).build();
  }

  private static boolean with(AutoScalingGroup group, Predicate<LaunchTemplateOverrides> which) {
    MixedInstancesPolicy mixed = group.mixedInstancesPolicy();
    return mixed != null
        && mixed.launchTemplate() != null
        && mixed.launchTemplate().overrides().stream().anyMatch(which);
  }

  private static boolean launchesSomethingElse(LaunchTemplateOverrides override) {
    return override.launchTemplateSpecification() != null || override.imageId() != null;
  }

  private static Finding weighted(Where where) {
    return where.blocker(
        "INSTANCE_WEIGHTS",
        "its mixed instances policy has weights, so that its size counts capacity and not nodes",
        "remove the weights, with sizes to match, or use a group of one instance size");
  }

  private static Finding otherTemplates(Where where) {
    return where.blocker(
        "TEMPLATES_PER_TYPE",
        "its mixed instances policy has launch templates or images for single instance types, which"
            + " a new version of the group's own template does not reach",
        "let all instance types take the group's template, or use a group for each template");
  }
}
