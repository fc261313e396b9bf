package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Timeline;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Calls plug-ins. The returned stage completes on the timeline's thread, at the latest when the
 * call's time is up, and exceptionally with a {@link PlugInException} only.
 */
public interface PlugInCalls extends AutoCloseable {

  <T> CompletionStage<T> call(String what, Supplier<CompletionStage<T>> call);

  /** Calls something that answers at once, such as a policy. */
  default <T> CompletionStage<T> ask(String what, Supplier<T> question) {
    return call(what, () -> java.util.concurrent.CompletableFuture.completedStage(question.get()));
  }

  /**
   * Returns the same way to call for one run, on the time of that run; closing it interrupts the
   * calls of that run and no others.
   */
  PlugInCalls on(Timeline time);

  @Override
  void close();
}
