package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.List;

/** What stands against replacing the instances of a group. */
final class GroupInspection {

  private GroupInspection() {}

  static List<Finding> of(CloudGroup group) {
    List<Finding> findings = new ArrayList<>();
    String where = "Auto Scaling group " + group.name();
    group.tags().stream()
        .filter(tag -> tag.key().equals("eks:nodegroup-name"))
        .forEach(tag -> findings.add(ownedByEks(where, tag.value())));
    for (String process : List.of("Launch", "Terminate")) {
      if (group.suspended().contains(process)) {
        findings.add(
            Finding.blocker(
                "PROCESS_SUSPENDED",
                where,
                "its process " + process + " is suspended",
                "resume " + process + " first, or find out who suspended it"));
      }
    }
    return findings;
  }

  private static Finding ownedByEks(String where, String nodegroup) {
    return Finding.blocker(
        "GROUP_OWNED_BY_EKS",
        where,
        "it belongs to the managed node group " + nodegroup,
        "upgrade the managed node group instead");
  }
}
