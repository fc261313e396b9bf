package io.evenkeel.examples.controlplane;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a condition of the real world, up to a deadline.
 *
 * <p>The condition is asked about twenty times a second, on a thread of its own. Thread-safe.
 */
public final class Await {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /** Asks once whether something is there yet. */
  @FunctionalInterface
  public interface Probe<T> {
    /**
     * Returns the answer, or empty to be asked again.
     *
     * @throws IOException to be asked again; the last one is the cause when time runs out
     */
    Optional<T> ask() throws IOException, InterruptedException;
  }

  /** A condition that holds or does not hold yet. */
  @FunctionalInterface
  public interface Condition {
    /**
     * Returns whether it holds now.
     *
     * @throws IOException to be asked again; the last one is the cause when time runs out
     */
    boolean holds() throws IOException, InterruptedException;
  }

  /**
   * Returns once the condition holds.
   *
   * @param what what is waited for, as a noun phrase for the message
   * @throws AwaitTimeoutException when it does not hold within the limit
   */
  public static void until(String what, Duration limit, Condition condition)
      throws InterruptedException {
    answer(what, limit, () -> condition.holds() ? Optional.of(true) : Optional.empty());
  }

  /**
   * Returns the first answer of the probe. An unchecked exception of the probe ends the wait and is
   * thrown on.
   *
   * @param what what is waited for, as a noun phrase for the message
   * @throws AwaitTimeoutException when there is none within the limit
   */
  public static <T> T answer(String what, Duration limit, Probe<T> probe)
      throws InterruptedException {
    ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(Await::daemon);
    CompletableFuture<T> answer = new CompletableFuture<>();
    AtomicReference<@Nullable IOException> lastTrouble = new AtomicReference<>();
    var unused =
        poller.scheduleWithFixedDelay(
            () -> ask(probe, answer, lastTrouble), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AwaitTimeoutException(what, limit, lastTrouble.get());
    } catch (ExecutionException e) {
      throw rethrown(e);
    } finally {
      poller.shutdownNow();
    }
  }

  private static <T> void ask(
      Probe<T> probe,
      CompletableFuture<T> answer,
      AtomicReference<@Nullable IOException> lastTrouble) {
    try {
      probe.ask().ifPresent(answer::complete);
    } catch (IOException e) {
      lastTrouble.set(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private static RuntimeException rethrown(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      return cause;
    }
    if (e.getCause() instanceof Error cause) {
      throw cause;
    }
    return new IllegalStateException(e.getCause());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "await");
    thread.setDaemon(true);
    return thread;
  }
}
