package io.evenkeel.examples.cli;

import io.evenkeel.NodePoolBuilder;
import io.evenkeel.Quantity;
import io.evenkeel.Target;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.NodePoolProvider;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to become of which node pool, how and within which limits. */
final class PoolArguments {
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
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = Values.ForDuration.class,
      description =
          "How long nothing may move before the run fails and says why. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration patience = Duration.ofHours(1);

  @Option(
      names = "--tighten-budget",
      paramLabel = "N|N%",
      converter = Values.ForQuantity.class,
      description =
          "Add a budget to the pool for the time of the run, so that the provisioner takes no more"
              + " nodes at once by itself. By default the pool is not changed.")
  private Optional<Quantity> budget = Optional.empty();

  @Option(
      names = "--remove-unused",
      description = "Remove nodes that hold nothing, or whose pods have room on others.")
  private boolean removeUnused;

  @Mixin private SelectionArguments selection = new SelectionArguments();
  @Mixin private WindowArguments windows = new WindowArguments();

  /** How a pool is rolled. */
  enum Way {
    watched,
    gated,
    driven
  }

  UpgradePlan plan(ClusterClient cluster, NodePoolProvider pools) {
    UpgradePlanBuilder plan =
        UpgradePlan.builder().clusterClient(cluster).nodePool(pools, pool, this::describe);
    windows.addTo(plan);
    return plan.build();
  }

  /** Returns the plan in words, for the question before it is carried out. */
  String inWords() {
    return "The outdated nodes of node pool " + pool + " are replaced.";
  }

  private void describe(NodePoolBuilder described) {
    described.to(target).select(selection.selector()).maxSurge(maxSurge).patience(patience);
    budget.ifPresent(described::tightenBudget);
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
