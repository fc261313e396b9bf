package io.evenkeel.aws.simulated;

import io.evenkeel.aws.simulated.internal.NodegroupFeatures;
import java.time.Duration;

/**
 * What EKS knows of a managed node group beyond its machines; see {@link SimulatedAws#nodegroup}.
 * Timeline's thread only.
 */
public final class SimulatedNodegroup {
  private final String name;
  private final NodegroupFeatures features;

  SimulatedNodegroup(String name, NodegroupFeatures features) {
    this.name = name;
    this.features = features;
  }

  /** Shows that status, such as {@code DEGRADED}, until the group is mended. */
  public SimulatedNodegroup status(String status) {
    features.status(name, status);
    return this;
  }

  /**
   * Shows a health issue by its code, such as {@code Ec2SubnetNotFound}, until the group is mended;
   * with most of them EKS updates nothing.
   */
  public SimulatedNodegroup issue(String code, String message) {
    features.issue(name, code, message);
    return this;
  }

  /** Lets the group be well again. */
  public SimulatedNodegroup mended() {
    features.mend(name);
    return this;
  }

  /** Has images of that AMI type, such as {@code CUSTOM}. */
  public SimulatedNodegroup imageType(String type) {
    features.imageType(name, type);
    return this;
  }

  /** Lets EKS be at work for that long on a change of the group's config; no time at first. */
  public SimulatedNodegroup configUpdatesTake(Duration span) {
    features.configUpdatesTake(name, span);
    return this;
  }
}
