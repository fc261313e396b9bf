package io.evenkeel.aws;

import java.time.Instant;
import java.util.List;

/**
 * What EKS has found out about whether a cluster is ready for a Kubernetes version: an upgrade
 * insight, or for a version before the present one a rollback insight.
 *
 * @param kubernetesVersion the version that the cluster may or may not be ready for
 * @param reason of the status, in a sentence
 * @param recommendation what to do about it; empty where it passes
 * @param deprecations what is used that the version no longer serves
 */
public record UpgradeCheck(
    String id,
    String name,
    String kubernetesVersion,
    Status status,
    String reason,
    Instant lastRefreshed,
    String recommendation,
    List<Deprecation> deprecations) {

  public UpgradeCheck {
    deprecations = List.copyOf(deprecations);
  }

  /** How grave it is: an error breaks at the version, a warning at a later one. */
  public enum Status {
    PASSING,
    WARNING,
    ERROR,
    UNKNOWN
  }

  /**
   * An API that is used and that goes away.
   *
   * @param clients who has asked for it in the last 30 days, with how many requests
   */
  public record Deprecation(
      String usage, String replacedWith, String stopsInVersion, List<String> clients) {
    public Deprecation {
      clients = List.copyOf(clients);
    }
  }
}
