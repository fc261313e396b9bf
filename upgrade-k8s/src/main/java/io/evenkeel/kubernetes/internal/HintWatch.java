package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches some objects and keeps nothing of them: it tells only that something may have changed,
 * also where a watch has ended and begins anew.
 */
final class HintWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(HintWatch.class);
  private static final int SECONDS = 300;

  private final ApiConnection connection;
  private final ApiRequest listed;
  private final Runnable hint;
  private final CountDownLatch closed;
  private final Backoff backoff;
  private final AtomicReference<@Nullable Call> running = new AtomicReference<>();

  HintWatch(ApiConnection connection, ApiRequest listed, Runnable hint, CountDownLatch closed) {
    this.connection = connection;
    this.listed = listed;
    this.hint = hint;
    this.closed = closed;
    this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), closed);
  }

  @Override
  public void run() {
    boolean goOn = true;
    while (goOn && closed.getCount() > 0) {
      goOn = watch();
    }
  }

  /** Cancels what is under way, from another thread. */
  void cancel() {
    Optional.ofNullable(running.get()).ifPresent(Call::cancel);
  }

  /** Without a version, a watch begins with everything there is. */
  private boolean watch() {
    try {
      Call call = WatchStream.prepare(connection, listed, SECONDS);
      running.set(call);
      if (closed.getCount() == 0) { // closed before it could be cancelled
        return false;
      }
      try (WatchStream stream = WatchStream.open(connection, listed.path(), call)) {
        while (stream.next().isPresent()) {
          backoff.reset();
          hint.run();
        }
      }
    } catch (ApiReplyException | IOException | JsonParseException | IllegalStateException broken) {
      LOG.debug("Watching {} failed: {}", listed.path(), broken.getMessage());
    }
    return closed.getCount() > 0 && backoff.failed();
  }
}
