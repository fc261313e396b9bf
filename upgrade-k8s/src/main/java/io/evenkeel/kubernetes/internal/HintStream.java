package io.evenkeel.kubernetes.internal;

import io.evenkeel.spi.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a hint whenever any of several watches tells something; what comes at once is one hint. */
public final class HintStream implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(HintStream.class);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final BlockingQueue<Boolean> told = new ArrayBlockingQueue<>(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<HintWatch> watches = new ArrayList<>();
  private final Runnable hint;

  private HintStream(Runnable hint) {
    this.hint = hint;
  }

  /** Starts watching whatever the requests would list. */
  public static HintStream start(ApiConnection connection, List<ApiRequest> listed, Runnable hint) {
    HintStream stream = new HintStream(hint);
    for (ApiRequest request : listed) {
      HintWatch watch =
          new HintWatch(connection, request, () -> stream.told.offer(true), stream.closed);
      stream.watches.add(watch);
      thread(watch, "evenkeel-k8s-hints-of-" + request.path()).start();
    }
    thread(stream::tell, "evenkeel-k8s-hints").start();
    return stream;
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void tell() {
    try {
      while (closed.getCount() > 0) {
        if (told.poll(1, TimeUnit.SECONDS) != null) {
          call();
          closed.await(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void call() {
    try {
      hint.run();
    } catch (RuntimeException listenersOwn) {
      LOG.error("The listener failed", listenersOwn);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    watches.forEach(HintWatch::cancel);
  }
}
