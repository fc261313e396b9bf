package io.evenkeel.examples.cli;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.UpgradePlan;
import io.evenkeel.kubernetes.KarpenterNodePools;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rolls a node pool of Karpenter or Auto Mode, after a look and a question. */
@Command(
    name = "roll-nodepool",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Replaces the outdated nodes of a node pool of Karpenter or EKS Auto Mode.",
      "Started again after an interruption, with the same options, it goes on."
    })
final class RollNodepoolCommand implements Callable<Integer> {
  @Option(
      names = "--nodepool",
      required = true,
      paramLabel = "NAME",
      description = "Node pool to roll.")
  private String pool = "";

  @Option(
      names = "--way",
      paramLabel = "WAY",
      description =
          "watched (at the provisioner's own pace), gated (nodes are let go in our order) or driven"
              + " (new nodes are asked for first). Default: driven for more than one node"
              + " at once, else and in a built-in pool gated.")
  private Optional<Way> way = Optional.empty();

  @Option(
      names = "--max-surge",
      paramLabel = "N|N%",
      defaultValue = "1",
      converter = Values.ForQuantity.class,
      description =
          "Nodes beyond what the pool has, when gated or driven. Default: ${DEFAULT-VALUE}.")
  private Quantity maxSurge = Quantity.nodes(1);

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      defaultValue = "latest",
      converter = Values.ForTarget.class,
      description = "latest (what the pool makes now) or k8s:VERSION. Default: ${DEFAULT-VALUE}.")
  private Target target = Target.latestImage();

  @Option(
      names = "--remove-unused",
      description = "Remove nodes that hold nothing, or whose pods have room on others.")
  private boolean removeUnused;

  @Mixin private SelectionArguments selection = new SelectionArguments();

  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Mixin private RunArguments runArguments = new RunArguments();

  /** How a pool is rolled. */
  enum Way {
    watched,
    gated,
    driven
  }

  @Override
  public Integer call() {
    runArguments.refuseToAskNobody();
    try (KubernetesCluster cluster = clusterArguments.connect();
        KarpenterNodePools pools = KarpenterNodePools.on(cluster)) {
      return runArguments.carryOut(
          cluster,
          () -> plan(cluster, pools),
          "The outdated nodes of node pool " + pool + " are replaced.");
    }
  }

  private UpgradePlan plan(KubernetesCluster cluster, KarpenterNodePools pools) {
    return UpgradePlan.builder()
        .clusterClient(cluster)
        .nodePool(pools, pool, this::describe)
        .build();
  }

  private void describe(NodePoolBuilder described) {
    described.to(target).select(selection.selector()).maxSurge(maxSurge);
    if (removeUnused) {
      described.removeUnused();
    }
    way.ifPresent(
        chosen -> {
          switch (chosen) {
            case watched -> described.watched();
            case gated -> described.gated(maxSurge);
            case driven -> described.driven(maxSurge);
          }
        });
  }
}
