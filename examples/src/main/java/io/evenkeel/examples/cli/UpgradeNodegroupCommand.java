package io.evenkeel.examples.cli;

import io.evenkeel.DelegatedGroupBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has EKS upgrade a managed node group, after a look and a question. */
@Command(
    name = "upgrade-nodegroup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Has EKS replace the nodes of a managed node group, tells how far it is and what holds it.",
      "Started again after an interruption, with the same options, it goes on watching."
    })
final class UpgradeNodegroupCommand implements Callable<Integer> {
  @Option(
      names = "--nodegroup",
      required = true,
      paramLabel = "NAME",
      description = "Managed node group to upgrade.")
  private String group = "";

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      defaultValue = "latest",
      converter = Values.ForTarget.class,
      description =
          "latest (the newest release for the version that the group has), lt-ID:VERSION, or"
              + " k8s:VERSION. Default: ${DEFAULT-VALUE}.")
  private Target target = Target.latestImage();

  @Option(
      names = "--max-unavailable",
      paramLabel = "N|N%",
      converter = Values.ForQuantity.class,
      description = "Nodes that EKS takes at once; by default as the group is set.")
  private Optional<Quantity> maxUnavailable = Optional.empty();

  @Option(
      names = "--terminate-undrained-nodes",
      description =
          "After EKS's 15 minutes let nodes go with the pods on them, whatever their budgets say.")
  private boolean terminateUndrained;

  @Mixin private WindowArguments windows = new WindowArguments();
  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private CloudArguments cloudArguments = new CloudArguments();
  @Mixin private RunArguments runArguments = new RunArguments();

  @Override
  public Integer call() {
    runArguments.refuseToAskNobody();
    try (KubernetesCluster cluster = clusterArguments.connect();
        ManagedNodeGroups cloud = cloudArguments.connectManaged()) {
      return runArguments.carryOut(
          cluster,
          () -> plan(cluster, cloud),
          "Node group " + group + " becomes " + target + ", by EKS.");
    }
  }

  private UpgradePlan plan(KubernetesCluster cluster, ManagedNodeGroups cloud) {
    UpgradePlanBuilder plan =
        UpgradePlan.builder().clusterClient(cluster).nodeGroup(cloud, group, this::describe);
    windows.addTo(plan);
    return plan.build();
  }

  private void describe(DelegatedGroupBuilder described) {
    described.to(target);
    maxUnavailable.ifPresent(described::maxUnavailable);
    if (terminateUndrained) {
      described.terminateUndrainedNodesWithTheirPods();
    }
  }
}
