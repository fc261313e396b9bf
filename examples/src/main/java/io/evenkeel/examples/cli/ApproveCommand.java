package io.evenkeel.examples.cli;

import io.evenkeel.engine.EndedRun;
import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RunControl;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a wave begin that waits for somebody to approve it. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Approves a wave of the run.",
      "With --wait it ends when the run does: with 0 where it has succeeded, else with 1."
    })
final class ApproveCommand extends ControlCommand {
  @Parameters(paramLabel = "WAVE", description = "The name of the wave.")
  private String wave = "";

  @Override
  RequestAnswer ask(RunControl control) {
    return control.approve(wave);
  }

  @Override
  int await(RunControl control) {
    Optional<EndedRun> ended = control.awaitEnd();
    say(EndedRuns.words(ended));
    return ended.filter(run -> run.kind() == EndedRun.Kind.SUCCEEDED).isPresent()
        ? ExitCode.DONE
        : ExitCode.FAILED;
  }
}
