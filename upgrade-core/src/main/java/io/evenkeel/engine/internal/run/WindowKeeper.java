package io.evenkeel.engine.internal.run;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Windows;
import java.time.Duration;
import java.time.Instant;

/** Tells the run when its maintenance windows open and close. */
final class WindowKeeper {
  private final RunParts parts;
  private final Windows windows;

  WindowKeeper(RunParts parts) {
    this.parts = parts;
    this.windows = Windows.of(parts.plan().windows());
  }

  /** Begins to look at the calendar; a run that begins outside of all windows waits. */
  void begin() {
    Instant clock = parts.byTheClock().now();
    boolean outside = parts.state().course().outsideWindow();
    if (windows.isOpen(clock) && outside) {
      parts.state().course().enterWindow(parts.timeline().now());
    } else if (!windows.isOpen(clock) && !outside) {
      leave(clock);
    }
    windows
        .openUntil(clock)
        .or(() -> windows.nextOpening(clock))
        .ifPresent(next -> lookAgain(Duration.between(clock, next)));
  }

  private void lookAgain(Duration after) {
    parts.timeline().schedule(after, () -> parts.loop().enter(this::begin));
  }

  /** A process that goes on has been outside for as long as the calendar says. */
  private void leave(Instant clock) {
    Instant now = parts.timeline().now();
    Duration ago =
        windows.closedSince(clock).map(end -> Duration.between(end, clock)).orElse(Duration.ZERO);
    parts.state().course().leaveWindow(now.minus(ago));
    String until = windows.nextOpening(clock).map(next -> " until " + next).orElse(" for ever");
    parts
        .reporter()
        .tell(
            new UpgradeEvent.Waiting(
                now,
                "the maintenance window",
                "it is closed" + until + "; what was begun is finished"));
  }
}
