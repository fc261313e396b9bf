package io.evenkeel.examples.cli;

import io.evenkeel.engine.EndedRun;
import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RunControl;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a run in order. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Stops the run at its next safe point: nothing new is drained, closed nodes that hold pods"
          + " are reopened, empty surge is given back.",
      "With --wait it ends when the run does: with 0 where it has stopped, or was done before."
    })
final class CancelCommand extends ControlCommand {
  @Option(
      names = "--returning-surge",
      description = "Drain and give back also the surge that holds pods.")
  private boolean returningSurge;

  @Override
  RequestAnswer ask(RunControl control) {
    return returningSurge ? control.cancelReturningSurge() : control.cancel();
  }

  @Override
  int await(RunControl control) {
    Optional<EndedRun> ended = control.awaitEnd();
    say(EndedRuns.words(ended));
    return ended.filter(run -> run.kind() != EndedRun.Kind.FAILED).isPresent()
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }
}
