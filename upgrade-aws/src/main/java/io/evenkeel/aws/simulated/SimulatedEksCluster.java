package io.evenkeel.aws.simulated;

import io.evenkeel.aws.simulated.internal.ClusterFacts;
import io.evenkeel.simulation.SimulatedControlPlane;
import java.util.List;

/**
 * What an EKS cluster of the simulated endpoint is made of, beside its version and its nodes. What
 * is said again replaces what was said before. Use it only where it is handed out: {@link
 * SimulatedAwsBuilder#cluster(String, java.util.function.Consumer)} and {@link
 * SimulatedAws#cluster}.
 *
 * <p>Unless told otherwise: a subnet with 250 free addresses in each of the zones a, b and c of the
 * region, the role {@code <name>-cluster}, no encryption of secrets, no Auto Mode, no insights, and
 * access entries for whom the endpoint takes its callers for and for the role of the nodes. Whoever
 * states an access entry states them all.
 *
 * <p>An update of the version fails at its end, and changes nothing, where a subnet or the role is
 * gone, the subnets have fewer than five free addresses together, or the key cannot be used.
 */
public final class SimulatedEksCluster {
  private final ClusterFacts facts;

  SimulatedEksCluster(ClusterFacts facts) {
    this.facts = facts;
  }

  /** Has a subnet; the first one that is stated takes the place of those of the beginning. */
  public SimulatedEksCluster subnet(String id, String zone, int freeAddresses) {
    facts.subnet(new ClusterFacts.Subnet(id, zone, freeAddresses));
    return this;
  }

  /** Deletes a subnet, though the cluster still names it. */
  public SimulatedEksCluster subnetIsGone(String id) {
    facts.subnetIsGone(id);
    return this;
  }

  /** Runs under the role of that name. */
  public SimulatedEksCluster role(String name, ClusterRoleTrust trust) {
    facts.role(name, trust);
    return this;
  }

  /** Deletes the role, though the cluster still names it. */
  public SimulatedEksCluster roleIsGone() {
    facts.roleIsGone();
    return this;
  }

  /** Encrypts secrets with the key of that id. */
  public SimulatedEksCluster encryptedWith(String keyId, KeyState state) {
    facts.key(new ClusterFacts.Key(keyId, state));
    return this;
  }

  /** Is in Auto Mode with these built-in node pools. */
  public SimulatedEksCluster autoMode(String... nodePools) {
    facts.autoMode(List.of(nodePools));
    return this;
  }

  /** Has an issue of that code of EKS, such as {@code KmsKeyDisabled}. */
  public SimulatedEksCluster healthIssue(String code, String message, String... resources) {
    facts.issue(new ClusterFacts.Issue(code, message, List.of(resources)));
    return this;
  }

  /** Has no issue any more. */
  public SimulatedEksCluster healthy() {
    facts.healthy();
    return this;
  }

  /**
   * Has that control plane: its version, its add-ons, and what becomes of them. Without one the
   * cluster has the cloud's version and no add-ons. Only for a cluster that is not served yet.
   */
  public SimulatedEksCluster controlPlane(SimulatedControlPlane plane) {
    facts.plane(plane);
    return this;
  }

  /**
   * Refuses to go to a version while an insight for it is an error, unless it is forced. EKS was
   * announced to do so in March 2025, and did not for long.
   */
  public SimulatedEksCluster insightsBlockUpgrades() {
    facts.letInsightsBlock();
    return this;
  }

  /** Shows an insight, as of now. */
  public SimulatedEksCluster insight(UpgradeInsight insight) {
    facts.insight(insight);
    return this;
  }

  /** Shows an insight as soon as somebody has the insights refreshed, which takes a minute. */
  public SimulatedEksCluster insightOnceRefreshed(UpgradeInsight insight) {
    facts.insightOnceRefreshed(insight);
    return this;
  }

  /** Lets nobody in but by access entries; otherwise the ConfigMap aws-auth counts as well. */
  public SimulatedEksCluster onlyAccessEntriesCount() {
    facts.letOnlyEntriesCount();
    return this;
  }

  /** Lets a role or user in, with these groups of Kubernetes. */
  public SimulatedEksCluster accessEntry(String principalArn, String... kubernetesGroups) {
    facts.access(new ClusterFacts.AccessEntry(principalArn, List.of(kubernetesGroups)));
    return this;
  }
}
