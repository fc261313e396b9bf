package io.evenkeel.examples.cli;

import io.evenkeel.Canary;
import io.evenkeel.DrainPolicy;
import io.evenkeel.NodeOrder;
import io.evenkeel.NodeSelector;
import io.evenkeel.Quantity;
import io.evenkeel.SelfDrivenGroupBuilder;
import io.evenkeel.Target;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradePlanBuilder;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to become of which groups, within which limits. */
final class PlanArguments {
  @Option(
      names = "--group",
      required = true,
      paramLabel = "NAME",
      description = "Auto Scaling group to upgrade; several are upgraded one after another.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "TARGET",
      defaultValue = "latest",
      converter = Values.ForTarget.class,
      description =
          "latest (the newest image for the cluster's version), ami-ID, lt-ID:VERSION, or"
              + " k8s:VERSION. Default: ${DEFAULT-VALUE}.")
  private Target target = Target.latestImage();

  @Option(
      names = "--max-unavailable",
      paramLabel = "N|N%",
      defaultValue = "0",
      converter = Values.ForQuantity.class,
      description = "Nodes that may be missing at once. Default: ${DEFAULT-VALUE}.")
  private Quantity maxUnavailable = Quantity.nodes(0);

  @Option(
      names = "--max-surge",
      paramLabel = "N|N%",
      defaultValue = "1",
      converter = Values.ForQuantity.class,
      description = "Nodes that may be added meanwhile. Default: ${DEFAULT-VALUE}.")
  private Quantity maxSurge = Quantity.nodes(1);

  @Option(
      names = "--remove-unused",
      description =
          "Remove nodes that hold nothing, or whose pods have room on others; the group becomes"
              + " smaller, never below its minimum.")
  private boolean removeUnused;

  @Mixin private SelectionArguments selection = new SelectionArguments();
  @Mixin private WindowArguments windows = new WindowArguments();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "Which node first: ${COMPLETION-CANDIDATES}. By default what is quickest.")
  private Optional<Order> order = Optional.empty();

  @Option(
      names = "--drain-policy",
      paramLabel = "NAME",
      defaultValue = "eks",
      description = "Whose habits to drain by: ${COMPLETION-CANDIDATES}. Default: eks.")
  private Habits drainPolicy = Habits.eks;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = Values.ForDuration.class,
      description = "How long a node may take to empty. Default: ${DEFAULT-VALUE}.")
  private Duration drainTimeout = Duration.ofMinutes(15);

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Values.ForDuration.class,
      description =
          "How long an empty node is kept so that load balancers let go. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration soak = Duration.ofSeconds(60);

  @Option(
      names = "--canary-patience",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = Values.ForDuration.class,
      description = "How long the first new node may take. Default: ${DEFAULT-VALUE}.")
  private Duration canaryPatience = Duration.ofMinutes(15);

  @Option(
      names = "--canary-proof",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = Values.ForDuration.class,
      description =
          "How long the first new node and its pods must stay well. Default: ${DEFAULT-VALUE}.")
  private Duration canaryProof = Duration.ofSeconds(60);

  /** Orders by the names that people type. */
  enum Order {
    oldest(NodeOrder.oldestFirst()),
    zones(NodeOrder.zoneByZone()),
    random(NodeOrder.random());

    private final NodeOrder order;

    Order(NodeOrder order) {
      this.order = order;
    }
  }

  /** Drain policies by the names that people type. */
  enum Habits {
    eks,
    kubectl,
    karpenter;

    DrainPolicy policy() {
      return switch (this) {
        case eks -> DrainPolicy.eks();
        case kubectl -> DrainPolicy.kubectl();
        case karpenter -> DrainPolicy.karpenter();
      };
    }
  }

  UpgradePlan plan(ClusterClient cluster, InstanceProvider cloud) {
    UpgradePlanBuilder plan = UpgradePlan.builder().clusterClient(cluster).cloudProvider(cloud);
    groups.forEach(name -> plan.nodeGroup(name, this::describe));
    windows.addTo(plan);
    return plan.build();
  }

  /** Returns the plan in words, for the question before it is carried out. */
  String inWords() {
    return "Replace the nodes of "
        + String.join(", ", groups)
        + " by "
        + target
        + ", with at most "
        + maxSurge
        + " more and "
        + maxUnavailable
        + " fewer at any time."
        + (removeUnused ? " Nodes that nobody needs are removed." : "");
  }

  private void describe(SelfDrivenGroupBuilder group) {
    group
        .to(target)
        .select(selection())
        .maxUnavailable(maxUnavailable)
        .maxSurge(maxSurge)
        .drain(drainPolicy.policy().timeout(drainTimeout).soak(soak))
        .canary(new Canary(canaryPatience, canaryProof));
    if (removeUnused) {
      group.removeUnused();
    }
  }

  private NodeSelector selection() {
    NodeSelector any = selection.selector();
    return order.map(wanted -> any.orderedBy(wanted.order)).orElse(any);
  }
}
