package io.evenkeel.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** A stage of somebody's own making, which tells everybody everything twice. */
final class Twice<T> extends CompletableFuture<T> {
  private Twice() {}

  static <T> CompletionStage<T> of(CompletionStage<T> honest) {
    Twice<T> twice = new Twice<>();
    var unused =
        honest.whenComplete(
            (value, fault) -> {
              if (fault == null) {
                twice.complete(value);
              } else {
                twice.completeExceptionally(fault);
              }
            });
    return twice;
  }

  @Override
  public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
    return super.whenComplete(
        (value, fault) -> {
          action.accept(value, fault);
          action.accept(value, fault);
        });
  }
}
