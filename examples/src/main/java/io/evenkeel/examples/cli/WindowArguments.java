package io.evenkeel.examples.cli;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.UpgradePlanBuilder;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** When something new may be begun. */
final class WindowArguments {
  @Option(
      names = "--window",
      paramLabel = "WINDOW",
      converter = Values.ForWindow.class,
      description =
          "Begin nothing new outside of this window, such as '0 22 * * MON-FRI Europe/Berlin 6h':"
              + " five fields for cron, a time zone, how long; may be repeated. By default at any"
              + " time.")
  private List<MaintenanceWindow> windows = new ArrayList<>();

  void addTo(UpgradePlanBuilder plan) {
    windows.forEach(plan::maintenanceWindow);
  }
}
