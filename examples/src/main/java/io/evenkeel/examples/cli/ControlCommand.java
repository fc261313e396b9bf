package io.evenkeel.examples.cli;

import io.evenkeel.engine.RequestAnswer;
import io.evenkeel.engine.RunControl;
import io.evenkeel.engine.Upgrader;
import io.evenkeel.kubernetes.KubernetesCluster;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks something of the run at work on a cluster, in whatever process it is. */
abstract class ControlCommand implements Callable<Integer> {
  @Mixin private ClusterArguments clusterArguments = new ClusterArguments();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--wait", description = "Wait until what was asked for has come about.")
  private boolean wait;

  @Override
  public Integer call() {
    try (KubernetesCluster cluster = clusterArguments.connect();
        Upgrader upgrader = Upgrader.create()) {
      RunControl control = upgrader.control(cluster);
      control.status(); // a person waits: a cluster that does not answer is told of at once
      RequestAnswer answer = ask(control);
      if (answer instanceof RequestAnswer.Refused refused) {
        return explain(refused);
      }
      RequestAnswer.Taken taken = (RequestAnswer.Taken) answer;
      say("Run " + taken.runId() + ": " + taken.words() + ", says " + taken.by() + ".");
      return wait ? await(control) : ExitCode.DONE;
    }
  }

  /** Asks, and returns what was answered. */
  abstract RequestAnswer ask(RunControl control);

  /** Waits until what was asked for has come about, tells so, and returns the exit code. */
  abstract int await(RunControl control);

  void say(String line) {
    out().println(line);
    out().flush();
  }

  private int explain(RequestAnswer.Refused refused) {
    CommandLine line = spec.commandLine();
    line.getErr()
        .println(
            line.getColorScheme()
                .errorText("Not done: " + refused.words() + "; " + refused.remedy() + "."));
    return ExitCode.FAILED;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
