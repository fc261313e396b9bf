package io.evenkeel.examples.snippets;

import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.Quantity.percent;

import io.evenkeel.Checkpoint;
import io.evenkeel.GateAnswer;
import io.evenkeel.HealthGate;
import io.evenkeel.MaintenanceWindow;
import io.evenkeel.UpgradePlan;
import io.evenkeel.UpgradeRun;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.time.ZoneId;

final class GateSnippets {
  private GateSnippets() {}

  static UpgradePlan waves(ClusterClient cluster, InstanceProvider cloud) {
    // region waves
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .cloudProvider(cloud)
            .maxEvictionsPerMinute(30)
            .gates(
                gates ->
                    gates
                        .gate(HealthGate.nodesReady())
                        .gate(HealthGate.noPendingPods())
                        .gate(
                            HealthGate.workloadsAvailable(
                                w -> !w.meta().key().namespace().equals("sandbox")))
                        .patience(Duration.ofMinutes(45)))
            .nodeGroup("canary-workers", group -> group.maxSurge(nodes(1)))
            .wave(
                "production",
                wave ->
                    wave.needsApproval()
                        .nodeGroup("orders-workers", group -> group.maxSurge(nodes(3)))
                        .nodeGroup("batch-workers", group -> group.maxUnavailable(percent(10))))
            .build();
    // endregion
    return plan;
  }

  static UpgradePlan windows(ClusterClient cluster, InstanceProvider cloud) {
    // region windows
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(cluster)
            .cloudProvider(cloud)
            .maintenanceWindow(
                MaintenanceWindow.opens(
                    "0 22 * * MON-FRI", ZoneId.of("Europe/Berlin"), Duration.ofHours(6)))
            .nodeGroup("orders-workers", group -> group.maxSurge(nodes(3)))
            .build();
    // endregion
    return plan;
  }

  static HealthGate own(Metrics metrics) {
    // region gate
    HealthGate ordersFlow =
        HealthGate.blocking(
            "orders flow",
            question -> {
              double failing = metrics.shareOfFailedOrders();
              if (failing > 0.05) {
                return GateAnswer.failed("more than 5 % of all orders fail");
              }
              return failing < 0.01
                  ? GateAnswer.open()
                  : GateAnswer.closed("more than 1 % of all orders fail");
            });
    HealthGate gate =
        ordersFlow
            .or(HealthGate.after(Duration.ofHours(2)))
            .at(checkpoint -> checkpoint instanceof Checkpoint.AfterCanary);
    // endregion
    return gate;
  }

  static void approves(UpgradeRun run) {
    // region approve
    run.approve("production");
    // endregion
  }

  interface Metrics {
    double shareOfFailedOrders();
  }
}
