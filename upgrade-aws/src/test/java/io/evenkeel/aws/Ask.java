package io.evenkeel.aws;

import io.evenkeel.spi.Answer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits for answers in tests. */
final class Ask {
  private Ask() {}

  static <T> Answer<T> answer(CompletionStage<Answer<T>> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  static <T> T value(CompletionStage<Answer<T>> stage) {
    Answer<T> answer = answer(stage);
    return answer.value().orElseThrow(() -> new AssertionError(answer.toString()));
  }
}
