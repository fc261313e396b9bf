package io.evenkeel.engine.internal.preflight;

import io.evenkeel.GroupPlan;
import io.evenkeel.Target;
import io.evenkeel.engine.internal.state.KubernetesVersion;
import io.evenkeel.model.Node;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.model.TemplateVersion;
import io.evenkeel.spi.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a target names a version: a kubelet is never newer than the control plane, and going back
 * to an older version has to be meant.
 */
public final class TargetVersions {
  /** How many minor versions a kubelet may be older than the control plane. */
  static final int SKEW = 3;

  private final Optional<KubernetesVersion> controlPlane;

  /**
   * Makes one.
   *
   * @param controlPlane the version that the control plane has when the nodes are replaced
   */
  public TargetVersions(Optional<String> controlPlane) {
    this.controlPlane = controlPlane.flatMap(KubernetesVersion::parse);
  }

  /** Returns what stands against the target of a group that somebody else rolls out. */
  public List<Finding> of(GroupPlan group, RolloutTarget target) {
    List<Finding> findings = new ArrayList<>();
    target
        .kubernetes()
        .flatMap(KubernetesVersion::parse)
        .ifPresent(wanted -> againstControlPlane(group, wanted, findings));
    return findings;
  }

  /**
   * Returns what stands against the target of a group.
   *
   * @param nodes the nodes of the group that are to be replaced
   * @param launchesFrom the numbered version that the group launches from
   */
  public List<Finding> of(
      GroupPlan.SelfDriven group, List<Node> nodes, TemplateVersion launchesFrom) {
    List<Finding> findings = new ArrayList<>();
    if (group.target() instanceof Target.Kubernetes kubernetes) {
      KubernetesVersion.parse(kubernetes.version())
          .ifPresent(wanted -> judge(group, wanted, nodes, findings));
    } else if (group.target() instanceof Target.LaunchTemplate template
        && isOlder(template, launchesFrom)) {
      older(group, "version " + launchesFrom.version(), findings);
    }
    return findings;
  }

  private void judge(
      GroupPlan.SelfDriven group,
      KubernetesVersion wanted,
      List<Node> nodes,
      List<Finding> findings) {
    againstControlPlane(group, wanted, findings);
    nodes.stream()
        .flatMap(node -> KubernetesVersion.parse(node.kubeletVersion()).stream())
        .max(Comparator.naturalOrder())
        .filter(now -> wanted.compareTo(now) < 0)
        .ifPresent(now -> older(group, now.toString(), findings));
  }

  private void againstControlPlane(
      GroupPlan group, KubernetesVersion wanted, List<Finding> findings) {
    controlPlane
        .filter(plane -> wanted.compareTo(plane) > 0)
        .ifPresent(plane -> findings.add(newerThanControlPlane(group, wanted, plane)));
    controlPlane
        .filter(plane -> wanted.minorsBehind(plane) > SKEW)
        .ifPresent(plane -> findings.add(tooFarBehind(group, wanted, plane)));
  }

  private static boolean isOlder(Target.LaunchTemplate target, TemplateVersion now) {
    try {
      return target.id().equals(now.template())
          && target.version() < Integer.parseInt(now.version());
    } catch (NumberFormatException unnumbered) {
      return false;
    }
  }

  private static void older(GroupPlan.SelfDriven group, String now, List<Finding> findings) {
    if (group.direction() == GroupPlan.Direction.UPWARD) {
      findings.add(
          Finding.blocker(
              "TARGET_OLDER",
              where(group),
              group.target() + " is older than what it has now, " + now,
              "name a newer target, or say allowDowngrade() if you mean to go back"));
    }
  }

  private static Finding newerThanControlPlane(
      GroupPlan group, KubernetesVersion wanted, KubernetesVersion plane) {
    return Finding.blocker(
        "KUBELET_NEWER_THAN_CONTROL_PLANE",
        where(group),
        "its nodes would run " + wanted + ", but the control plane runs " + plane,
        "upgrade the control plane to " + wanted + " first, or name a target of " + plane);
  }

  private static Finding tooFarBehind(
      GroupPlan group, KubernetesVersion wanted, KubernetesVersion plane) {
    return Finding.blocker(
        "KUBELET_TOO_OLD",
        where(group),
        "its nodes would run " + wanted + ", but the control plane runs " + plane,
        "name a target at most " + SKEW + " minor versions behind the control plane");
  }

  private static String where(GroupPlan group) {
    return group.inWords();
  }
}
