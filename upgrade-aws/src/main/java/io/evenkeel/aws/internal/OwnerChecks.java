package io.evenkeel.aws.internal;

import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/** Who else believes that the group is theirs. */
final class OwnerChecks {
  private OwnerChecks() {}

  static List<Finding> all(AutoScalingGroup group, Optional<String> operator) {
    Where where = Where.in(group);
    List<Finding> found = new ArrayList<>();
    tag(group, "eks:nodegroup-name").ifPresent(name -> found.add(ownedByEks(where, name)));
    operator.ifPresent(principal -> found.add(operated(where, principal)));
    if (tag(group, "aws:cloudformation:stack-name").isPresent()) {
      found.add(declared(where, "MANAGED_BY_CLOUDFORMATION", "CloudFormation"));
    }
    if (terraform(group)) {
      found.add(declared(where, "MANAGED_BY_TERRAFORM", "Terraform"));
    }
    return found;
  }

  private static Finding ownedByEks(Where where, String nodeGroup) {
    return where.blocker(
        "GROUP_OWNED_BY_EKS",
        "EKS owns this group: it belongs to managed node group " + nodeGroup,
        "upgrade it as managed node group " + nodeGroup);
  }

  private static Finding operated(Where where, String principal) {
    return where.blocker(
        "GROUP_HAS_OPERATOR",
        principal + " operates this group, and AWS lets nobody else change it",
        "upgrade it with the service that operates it");
  }

  private static Finding declared(Where where, String code, String tool) {
    return where.warning(
        code,
        tool + " declares this group and may set template version and sizes back",
        "do not apply it while the run lasts, and afterwards declare the version that the run leaves");
  }

  private static boolean terraform(AutoScalingGroup group) {
    return group.tags().stream()
        .anyMatch(
            tag ->
                tag.key().toLowerCase(java.util.Locale.ROOT).contains("terraform")
                    || "terraform".equalsIgnoreCase(tag.value()));
  }

  private static Optional<String> tag(AutoScalingGroup group, String key) {
    return group.tags().stream()
        .filter(tag -> tag.key().equals(key))
        .map(TagDescription::value)
        .findFirst();
  }
}
