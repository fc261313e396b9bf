package io.evenkeel.report;

import io.evenkeel.GroupSummary;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import java.util.List;
import java.util.Locale;

/**
 * What a run did, for people: nodes, time, evictions, budgets, surge, what was given back and what
 * was not.
 */
public final class SummaryReport {
  private SummaryReport() {}

  /** Returns the report without a table of budgets, each line ended. */
  public static String of(UpgradeOutcome outcome) {
    return of(outcome, List.of());
  }

  /**
   * Returns the report, each line ended.
   *
   * @param budgets how low each budget got, as somebody else has observed it
   */
  public static String of(UpgradeOutcome outcome, List<BudgetRecord> budgets) {
    StringBuilder report = new StringBuilder(headline(outcome)).append('\n');
    if (outcome instanceof UpgradeOutcome.Failed failed) {
      report.append(whatWentWrong(failed));
    }
    outcome.summary().groups().forEach(group -> report.append('\n').append(table(group)));
    if (!budgets.isEmpty()) {
      report.append('\n').append(table(budgets));
    }
    return report.toString();
  }

  private static String headline(UpgradeOutcome outcome) {
    UpgradeSummary summary = outcome.summary();
    String done =
        Text.count(summary.replaced(), "node") + " replaced in " + Text.words(summary.took());
    if (outcome instanceof UpgradeOutcome.Succeeded) {
      return summary.replaced() == 0
          ? "Upgrade succeeded: no selected node differs from its target, nothing was written."
          : "Upgrade succeeded: " + done + ".";
    }
    return outcome instanceof UpgradeOutcome.Stopped stopped
        ? "Upgrade stopped by " + Text.safe(stopped.by()) + ": " + done + "."
        : "Upgrade failed: " + done + ".";
  }

  private static String whatWentWrong(UpgradeOutcome.Failed failed) {
    String reason =
        Columns.indentedBy("  ")
            .row("reason", failed.reason().toString())
            .row("what", failed.message())
            .row("to do", failed.remedy())
            .toString();
    return failed.findings().isEmpty()
        ? reason
        : reason + "\n" + FindingsReport.of(failed.findings());
  }

  private static String table(GroupSummary group) {
    Columns table =
        Columns.indentedBy("  ")
            .row("node group", group.group())
            .row("target", group.target())
            .row("nodes", nodes(group))
            .row("evictions", evictions(group))
            .row("peak surge", Text.count(group.peakSurge(), "node"));
    list(table, "given back", group.givenBack());
    list(table, "left as it is", group.leftovers());
    return table.toString();
  }

  private static String nodes(GroupSummary group) {
    String replaced = group.replaced() + " replaced";
    return group.quarantined().isEmpty()
        ? replaced
        : replaced + ", quarantined: " + String.join(", ", group.quarantined());
  }

  private static String evictions(GroupSummary group) {
    String total = group.evictions() + " for " + Text.count(group.podsMoved(), "pod");
    return group.podsMoved() == 0
        ? total
        : String.format(
            Locale.ROOT,
            "%s (%.2f per pod)",
            total,
            (double) group.evictions() / group.podsMoved());
  }

  private static void list(Columns table, String title, List<String> entries) {
    if (entries.isEmpty()) {
      table.row(title, "nothing");
    }
    for (int i = 0; i < entries.size(); i++) {
      table.row(i == 0 ? title : "", entries.get(i));
    }
  }

  private static String table(List<BudgetRecord> budgets) {
    Columns table = Columns.indentedBy("  ").row("BUDGET", "PODS", "MUST STAY", "LOWEST", "");
    for (BudgetRecord budget : budgets) {
      table.row(
          budget.name(),
          Integer.toString(budget.pods()),
          Integer.toString(budget.limit()),
          Integer.toString(budget.lowest()),
          budget.kept() ? "kept" : "BROKEN");
    }
    return table.toString();
  }
}
