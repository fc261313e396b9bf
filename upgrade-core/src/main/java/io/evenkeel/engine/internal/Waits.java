package io.evenkeel.engine.internal;

import io.evenkeel.spi.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Those who wait for what an upgrader finds out. Once it is closed nobody brings them an answer any
 * more, so that they are told so, and whoever asks from then on is refused. Thread-safe.
 */
public final class Waits {
  private final Timeline timeline;
  private final Set<CompletableFuture<?>> waiting = new LinkedHashSet<>();
  private boolean closed;

  public Waits(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * Begins something that lasts for as long as this is open; nothing closes this meanwhile.
   *
   * @throws IllegalStateException if this is closed
   */
  public synchronized void begin(Runnable lasting) {
    requireOpen();
    lasting.run();
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws IllegalStateException if this is closed, or is so before the answer has come
   */
  public <T> T result(Supplier<CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    begin(() -> waiting.add(answer));
    try {
      question
          .get()
          .whenComplete(
              (value, fault) -> {
                if (fault == null) {
                  answer.complete(value);
                } else {
                  answer.completeExceptionally(fault);
                }
              });
      return Await.result(answer, timeline);
    } finally {
      forget(answer);
    }
  }

  /** Refuses whoever asks from now on, does that, and tells all those who wait. */
  public void close(Runnable ending) {
    List<CompletableFuture<?>> left;
    synchronized (this) {
      closed = true;
      ending.run();
      left = new ArrayList<>(waiting);
    }
    left.forEach(answer -> answer.completeExceptionally(closed()));
  }

  /** Refuses whoever comes after the end. */
  public synchronized void requireOpen() {
    if (closed) {
      throw closed();
    }
  }

  private synchronized void forget(CompletableFuture<?> answer) {
    waiting.remove(answer);
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the upgrader is closed: ask and start before close()");
  }
}
