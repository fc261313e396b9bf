package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One running component.
 *
 * <p>It ends when its standard input closes, which the operating system sees to even when this JVM
 * is killed.
 */
final class Component implements AutoCloseable {

  private static final Executor A_MOMENT_LATER =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final Program program;
  private final Path log;
  private final Process process;

  private Component(Program program, Path log, Process process) {
    this.program = program;
    this.log = log;
    this.process = process;
  }

  /** Starts a program; its output goes to a log in the folder. */
  static Component start(Path folder, Program program) throws IOException {
    Path log = folder.resolve(program.name() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(program.command())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // KWOK would read the configuration in the home folder of whoever runs this.
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(program.environment());
    return new Component(program, log, builder.start());
  }

  /** Throws, with the end of the log, when the component has ended. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new ControlPlaneException(name() + " ended with exit code " + process.exitValue(), log);
    }
  }

  String name() {
    return program.name();
  }

  /** Returns once the condition holds; throws, with the end of the log, when it does not. */
  void await(String what, Duration limit, Await.Condition condition) throws InterruptedException {
    try {
      Await.until(
          what,
          limit,
          () -> {
            requireAlive();
            return condition.holds();
          });
    } catch (AwaitTimeoutException late) {
      throw new ControlPlaneException(name() + " did not come up: " + late.getMessage(), log);
    }
  }

  /** Ends it without a chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  Program program() {
    return program;
  }

  /** Runs the task a moment after it has ended, for whatever reason. */
  void whenItHasEnded(Runnable task) {
    var unused = process.onExit().thenRunAsync(task, A_MOMENT_LATER);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (process.waitFor(5, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException e) {
      // The pipe is broken because the process is gone already, or it is forced below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
