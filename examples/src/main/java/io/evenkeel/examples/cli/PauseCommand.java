package io.evenkeel.examples.cli;

import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RunControl;
import io.evenkeel.engine.RunStatus;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Lets a run hold. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Lets the run hold: nodes that are being drained are finished, no other is begun.",
      "With --wait it ends once nothing is under way any more. The run stays paused, also in a"
          + " process that takes it over, until it is resumed."
    })
final class PauseCommand extends ControlCommand {

  @Override
  RequestAnswer ask(RunControl control) {
    return control.pause();
  }

  @Override
  int await(RunControl control) {
    Optional<RunStatus> status = control.awaitHeld();
    if (status.flatMap(RunStatus::heldSince).isPresent()) {
      say("Nothing is under way any more: the run holds.");
      return ExitCode.DONE;
    }
    say(
        status.isPresent()
            ? "The run does not hold: it was resumed, or nobody is at work on it."
            : "The run has ended.");
    return ExitCode.FAILED;
  }
}
