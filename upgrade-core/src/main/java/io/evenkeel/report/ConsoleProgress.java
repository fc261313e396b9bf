package io.evenkeel.report;

import io.evenkeel.UpgradeEvent;
import io.evenkeel.UpgradeListener;
import java.time.Instant;

/**
 * Shows a run while it goes on: on a terminal a few lines that are drawn again with every event
 * (phase, nodes, evictions, what is waited for and why), elsewhere one line per phase, node, size,
 * canary verdict and reason to wait.
 *
 * <p>Names that come from a cluster are made safe to print. A stream that no longer takes anything
 * is left alone; the run goes on. Thread-safe.
 */
public final class ConsoleProgress implements UpgradeListener {
  private final Terminal terminal;
  private final Screen screen;
  private final LiveBlock block;
  private final Detail detail;
  private final Progress progress = new Progress();
  private final EventLines lines = new EventLines();

  private enum Detail {
    USUAL,
    EVERYTHING
  }

  /**
   * @param out where to print; flushed after every event where it can be
   * @param terminal what is at its other end, such as {@link Terminal#detected()}
   */
  public ConsoleProgress(Appendable out, Terminal terminal) {
    this(new Screen(out), terminal, Detail.USUAL);
  }

  private ConsoleProgress(Screen screen, Terminal terminal, Detail detail) {
    this.screen = screen;
    this.terminal = terminal;
    this.detail = detail;
    this.block = new LiveBlock(terminal);
  }

  /** Returns a listener that also tells every eviction and every decision with its reason. */
  public ConsoleProgress verbose() {
    return new ConsoleProgress(screen, terminal, Detail.EVERYTHING);
  }

  @Override
  public synchronized void onEvent(UpgradeEvent event) {
    var line = lines.of(event, progress);
    progress.apply(event);
    line.filter(this::wanted).ifPresent(this::print);
    redraw();
  }

  /** Moves the clock of a live display on while nothing happens; elsewhere it does nothing. */
  public synchronized void refresh(Instant now) {
    progress.passTo(now);
    redraw();
  }

  private boolean wanted(EventLine line) {
    return switch (line.weight()) {
      case MILESTONE -> true;
      case STEP -> !terminal.live() || detail == Detail.EVERYTHING;
      case DETAIL -> detail == Detail.EVERYTHING;
    };
  }

  private void print(EventLine line) {
    String time = Text.clock(progress.elapsed());
    screen.print(
        Style.FAINT.paint(terminal, time)
            + "  "
            + line.style().paint(terminal, Text.safe(line.text())));
  }

  private void redraw() {
    if (terminal.live()) {
      screen.draw(block.lines(progress));
    }
  }
}
