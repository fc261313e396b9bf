package io.evenkeel.engine.internal.run;

import io.evenkeel.engine.internal.act.CompleteAnswers;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PlugIns;
import io.evenkeel.model.ClusterSnapshot;
import io.evenkeel.spi.ClusterClient;
import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Subscription;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cluster's events, brought to the deciding thread in their order and in handfuls. */
final class ClusterFeed implements AutoCloseable {
  private final Timeline timeline;
  private final ConcurrentLinkedQueue<ClusterEvent> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final CompletableFuture<ClusterSnapshot> first = new CompletableFuture<>();
  private final ArrayDeque<ClusterEvent> early = new ArrayDeque<>();
  private final String source;
  private Optional<Subscription> subscription = Optional.empty();
  private boolean closed;
  private Consumer<ArrayDeque<ClusterEvent>> sink = early::addAll;

  ClusterFeed(ClusterClient cluster, Timeline timeline, PlugInCalls calls, Duration patience) {
    this.timeline = timeline;
    this.source = PlugIns.call(cluster, "watch", "");
    calls.ask(source, () -> cluster.watch(this::arrive)).whenComplete(this::opened);
    timeline.schedule(
        patience,
        () ->
            first.completeExceptionally(
                new StartException(
                    io.evenkeel.FailureReason.UNREACHABLE,
                    "the cluster "
                        + PlugIns.name(cluster)
                        + " has not shown itself within "
                        + patience.toSeconds()
                        + " s",
                    "check its address, the network and the credentials")));
  }

  private void opened(@Nullable Subscription opened, @Nullable Throwable fault) {
    if (opened == null) {
      first.completeExceptionally(
          fault == null ? new IllegalStateException(source + "answered null") : fault);
    } else if (closed) {
      PlugIns.close(opened);
    } else {
      subscription = Optional.of(opened);
    }
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

  private void arrive(@Nullable ClusterEvent event) {
    arrived.add(complete(event));
    if (scheduled.compareAndSet(false, true)) {
      try {
        timeline.execute(this::deliver);
      } catch (RuntimeException refused) {
        scheduled.set(false);
        throw refused;
      }
    }
  }

  /** Somebody who does not know of nullness tells nothing that can be relied upon. */
  private ClusterEvent complete(@Nullable ClusterEvent event) {
    return event == null || CompleteAnswers.lacks(event)
        ? new ClusterEvent.Failed(
            source + "told " + event + ", which is or has a null", "mend the cluster client")
        : event;
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
    closed = true;
    subscription.ifPresent(PlugIns::close);
  }
}
