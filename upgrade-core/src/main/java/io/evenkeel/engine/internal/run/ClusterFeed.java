package io.evenkeel.engine.internal.run;

import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Subscription;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The cluster's events, brought to the deciding thread in their order and in handfuls. */
final class ClusterFeed implements AutoCloseable {
  private final Timeline timeline;
  private final ConcurrentLinkedQueue<ClusterEvent> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final CompletableFuture<ClusterSnapshot> first = new CompletableFuture<>();
  private final ArrayDeque<ClusterEvent> early = new ArrayDeque<>();
  private final Subscription subscription;
  private Consumer<ArrayDeque<ClusterEvent>> sink = early::addAll;

  ClusterFeed(ClusterClient cluster, Timeline timeline, Duration patience) {
    this.timeline = timeline;
    this.subscription = cluster.watch(this::arrive);
    timeline.schedule(
        patience,
        () ->
            first.completeExceptionally(
                new StartException(
                    io.evenkeel.FailureReason.UNREACHABLE,
                    "the cluster "
                        + cluster.name()
                        + " has not shown itself within "
                        + patience.toSeconds()
                        + " s",
                    "check its address, the network and the credentials")));
  }

  CompletionStage<ClusterSnapshot> first() {
    return first;
  }

  /** Hands over what has arrived since the first look, and all that follows. */
  void handTo(Consumer<ArrayDeque<ClusterEvent>> newSink) {
    sink = newSink;
    if (!early.isEmpty()) {
      sink.accept(new ArrayDeque<>(early));
      early.clear();
    }
  }

  private void arrive(ClusterEvent event) {
    arrived.add(event);
    if (scheduled.compareAndSet(false, true)) {
      timeline.execute(this::deliver);
    }
  }

  private void deliver() {
    scheduled.set(false);
    ArrayDeque<ClusterEvent> batch = new ArrayDeque<>();
    for (ClusterEvent event = arrived.poll(); event != null; event = arrived.poll()) {
      if (!first.isDone() && event instanceof ClusterEvent.Synced synced) {
        first.complete(synced.snapshot());
      } else if (!first.isDone() && event instanceof ClusterEvent.Failed failed) {
        first.completeExceptionally(
            new StartException(
                io.evenkeel.FailureReason.UNREACHABLE, failed.because(), failed.remedy()));
      } else {
        batch.add(event);
      }
    }
    if (!batch.isEmpty()) {
      sink.accept(batch);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
