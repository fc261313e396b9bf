package io.evenkeel.examples.quickstart;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import io.evenkeel.report.ConsoleProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a person watch a run in virtual time, which would be over in a blink. What happens, and when
 * in virtual time, stays the same.
 */
final class SlowMotion implements UpgradeListener {
  private static final Duration FRAME = Duration.ofMillis(40);
  private static final int LONGEST_WAIT_IN_FRAMES = 20;

  private final ConsoleProgress display;
  private final int speed;
  private Instant shown = Instant.EPOCH;

  SlowMotion(ConsoleProgress display, int speed) {
    this.display = display;
    this.speed = speed;
  }

  @Override
  public void onEvent(UpgradeEvent event) {
    if (shown.isAfter(Instant.EPOCH)) {
      waitUntil(event.at());
    }
    shown = event.at();
    display.onEvent(event);
  }

  private void waitUntil(Instant next) {
    Duration frame = FRAME.multipliedBy(speed);
    for (int i = 0; i < LONGEST_WAIT_IN_FRAMES && shown.plus(frame).isBefore(next); i++) {
      shown = shown.plus(frame);
      pause(FRAME);
      display.refresh(shown);
    }
    pause(Duration.between(shown, next).dividedBy(speed));
  }

  private static void pause(Duration duration) {
    long end = System.nanoTime() + Math.min(duration.toNanos(), FRAME.toNanos());
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(Math.max(left, TimeUnit.MICROSECONDS.toNanos(50)));
    }
  }
}
