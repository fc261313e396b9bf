package io.evenkeel.engine.internal.act;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The lease as those see it who act: what covers a write, and where things are noted before. */
public interface Notebook {

  /** Before the lease is held nothing is written, so that nothing has to be covered. */
  Notebook NONE =
      new Notebook() {
        @Override
        public boolean safeToWrite() {
          return false;
        }

        @Override
        public CompletionStage<Boolean> put(Map<String, String> entries) {
          return CompletableFuture.completedStage(false);
        }
      };

  /** Returns, on whatever thread, whether a write that begins now ends while the lease is ours. */
  boolean safeToWrite();

  /** Notes something down beside the lease; completes with whether that worked. */
  CompletionStage<Boolean> put(Map<String, String> entries);
}
