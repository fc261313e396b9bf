package io.evenkeel.examples.cli;

import io.evenkeel.engine.EndedRun;
import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RunControl;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Lets a paused run go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Lets a paused run go on.",
      "With --wait it ends when the run does: with 0 where it has succeeded, else with 1 or 5."
    })
final class ResumeCommand extends ControlCommand {

  @Override
  RequestAnswer ask(RunControl control) {
    return control.resume();
  }

  @Override
  int await(RunControl control) {
    Optional<EndedRun> ended = control.awaitEnd();
    say(EndedRuns.words(ended));
    return ended
        .map(
            run ->
                switch (run.kind()) {
                  case SUCCEEDED -> ExitCode.DONE;
                  case STOPPED -> ExitCode.STOPPED;
                  case FAILED -> ExitCode.FAILED;
                })
        .orElse(ExitCode.FAILED);
  }
}
