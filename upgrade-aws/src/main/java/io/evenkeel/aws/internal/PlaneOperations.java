package io.evenkeel.aws.internal;

import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.ControlPlaneState.AddOn;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.Finding;
import io.evenkeel.spi.RolloutState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;

/**
 * Everything that can be done with a control plane, as plain calls that may block and that end
 * early with a {@link Stop}. Thread-safe.
 */
public final class PlaneOperations {
  private final PlaneReads reads;
  private final AddOnReads addOns;
  private final PlaneUpdates updates;
  private final Insights insights;
  private final List<PlaneCheck> checks;

  public PlaneOperations(
      PlaneClients clients, String cluster, ReadPacing pacing, InstantSource clock) {
    Calls calls = new Calls(pacing);
    reads = new PlaneReads(clients.eks(), calls, cluster);
    addOns = new AddOnReads(clients.eks(), calls, cluster);
    updates = new PlaneUpdates(clients.eks(), calls, cluster);
    insights = new Insights(clients.eks(), calls, cluster);
    checks =
        List.of(
            new ClusterHealthChecks(),
            new SubnetChecks(clients.ec2(), calls),
            new ClusterRoleChecks(clients.iam(), calls),
            new SecretsKeyChecks(clients.kms(), calls),
            new NodeRoleChecks(clients.eks(), calls),
            new InsightChecks(insights, new InsightFreshness(clients.eks(), calls, clock)));
  }

  public ControlPlaneState observe() {
    Cluster cluster = reads.cluster();
    List<Addon> installed = addOns.installed();
    return new ControlPlaneState(
        cluster.version(),
        installed.stream().map(a -> new AddOn(a.addonName(), a.addonVersion())).toList(),
        running(cluster, installed));
  }

  private Optional<ControlPlaneUpdate> running(Cluster cluster, List<Addon> installed) {
    Optional<ControlPlaneUpdate> whole =
        cluster.status() == ClusterStatus.UPDATING
            ? updates.running(Optional.empty())
            : Optional.empty();
    return whole.or(
        () ->
            installed.stream()
                .filter(AddOnReads::isUpdating)
                .flatMap(addOn -> updates.running(Optional.of(addOn.addonName())).stream())
                .findFirst());
  }

  /** Returns what stands against these versions; what is not for now is at most a warning. */
  public List<Finding> inspect(List<String> versions) {
    Cluster cluster = reads.cluster();
    List<Finding> findings = new ArrayList<>(addOns.findings());
    for (PlaneCheck check : checks) {
      findings.addAll(check.findings(cluster, versions));
    }
    return findings;
  }

  public List<AddOnVersion> offers(String addOn, String kubernetes) {
    return addOns.offered(addOn, kubernetes);
  }

  public ControlPlaneUpdate start(ControlPlaneChange change, String token) {
    return updates.start(change, token);
  }

  public RolloutState progress(ControlPlaneUpdate update) {
    return updates.progress(update);
  }

  public List<UpgradeCheck> upgradeChecks() {
    return insights.all();
  }
}
