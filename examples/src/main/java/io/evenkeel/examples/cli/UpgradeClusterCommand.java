package io.evenkeel.examples.cli;

import io.evenkeel.ControlPlaneBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.kubernetes.KubernetesCluster;
import io.evenkeel.spi.ControlPlaneChange.Edits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Upgrades an EKS cluster: the control plane, its add-ons, then managed node groups. */
@Command(
    name = "upgrade-cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Upgrades the control plane of an EKS cluster, one minor version after another, with its",
      "add-ons, then the managed node groups that are named. Started again after an interruption,",
      "with the same options, it goes on."
    })
final class UpgradeClusterCommand implements Callable<Integer> {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION",
      description = "Kubernetes version to end at, such as 1.35.")
  private String version = "";

  @Option(
      names = "--rollback",
      description = "Go back to that version, the one before the present; the nodes go first.")
  private boolean rollback;

  @Option(
      names = "--nodegroup",
      paramLabel = "NAME",
      description = "Managed node group to bring along; may be repeated.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--max-unavailable",
      paramLabel = "N|N%",
      converter = Values.ForQuantity.class,
      description = "Nodes that EKS takes at once; by default as each group is set.")
  private Optional<Quantity> maxUnavailable = Optional.empty();

  @Option(
      names = "--addon",
      paramLabel = "NAME=VERSION",
      description = "Bring this add-on to that version, not to the recommended one.")
  private Map<String, String> addOns = new LinkedHashMap<>();

  @Option(
      names = "--addons-only-where-needed",
      description = "Leave add-ons as they are where they go with the new version.")
  private boolean onlyNeeded;

  @Option(
      names = "--addon-edits",
      paramLabel = "WHAT",
      defaultValue = "refused",
      description =
          "What becomes of edited fields of add-ons: ${COMPLETION-CANDIDATES}. Default:"
              + " ${DEFAULT-VALUE}.")
  private EditsByName edits = EditsByName.refused;

  @Option(
      names = "--accept-older-nodes",
      description = "Do not warn of nodes that stay older than the control plane.")
  private boolean olderNodes;

  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Mixin private RunArguments runArguments = new RunArguments();

  /** What becomes of edits, by the names that people type. */
  enum EditsByName {
    refused(Edits.REFUSED),
    preserved(Edits.PRESERVED),
    overwritten(Edits.OVERWRITTEN);

    private final Edits edits;

    EditsByName(Edits edits) {
      this.edits = edits;
    }
  }

  @Override
  public Integer call() {
    runArguments.refuseToAskNobody();
    try (KubernetesCluster cluster = clusterArguments.connect();
        EksControlPlane plane = cloudArguments.connectControlPlane();
        ManagedNodeGroups cloud = cloudArguments.connectManaged()) {
      return runArguments.carryOut(cluster, () -> plan(cluster, plane, cloud), question());
    }
  }

  private String question() {
    String nodes =
        groups.isEmpty() ? "" : ", and the nodes of " + String.join(", ", groups) + " as well";
    return "The control plane goes "
        + (rollback ? "back " : "")
        + "to "
        + version
        + " with its add-ons"
        + nodes
        + "; EKS cannot stop what has begun.";
  }

  private UpgradePlan plan(
      KubernetesCluster cluster, EksControlPlane plane, ManagedNodeGroups cloud) {
    UpgradePlanBuilder plan =
        UpgradePlan.builder().clusterClient(cluster).controlPlane(plane, this::describe);
    groups.forEach(
        name ->
            plan.nodeGroup(cloud, name, group -> maxUnavailable.ifPresent(group::maxUnavailable)));
    return plan.build();
  }

  private void describe(ControlPlaneBuilder plane) {
    if (rollback) {
      plane.rollbackTo(version);
    } else {
      plane.to(version);
    }
    addOns.forEach(plane::addOn);
    plane.addOnEdits(edits.edits);
    if (onlyNeeded) {
      plane.addOnsOnlyWhereNeeded();
    }
    if (olderNodes) {
      plane.acceptOlderNodes();
    }
  }
}
