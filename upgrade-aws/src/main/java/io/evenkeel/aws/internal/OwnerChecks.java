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
    found.addAll(Declarations.of(group));
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

  private static Optional<String> tag(AutoScalingGroup group, String key) {
    return group.tags().stream()
        .filter(tag -> tag.key().equals(key))
        .map(TagDescription::value)
        .findFirst();
  }
}
