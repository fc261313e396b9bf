package io.evenkeel.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.engine.RunStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReportTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RunStatus run =
      new RunStatus(
          "run-1",
          "ci-7",
          START,
          START.plusSeconds(600),
          Duration.ofMinutes(1),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Test
  void aHolderThatRenewsIsAtWork() {
    assertThat(reported(START.plusSeconds(630)))
        .isEqualTo(
            """
            Run run-1 began 10 min ago (2026-01-01T00:00:00Z).
            ci-7 is at work on it; it renewed its lease 30 s ago.
            """);
  }

  @Test
  void aHolderThatIsSilentHasLeftTheRunToWhoeverFinishesIt() {
    assertThat(reported(START.plusSeconds(7500)))
        .isEqualTo(
            """
            Run run-1 began 2 h 5 min ago (2026-01-01T00:00:00Z).
            Nobody is at work on it: start the same command again to finish it.
            """);
  }

  @Test
  void aPausedRunIsTold() {
    RunStatus paused =
        new RunStatus(
            "run-1",
            "ci-7",
            START,
            START.plusSeconds(600),
            Duration.ofMinutes(1),
            Optional.of(START.plusSeconds(60)),
            Optional.of(START.plusSeconds(120)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(reported(paused, START.plusSeconds(630)))
        .endsWith("It has been paused for 9 min; nothing is under way.\n");
  }

  @Test
  void whatTheCloudIsAtWorkOnIsTold() {
    RunStatus updating =
        new RunStatus(
            "run-1",
            "ci-7",
            START,
            START.plusSeconds(600),
            Duration.ofMinutes(1),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("control plane: 1.34 -> 1.35 (u-7), since 2026-01-01T00:02:00Z"),
            Optional.empty());
    assertThat(reported(updating, START.plusSeconds(630)))
        .endsWith(
            "The cloud is at work on control plane: 1.34 -> 1.35 (u-7), since"
                + " 2026-01-01T00:02:00Z.\n");
  }

  private String reported(Instant now) {
    return reported(run, now);
  }

  private static String reported(RunStatus run, Instant now) {
    StringWriter out = new StringWriter();
    new StatusReport(new PrintWriter(out, true), now).print(run);
    return out.toString();
  }
}
