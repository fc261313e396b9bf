package io.evenkeel.examples.campaign;

import io.evenkeel.FailureReason;
import io.evenkeel.campaign.CampaignReport;
import io.evenkeel.campaign.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A campaign's report as tables. */
final class ReportTables {
  private static final int VIOLATIONS_TOLD = 20;

  private final CampaignReport report;
  private final List<String> lines = new ArrayList<>();

  private ReportTables(CampaignReport report) {
    this.report = report;
  }

  static List<String> of(CampaignReport report) {
    ReportTables tables = new ReportTables(report);
    tables.figures();
    tables.endings();
    tables.faults();
    tables.crashes();
    tables.invariants();
    tables.moves();
    tables.violations();
    return tables.lines;
  }

  private void figures() {
    row("worlds", report.seeds());
    row("  with a node pool", report.nodePools());
    row("threads", report.threads());
    row("seconds", report.took().toSeconds());
    row("worlds a second and thread", Math.round(report.seedsPerSecondPerThread()));
    row("simulated events", report.events());
    row("  a second and thread", Math.round(report.eventsPerSecondPerThread()));
  }

  private void endings() {
    title("how the worlds ended");
    row("finished", report.endings().finished());
    row("stopped by a person", report.endings().stopped());
    report.endings().halted().forEach(this::halted);
    row("  halts whose cause was found true", report.endings().causesVerified());
    title("by an independent look at the worlds");
    row("not finishable", report.endings().notFinishable());
    row("finishable", report.endings().finishable());
    row("  and finished", report.endings().finishableFinished());
    lines.add(
        String.format(Locale.ROOT, "  %-60s %12.2f %%", "share", 100 * report.finishableShare()));
    List<Long> not = report.endings().finishableButNot();
    if (!not.isEmpty()) {
      lines.add("  finishable but not finished, seeds " + not.subList(0, Math.min(10, not.size())));
    }
  }

  private void halted(FailureReason reason, long times) {
    List<Long> seeds = report.endings().haltedSeeds().getOrDefault(reason, List.of());
    row("halted: " + reason + ", first in seeds " + seeds, times);
  }

  private void faults() {
    if (!report.faults().isEmpty()) {
      title("faults that took place");
      report.faults().forEach(this::fault);
    }
  }

  private void fault(Fault fault, long times) {
    if (report.notInjected().contains(fault)) {
      lines.add(String.format("  %-60s %12s", fault.number() + " " + fault, "not injected"));
    } else {
      row(fault.number() + " " + fault, times);
    }
  }

  private void crashes() {
    if (!report.crashes().isEmpty()) {
      title("crashes, by the call and how far it had come");
      report.crashes().forEach(this::row);
      row("points never come to", report.crashes().values().stream().filter(n -> n == 0).count());
    }
  }

  private void invariants() {
    title("worlds in which each invariant was judged after every event");
    report.invariants().forEach(this::row);
  }

  private void moves() {
    title("pods that were moved");
    row("evictions", report.moves().evictions());
    row("  of pods that had been moved before", report.moves().again());
    row("evictions where nothing went wrong", report.moves().undisturbed());
    row("  of pods that had been moved before", report.moves().undisturbedAgain());
  }

  private void violations() {
    title("violations");
    row("all", report.violations().size());
    report.violations().stream().limit(VIOLATIONS_TOLD).forEach(seen -> lines.add("  " + seen));
  }

  private void title(String title) {
    lines.add("");
    lines.add(title);
  }

  private void row(String what, long number) {
    lines.add(String.format(Locale.ROOT, "  %-60s %,12d", what, number));
  }
}
