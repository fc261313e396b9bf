package io.evenkeel.report;

import io.evenkeel.GroupSummary;
import io.evenkeel.HinderedNode;
import io.evenkeel.RemovedNode;
import io.evenkeel.UpdateSummary;
import io.evenkeel.UpgradeOutcome;
import io.evenkeel.UpgradeSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run did, for people: nodes, time, evictions, budgets, surge, what was given back and what
 * was not.
 */
public final class SummaryReport {
  private static final int SHOWN = 3;

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
    report.append(updates(outcome.summary().updates()));
    outcome.summary().groups().forEach(group -> report.append('\n').append(table(group)));
    if (!budgets.isEmpty()) {
      report.append('\n').append(table(budgets));
    }
    return report.toString();
  }

  private static String headline(UpgradeOutcome outcome) {
    UpgradeSummary summary = outcome.summary();
    String done = done(summary) + " in " + Text.words(summary.took());
    if (outcome instanceof UpgradeOutcome.Succeeded) {
      return isNothing(summary) && butFor(summary).isEmpty()
          ? "Upgrade succeeded: no selected node differs from its target, nothing was written."
          : "Upgrade succeeded" + butFor(summary) + ": " + done + ".";
    }
    return outcome instanceof UpgradeOutcome.Stopped stopped
        ? "Upgrade stopped by " + Text.safe(stopped.by()) + ": " + done + "."
        : "Upgrade failed: " + done + ".";
  }

  private static boolean isNothing(UpgradeSummary summary) {
    return summary.replaced() == 0
        && summary.removed() == 0
        && summary.updates().isEmpty()
        && summary.groups().stream().allMatch(group -> group.givenBack().isEmpty());
  }

  private static String done(UpgradeSummary summary) {
    List<String> done = new ArrayList<>(version(summary.updates()));
    long addOns = summary.updates().stream().filter(update -> !isOfPlane(update)).count();
    if (addOns > 0) {
      done.add(Text.count((int) addOns, "add-on") + " updated");
    }
    if (done.isEmpty() || !summary.groups().isEmpty()) {
      done.add(Text.count(summary.replaced(), "node") + " replaced");
    }
    if (summary.removed() > 0) {
      done.add(Text.count(summary.removed(), "node") + " removed as unused");
    }
    return String.join(", ", done);
  }

  /** Returns from where to where the control plane has come, however many steps that took. */
  private static List<String> version(List<UpdateSummary> updates) {
    List<UpdateSummary> steps = updates.stream().filter(SummaryReport::isOfPlane).toList();
    return steps.isEmpty()
        ? List.of()
        : List.of(
            UpdateSummary.CONTROL_PLANE
                + " "
                + Text.safe(steps.get(0).from() + " -> " + steps.get(steps.size() - 1).to()));
  }

  private static boolean isOfPlane(UpdateSummary update) {
    return update.subject().equals(UpdateSummary.CONTROL_PLANE);
  }

  private static String updates(List<UpdateSummary> updates) {
    if (updates.isEmpty()) {
      return "";
    }
    Columns table = Columns.indentedBy("  ");
    updates.forEach(
        update ->
            table.row(
                Text.safe(update.subject()),
                Text.safe(update.from() + " -> " + update.to()),
                Text.words(update.took())));
    return "\n" + table;
  }

  /** A run that gave nodes up has not done all that it was asked for. */
  private static String butFor(UpgradeSummary summary) {
    int quarantined = summary.groups().stream().mapToInt(g -> g.quarantined().size()).sum();
    return quarantined == 0 ? "" : " but for " + Text.count(quarantined, "node") + " in quarantine";
  }

  private static String whatWentWrong(UpgradeOutcome.Failed failed) {
    Columns reason = Columns.indentedBy("  ").row("reason", failed.reason().toString());
    return failed.findings().isEmpty()
        ? reason.row("what", failed.message()).row("to do", failed.remedy()).toString()
        : reason + "\n" + FindingsReport.of(failed.findings()); // they say it all, once
  }

  private static String table(GroupSummary group) {
    Columns table =
        Columns.indentedBy("  ")
            .row(group.kind().toString(), group.group())
            .row("target", group.target())
            .row("nodes", nodes(group))
            .row("evictions", evictions(group))
            .row("peak surge", Text.count(group.peakSurge(), "node"));
    if (!group.removed().isEmpty()) {
      list(table, "removed", group.removed().stream().map(RemovedNode::toString).toList());
    }
    list(table, "given back", group.givenBack());
    list(table, "left as it is", group.leftovers());
    hindered(table, group);
    group
        .newerTarget()
        .ifPresent(newer -> table.row("newer by now", newer + "; start again to go on to it"));
    return table.toString();
  }

  /** What kept nodes from being replaced, and what to do about it, each thing once. */
  private static void hindered(Columns table, GroupSummary group) {
    Map<String, List<String>> byRemedy = new LinkedHashMap<>();
    for (HinderedNode node : group.hindered()) {
      node.obstacles().stream()
          .limit(SHOWN)
          .forEach(
              obstacle ->
                  byRemedy
                      .computeIfAbsent(obstacle.remedy(), none -> new ArrayList<>())
                      .add(node.node() + ": " + obstacle.what()));
    }
    byRemedy.forEach(
        (remedy, kept) -> {
          list(table, "not replaced", kept);
          table.row("", "-> " + remedy);
        });
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
