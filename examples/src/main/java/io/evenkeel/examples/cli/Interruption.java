package io.evenkeel.examples.cli;

import io.evenkeel.engine.Upgrader;
import java.io.PrintWriter;

/**
 * What Ctrl-C does: the process ends, and the marks that the run has left let the same command
 * finish the job.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption closing(Upgrader upgrader, PrintWriter out) {
    Thread hook = new Thread(() -> close(upgrader, out), "evenkeel-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  private static void close(Upgrader upgrader, PrintWriter out) {
    upgrader.close();
    out.println();
    out.println("Interrupted. The run is marked in the cluster: start the same command again");
    out.println("and it goes on where it was left.");
    out.flush();
  }

  /** Calls the hook off. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // then the hook runs, as it should
    }
  }
}
