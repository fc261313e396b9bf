package io.evenkeel.examples.cli;

import io.evenkeel.report.ConsoleProgress;
import io.evenkeel.report.Terminal;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets the clock of a live display go on while nothing happens. */
final class Ticker implements AutoCloseable {
  private final ScheduledExecutorService seconds = Executors.newScheduledThreadPool(0);

  private Ticker() {}

  static Ticker of(Terminal terminal, ConsoleProgress progress) {
    Ticker ticker = new Ticker();
    if (terminal.live()) {
      ticker.seconds.scheduleAtFixedRate(
          () -> progress.refresh(Instant.now()), 1, 1, TimeUnit.SECONDS);
    }
    return ticker;
  }

  @Override
  public void close() {
    seconds.shutdownNow();
  }
}
