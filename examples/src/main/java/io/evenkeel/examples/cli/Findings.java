package io.evenkeel.examples.cli;

import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.report.FindingsReport;
import io.evenkeel.spi.Finding;
import java.io.PrintWriter;
import java.util.List;

/** What a look before the first write finds. */
final class Findings {
  private Findings() {}

  /** Prints what stands in the way of the plan, and returns the exit code that it amounts to. */
  static int print(Upgrader upgrader, UpgradePlan plan, PrintWriter out) {
    List<Finding> findings = upgrader.preflight(plan);
    out.print(FindingsReport.of(findings));
    out.flush();
    return findings.stream().anyMatch(Finding::blocks) ? ExitCode.REFUSED : ExitCode.DONE;
  }
}
