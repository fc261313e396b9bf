package io.evenkeel.aws.simulated;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What EKS has found out about whether a cluster is ready for a Kubernetes version; its category is
 * {@code UPGRADE_READINESS}.
 *
 * @param kubernetesVersion the version that the cluster may or may not be ready for
 * @param reason of the status, in a sentence
 * @param deprecations what is used that the version no longer serves
 * @param addons versions of add-ons that go with the version
 */
public record UpgradeInsight(
    String id,
    String name,
    Status status,
    String kubernetesVersion,
    String reason,
    String recommendation,
    List<Deprecation> deprecations,
    List<AddonFit> addons) {

  public UpgradeInsight {
    deprecations = List.copyOf(deprecations);
    addons = List.copyOf(addons);
  }

  /** How grave an insight is: an error breaks at the version, a warning at a later one. */
  public enum Status {
    PASSING,
    WARNING,
    ERROR,
    UNKNOWN
  }

  /**
   * An API that is used and that the version no longer serves.
   *
   * @param usage the API, such as {@code /apis/policy/v1beta1/podsecuritypolicies}
   * @param replacedWith what serves the same, from {@code startServingReplacementVersion} on
   */
  public record Deprecation(
      String usage,
      String replacedWith,
      String stopServingVersion,
      String startServingReplacementVersion,
      List<Client> clients) {

    public Deprecation {
      clients = List.copyOf(clients);
    }
  }

  /** Who has asked for an API in the last 30 days. */
  public record Client(String userAgent, int requestsLast30Days, Instant lastRequest) {}

  /** The versions of an add-on that go with a Kubernetes version. */
  public record AddonFit(String addon, List<String> compatibleVersions) {

    public AddonFit {
      compatibleVersions = List.copyOf(compatibleVersions);
    }
  }

  /** Returns an insight without details. */
  public static UpgradeInsight of(String id, String name, Status status, String version) {
    return new UpgradeInsight(id, name, status, version, "", "", List.of(), List.of());
  }

  /** Returns this insight with the reason of its status, and what to do about it. */
  public UpgradeInsight because(String why, String remedy) {
    return new UpgradeInsight(
        id, name, status, kubernetesVersion, why, remedy, deprecations, addons);
  }

  /** Returns this insight with one more API that is used. */
  public UpgradeInsight deprecates(Deprecation deprecation) {
    List<Deprecation> more = new ArrayList<>(deprecations);
    more.add(deprecation);
    return new UpgradeInsight(
        id, name, status, kubernetesVersion, reason, recommendation, more, addons);
  }

  /** Returns this insight with the versions of one more add-on. */
  public UpgradeInsight needsAddon(String addon, String... compatibleVersions) {
    List<AddonFit> more = new ArrayList<>(addons);
    more.add(new AddonFit(addon, List.of(compatibleVersions)));
    return new UpgradeInsight(
        id, name, status, kubernetesVersion, reason, recommendation, deprecations, more);
  }
}
