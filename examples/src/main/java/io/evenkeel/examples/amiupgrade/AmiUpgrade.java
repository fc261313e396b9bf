package io.evenkeel.examples.amiupgrade;

import static io.evenkeel.Target.latestImage;

import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.report.Terminal;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.io.PrintStream;
import java.util.List;

/** Brings a managed node group to the newest AMI of its cluster's version, and shows its nodes. */
public final class AmiUpgrade {
  private static final String PARAMETER =
      "/aws/service/eks/optimized-ami/%s/amazon-linux-2023/x86_64/standard/recommended/image_id";

  private final PrintStream out;

  AmiUpgrade(PrintStream out) {
    this.out = out;
  }

  /** Runs it on the standard output. */
  public static int run(String[] args) {
    return new AmiUpgrade(System.out).run();
  }

  int run() {
    Workshop workshop = Workshop.open();
    String parameter = PARAMETER.formatted(Workshop.VERSION);
    out.printf("Cluster %s is at Kubernetes %s.%n", Workshop.CLUSTER, Workshop.VERSION);
    out.printf(
        "The newest AMI for it, by %s, is %s.%n%n",
        parameter, workshop.cloud().images().parameter(parameter).orElse("not published"));

    NodeWatch watch = new NodeWatch(out, SimulatedManagedGroups.IMAGE_LABEL);
    watch.head();
    workshop.cluster().nodes().forEach(node -> watch.show(node, workshop.time().now()));
    out.println();
    workshop.cluster().observeTruth(truth -> watch.see(truth, workshop.time().now()));
    UpgradeOutcome outcome = upgrade(workshop);
    out.println();
    out.print(SummaryReport.of(outcome, List.of()));
    return outcome.succeeded() ? 0 : 1;
  }

  private UpgradeOutcome upgrade(Workshop workshop) {
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(workshop.cluster().client())
            .nodeGroup(
                workshop.groups().provider(), Workshop.GROUP, group -> group.to(latestImage()))
            .build();
    try (Upgrader upgrader = Upgrader.on(workshop.time())) {
      return upgrader.start(plan, new ConsoleProgress(out, Terminal.lines())).await();
    }
  }
}
