package io.evenkeel.examples.cli;

import io.evenkeel.aws.UpgradeCheck;
import io.evenkeel.aws.UpgradeCheck.Deprecation;
import java.util.List;
import java.util.Locale;

/** Upgrade insights, a line each, with what does not pass explained below them. */
public final class InsightsReport {
  private static final String LINE = "%-8s %-8s %s%n";
  private static final String DETAIL = "  %-8s %s%n";

  private InsightsReport() {}

  /** Returns the report, each line ended. */
  public static String of(List<UpgradeCheck> checks) {
    if (checks.isEmpty()) {
      return String.format("EKS shows no upgrade insights, which is no pass.%n");
    }
    StringBuilder report = new StringBuilder(line(LINE, "VERSION", "STATUS", "INSIGHT"));
    checks.forEach(
        check ->
            report.append(
                line(LINE, check.kubernetesVersion(), check.status().name(), check.name())));
    checks.stream()
        .filter(check -> check.status() != UpgradeCheck.Status.PASSING)
        .forEach(check -> report.append(details(check)));
    return report.toString();
  }

  private static String details(UpgradeCheck check) {
    StringBuilder details =
        new StringBuilder(line("%n%s for %s%n", check.name(), check.kubernetesVersion()))
            .append(line(DETAIL, "id", check.id()))
            .append(line(DETAIL, "as of", check.lastRefreshed().toString()));
    append(details, "why", check.reason());
    append(details, "to do", check.recommendation());
    check.deprecations().forEach(deprecation -> append(details, deprecation));
    return details.toString();
  }

  private static void append(StringBuilder details, Deprecation deprecation) {
    append(
        details,
        "API",
        deprecation.usage()
            + " goes away in "
            + deprecation.stopsInVersion()
            + ", use "
            + deprecation.replacedWith());
    deprecation.clients().forEach(client -> append(details, "used by", client));
  }

  private static void append(StringBuilder details, String title, String text) {
    if (!text.isBlank()) {
      details.append(line(DETAIL, title, text));
    }
  }

  /** What a cloud tells is shown without what a terminal would take for commands. */
  private static String line(String format, String... parts) {
    Object[] safe = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      safe[i] = parts[i].replaceAll("\\p{Cntrl}", " ");
    }
    return String.format(Locale.ROOT, format, safe);
  }
}
