package io.evenkeel.report;

import io.evenkeel.spi.Finding;
import java.util.List;
import java.util.Locale;

/** What a look before the first write has found: blockers first, each with its remedy. */
public final class FindingsReport {
  private FindingsReport() {}

  /** Returns the report, each line ended. */
  public static String of(List<Finding> findings) {
    StringBuilder report = new StringBuilder(headline(findings)).append('\n');
    findings.stream().filter(Finding::blocks).forEach(each -> append(report, each));
    findings.stream().filter(each -> !each.blocks()).forEach(each -> append(report, each));
    return report.toString();
  }

  private static String headline(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "Preflight: nothing stands in the way.";
    }
    int blockers = count(findings, Finding.Severity.BLOCKER);
    int warnings = count(findings, Finding.Severity.WARNING);
    if (blockers + warnings == 0) {
      return "Preflight: nothing stands in the way. Good to know:";
    }
    return blockers == 0
        ? "Preflight: ready to start, with " + Text.count(warnings, "warning") + "."
        : "Preflight: refused. "
            + Text.count(blockers, "blocker")
            + ", "
            + Text.count(warnings, "warning")
            + ".";
  }

  private static int count(List<Finding> findings, Finding.Severity severity) {
    return (int) findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  private static void append(StringBuilder report, Finding finding) {
    report
        .append('\n')
        .append(String.format(Locale.ROOT, "%-8s ", finding.severity()))
        .append(Text.safe(finding.where()))
        .append(" [")
        .append(Text.safe(finding.code()))
        .append("]\n")
        .append("         ")
        .append(Text.safe(finding.what()))
        .append("\n      -> ")
        .append(Text.safe(finding.remedy()))
        .append('\n');
  }
}
