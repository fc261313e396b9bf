package io.evenkeel.engine.internal.preflight;

import io.evenkeel.MaintenanceWindow;
import io.evenkeel.engine.internal.state.Windows;
import io.evenkeel.spi.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds maintenance windows that nobody can read, or that never open. */
final class WindowsOfThePlan implements Check {
  private static final String REMEDY =
      "give minute, hour, day of month, month and day of week, such as 0 22 * * MON-FRI";

  /** Whatever opens at all has opened before the year 2100. */
  private static final Instant SOME_DAY = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public List<Finding> findings(Situation situation) {
    return situation.plan().windows().stream().flatMap(window -> wrong(window).stream()).toList();
  }

  private static Optional<Finding> wrong(MaintenanceWindow window) {
    try {
      return Windows.of(List.of(window)).nextOpening(SOME_DAY).isPresent()
          ? Optional.empty()
          : Optional.of(finding("WINDOW_NEVER_OPENS", window, "it never opens"));
    } catch (IllegalArgumentException unreadable) {
      return Optional.of(
          finding("WINDOW_NOT_READABLE", window, String.valueOf(unreadable.getMessage())));
    }
  }

  private static Finding finding(String code, MaintenanceWindow window, String what) {
    return Finding.blocker(code, "maintenance window " + window, what, REMEDY);
  }
}
