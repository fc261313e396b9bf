package io.evenkeel.engine.internal.preflight;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.internal.state.OpenTime;
import io.evenkeel.engine.internal.state.Windows;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a roll can fit into the maintenance window that it begins in, and when it is done
 * at the earliest where it cannot; and finds windows that are shorter than the work on one node.
 */
final class RollInWindows implements Check {
  private static final String WHERE = "maintenance windows";
  private static final String AT_THE_END =
      "at the end of a window nothing new is begun, and what has been begun is finished";
  private static final String MORE_TIME =
      "open a window for longer, or allow more surge; otherwise it goes on in the next window: ";

  @Override
  public List<Finding> findings(Situation situation) {
    return windows(situation.plan()).map(windows -> findings(situation, windows)).orElse(List.of());
  }

  /** What nobody can read is another check's to tell. */
  private static Optional<Windows> windows(UpgradePlan plan) {
    try {
      return plan.windows().isEmpty() ? Optional.empty() : Optional.of(Windows.of(plan.windows()));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static List<Finding> findings(Situation situation, Windows windows) {
    RollForecast forecast = RollForecast.of(situation);
    if (forecast.nodes() == 0 || windows.nextOpening(situation.now()).isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        OpenTime.of(windows, situation.now(), forecast.least(), forecast.carriedOver())
            .map(use -> fits(forecast, use, situation.now()))
            .orElseGet(() -> outlasts(forecast, "a thousand windows are not enough for it")));
    oneNode(forecast, longest(situation.plan())).ifPresent(findings::add);
    return findings;
  }

  private static Finding fits(RollForecast forecast, OpenTime use, Instant now) {
    String begins = use.begins().equals(now) ? "is open now" : "opens at " + time(use.begins());
    String window = "the window that " + begins + " and closes at " + time(use.closes());
    if (use.windows() > 1) {
      return outlasts(
          forecast,
          "it does not fit into "
              + window
              + ": it takes at least "
              + use.windows()
              + " windows, and ends not before "
              + time(use.done()));
    }
    return use.runsOver()
        ? outlasts(forecast, "its last nodes are finished only after the end of " + window)
        : Finding.info(
            "ROLL_MAY_FIT_WINDOW",
            WHERE,
            needs(forecast) + "; it fits into " + window + " if it takes no longer than that",
            "nothing, if the window leaves room for pods and machines that take longer: "
                + AT_THE_END);
  }

  private static Finding outlasts(RollForecast forecast, String what) {
    return Finding.warning(
        "ROLL_OUTLASTS_WINDOW", WHERE, needs(forecast) + "; " + what, MORE_TIME + AT_THE_END);
  }

  private static String needs(RollForecast forecast) {
    return "replacing "
        + Names.count(forecast.nodes(), "node", "nodes")
        + " needs at least about "
        + Names.time(forecast.least())
        + " of open time"
        + forecast.slowestStart().map(RollInWindows::basis).orElse("");
  }

  private static String basis(NodeStart start) {
    return switch (start.basis()) {
      case LEARNT -> " (a new node joins after " + Names.time(start.time()) + ", as one has here)";
      case ASSUMED -> " (a new node is assumed to join after " + Names.time(start.time()) + ")";
    };
  }

  private static Optional<Finding> oneNode(RollForecast forecast, Duration window) {
    if (forecast.perNode().compareTo(window) > 0) {
      return Optional.of(
          nodeOutlasts("a node takes at least " + Names.time(forecast.perNode()), window));
    }
    return forecast.grace().compareTo(window) > 0
        ? Optional.of(
            nodeOutlasts(
                "a pod that is to move may take " + Names.time(forecast.grace()) + " to stop",
                window))
        : Optional.empty();
  }

  private static Finding nodeOutlasts(String what, Duration window) {
    return Finding.warning(
        "NODE_OUTLASTS_WINDOW",
        WHERE,
        what
            + ", longer than any window is open ("
            + Names.time(window)
            + "): work on it goes on after the window has closed",
        "open a window for longer, or shorten the soak, or the preStop hooks and grace periods of"
            + " the pods");
  }

  private static Duration longest(UpgradePlan plan) {
    return plan.windows().stream()
        .map(MaintenanceWindow::duration)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Instant time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
