package io.evenkeel.examples.cli;

import io.evenkeel.engine.EndedRun;
import io.evenkeel.engine.RunStatus;
import io.evenkeel.model.GroupState;
import io.evenkeel.model.Instance;
import io.evenkeel.model.TemplateVersion;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts into words what a run has left in the cluster and on its groups. */
final class StatusReport {
  private final PrintWriter out;
  private final Instant now;

  StatusReport(PrintWriter out, Instant now) {
    this.out = out;
    this.now = now;
  }

  void print(RunStatus run) {
    out.printf("Run %s began %s ago (%s).%n", run.runId(), ago(run.startedAt()), run.startedAt());
    if (run.alive(now)) {
      out.printf(
          "%s is at work on it; it renewed its lease %s ago.%n",
          run.holder(), ago(run.renewedAt()));
    } else {
      out.println("Nobody is at work on it: start the same command again to finish it.");
    }
    run.pausedSince().ifPresent(since -> printPause(run, since));
    run.waitsFor().ifPresent(what -> out.printf("It waits: %s.%n", what));
    run.update().ifPresent(what -> out.printf("The cloud is at work on %s.%n", what));
    run.ending().ifPresent(why -> out.printf("It ends before it is done: %s.%n", why));
  }

  private void printPause(RunStatus run, Instant since) {
    out.printf(
        "It has been paused for %s; %s.%n",
        ago(since),
        run.heldSince().isPresent()
            ? "nothing is under way"
            : "what it has begun is being finished");
  }

  void print(EndedRun run) {
    out.printf(
        "The last one, %s, ended %s ago (%s): %s%n",
        run.runId(), ago(run.endedAt()), run.kind().name().toLowerCase(Locale.ROOT), run.words());
  }

  /** Explains why nothing happens for a while: a lease is waited out before it is taken over. */
  void printBeforeStart(RunStatus run) {
    if (!run.holder().isEmpty()) {
      out.printf(
          "Run %s of %s is marked in the cluster; it renewed its lease %s ago. Should it still be"
              + " at work, this command ends with %d; otherwise it goes on with the run in a minute"
              + " or two.%n",
          run.runId(), run.holder(), ago(run.renewedAt()), ExitCode.ANOTHER_RUN);
      out.flush();
    }
  }

  void print(GroupState group) {
    out.printf(
        "%nGroup %s: desired %d, maximum %d, %d instances present%n",
        group.name(), group.desired(), group.max(), group.present());
    byTemplate(group).forEach((version, count) -> out.printf("  %-40s %d%n", version, count));
    group.marks().forEach((name, value) -> out.printf("  mark %-35s %s%n", name, value));
  }

  private static Map<String, Long> byTemplate(GroupState group) {
    Map<String, Long> counts = new TreeMap<>();
    for (Instance instance : group.instances()) {
      String version = instance.template().map(TemplateVersion::toString).orElse("unknown");
      counts.merge("launched from " + version, 1L, Long::sum);
    }
    return counts;
  }

  private String ago(Instant then) {
    Duration age = Duration.between(then, now);
    return age.toHours() > 0
        ? age.toHours() + " h " + age.toMinutesPart() + " min"
        : age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }
}
