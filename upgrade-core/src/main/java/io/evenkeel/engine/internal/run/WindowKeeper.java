package io.evenkeel.engine.internal.run;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.engine.internal.state.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells the run when its maintenance windows open and close. For the run one closes as soon as what
 * is begun on a node could not be finished in it any more.
 */
final class WindowKeeper {
  /** Until which moment something may be begun, that moment included. */
  private static final Duration TICK = Duration.ofMillis(1);

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
    boolean open = windows.isOpenFor(least(), clock);
    if (open && outside) {
      parts.state().course().enterWindow(parts.timeline().now());
    } else if (!open && !outside) {
      leave(clock);
    }
    next(clock).ifPresent(next -> lookAgain(Duration.between(clock, next)));
  }

  private Optional<Instant> next(Instant clock) {
    Instant last = windows.lastBeginning(least(), clock);
    return windows
        .openUntil(clock)
        .map(end -> last.isAfter(clock) && last.isBefore(end) ? last.plus(TICK) : end)
        .or(() -> windows.nextOpening(clock));
  }

  /** A node that is drained soaks before it goes. */
  private Duration least() {
    return parts.state().groups().stream()
        .filter(group -> !group.done())
        .map(group -> group.drains().soak())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void lookAgain(Duration after) {
    parts.timeline().schedule(after, () -> parts.loop().enter(this::begin));
  }

  /** A process that goes on has been outside for as long as the calendar says. */
  private void leave(Instant clock) {
    Instant now = parts.timeline().now();
    Duration ago =
        windows
            .closedSince(clock)
            .map(end -> Duration.between(end, clock))
            .filter(time -> !time.isNegative())
            .orElse(Duration.ZERO);
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
