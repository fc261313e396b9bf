package io.evenkeel.engine.internal.act;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls plug-ins on the deciding thread, for virtual time. */
public final class InlineCalls implements PlugInCalls {
  private static final String OTHER_THREADS =
      " of virtual time, which waits for no other thread: wrap what answers on one with"
          + " blocking(..)";

  private final Timeline timeline;
  private final Duration limit;

  public InlineCalls(Timeline timeline, Duration limit) {
    this.timeline = timeline;
    this.limit = limit;
  }

  @Override
  public <T> CompletionStage<T> call(String what, Supplier<CompletionStage<T>> call) {
    PendingCall<T> pending = new PendingCall<>(what, timeline, limit, OTHER_THREADS, () -> {});
    try {
      pending.follow(call.get());
    } catch (RuntimeException | Error fault) {
      pending.fail(fault);
    }
    return pending.result();
  }

  @Override
  public PlugInCalls on(Timeline time) {
    return new InlineCalls(time, limit);
  }

  @Override
  public void close() {}
}
