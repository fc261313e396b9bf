package io.evenkeel.examples.cli;

import io.evenkeel.engine.EndedRun;
import java.util.Optional;

/** Puts into words how a run has ended. */
final class EndedRuns {
  private EndedRuns() {}

  static String words(Optional<EndedRun> ended) {
    return ended
        .map(EndedRuns::words)
        .orElse(
            "No process is at work on the run any more, and it has not ended: start the same"
                + " command again to finish it, or clean up what it has left.");
  }

  private static String words(EndedRun run) {
    return switch (run.kind()) {
      case SUCCEEDED -> "Run " + run.runId() + " has succeeded: " + run.words() + ".";
      case STOPPED -> "Run " + run.runId() + " has stopped: " + run.words() + ".";
      case FAILED ->
          "Run "
              + run.runId()
              + " has failed ("
              + run.reason().map(Enum::name).orElse("")
              + "): "
              + run.words();
    };
  }
}
