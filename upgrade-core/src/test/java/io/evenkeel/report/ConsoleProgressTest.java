package io.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.evenkeel.Checkpoint;
import io.evenkeel.NodeStage;
import io.evenkeel.UpgradeEvent;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final StringBuilder out = new StringBuilder();

  @Test
  void aFileGetsOneLinePerStep() {
    // given
    ConsoleProgress progress = new ConsoleProgress(out, Terminal.lines());

    // when
    Story.untilTheFirstNodeDrains().forEach(progress::onEvent);
    progress.onEvent(new UpgradeEvent.RunEnded(Story.at(760), Story.succeeded()));

    // then
    assertThat(out)
        .hasToString(
            """
            00:00  run r-1 starts
            00:01  workers: 6 of 6 nodes to replace, target ami-2 (lt-workers:2)
            00:01  workers: Set-up
            00:03  workers: Scale-up
            00:04  workers: size desired 6 -> 7 max 6 -> 7
            00:09  workers: i-7 is launched
            00:50  workers: node-7 is usable
            00:50  workers: Upgrade
            00:52  workers: node-1 is draining
            00:54  waiting: node-1: 2 pods wait for budget shop/myapp, which allows none now
            12:40  the run succeeded
            """);
  }

  @Test
  void whoAsksForEverythingHearsOfPodsAndReasons() {
    // given
    ConsoleProgress progress = new ConsoleProgress(out, Terminal.lines()).verbose();

    // when
    Story.untilTheFirstNodeDrains().forEach(progress::onEvent);

    // then
    assertThat(out)
        .contains("workers: raise desired to 7, because the canary needs a place\n")
        .contains("workers: node-1 is being closed\n")
        .contains("pod shop/myapp-1 leaves node-1 (budget shop/myapp)\n")
        .contains("pod shop/myapp-2 may not leave node-1: budget shop/myapp allows none now\n");
  }

  @Test
  void gatesWavesAndApprovalsAreToldToEverybody() {
    // given
    ConsoleProgress progress = new ConsoleProgress(out, Terminal.lines());
    Checkpoint before = new Checkpoint.BeforeWave("production");

    // when
    List.of(
            new UpgradeEvent.ApprovalAwaited(Story.at(0), "production"),
            new UpgradeEvent.Approved(Story.at(60), "production", "the caller"),
            new UpgradeEvent.GateClosed(Story.at(61), before, "orders flow", "42 are stuck"),
            new UpgradeEvent.GatesOpened(Story.at(90), before),
            new UpgradeEvent.WaveStarted(Story.at(90), "production", List.of("left", "right")))
        .forEach(progress::onEvent);

    // then
    assertThat(out)
        .hasToString(
            """
            00:00  wave production waits for somebody to approve it
            01:00  wave production was approved by the caller
            01:01  gate 'orders flow' is closed before wave production: 42 are stuck
            01:30  nothing holds the run before wave production
            01:30  wave production: left, right
            """);
  }

  @Test
  void aTerminalShowsWhereTheRunIs() {
    // given
    TerminalScreen screen = new TerminalScreen();
    ConsoleProgress progress =
        new ConsoleProgress(
            screen,
            new Terminal(Terminal.Kind.LIVE, Terminal.Colors.NONE, Terminal.Glyphs.ASCII, 60));

    // when
    Story.untilTheFirstNodeDrains().forEach(progress::onEvent);
    progress.refresh(Story.at(63));

    // then
    assertThat(screen.shown())
        .isEqualTo(
            """
            00:00  run r-1 starts
            00:01  workers: 6 of 6 nodes to replace, target ami-2 (lt-workers:2)
            00:01  workers: Set-up
            00:03  workers: Scale-up
            00:50  workers: Upgrade

              workers  Upgrade  01:03
              ======..................................  0/6
              nodes    0 replaced, 1 under way, 5 to go; 6 instances
              pods     1 moved, 1 refusal
              coming   -
              leaving  node-1 (draining)
              waiting  node-1: 2 pods wait for budget shop/myapp, whi..
            """);
  }

  @Test
  void aNameCannotMoveTheReadersCursor() {
    // given
    ConsoleProgress progress = new ConsoleProgress(out, Terminal.lines());

    // when
    progress.onEvent(
        Story.moved(0, "node\u001b[2J\r\n\u202egnp", NodeStage.OUTDATED, NodeStage.DRAINING));

    // then
    assertThat(out)
        .hasToString("00:00  workers: node\\u001b[2J\\u000d\\u000a\\u202egnp is draining\n");
  }

  @Test
  void aReaderWhoHasLeftDisturbsNothing() {
    // given
    ConsoleProgress progress = new ConsoleProgress(new ClosedPipe(), Terminal.live(80));

    // then
    assertThatCode(() -> Story.untilTheFirstNodeDrains().forEach(progress::onEvent))
        .doesNotThrowAnyException();
  }

  private static final class ClosedPipe extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("closed");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
