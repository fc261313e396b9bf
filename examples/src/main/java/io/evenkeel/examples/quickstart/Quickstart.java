package io.evenkeel.examples.quickstart;

import static io.evenkeel.Durations.minutes;
import static io.evenkeel.Quantity.nodes;
import static io.evenkeel.Quantity.percent;
import static io.evenkeel.Target.latestImage;

import io.evenkeel.DrainPolicy;
import io.evenkeel.UpgradeListener;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.SummaryReport;
import io.evenkeel.report.Terminal;
import java.io.PrintStream;

/** Upgrades the node group of a small shop, within its disruption budgets. */
public final class Quickstart {
  /** How many seconds of the simulation a watcher sees in one. */
  private static final int SPEED = 150;

  private final PrintStream out;
  private final Terminal terminal;

  Quickstart(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Runs it on the standard output. */
  public static int run(String[] args) {
    return new Quickstart(System.out, Terminal.detected()).run();
  }

  int run() {
    Shop shop = Shop.open();
    out.println("6 nodes in 3 zones of a simulated cluster run a web shop on an old image.");
    out.printf("Nothing outside this process is touched.%n%nBefore:%n%s%n", shop.nodeTable());

    UpgradeOutcome outcome = upgrade(shop);

    out.printf("%nAfter:%n%s%n", shop.nodeTable());
    out.print(SummaryReport.of(outcome, shop.budgetRecords()));
    return outcome.succeeded() ? 0 : 1;
  }

  private UpgradeOutcome upgrade(Shop shop) {
    UpgradePlan plan =
        UpgradePlan.builder()
            .clusterClient(shop.cluster().client())
            .cloudProvider(shop.cloud().provider())
            .nodeGroup(
                "workers",
                group ->
                    group
                        .to(latestImage())
                        .maxUnavailable(percent(0))
                        .maxSurge(nodes(3))
                        .drain(DrainPolicy.eks().timeout(minutes(15))))
            .build();

    try (Upgrader upgrader = Upgrader.on(shop.time())) {
      return upgrader.start(plan, progress()).await();
    }
  }

  private UpgradeListener progress() {
    ConsoleProgress progress = new ConsoleProgress(out, terminal);
    return terminal.live() ? new SlowMotion(progress, SPEED) : progress;
  }
}
