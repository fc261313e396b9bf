package io.evenkeel.kubernetes.internal;

import io.evenkeel.spi.ClusterEvent;
import io.evenkeel.spi.Subscription;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the watches of all kinds into one stream. All that happens here happens on one thread, so
 * the listener is called one event at a time; a slow listener slows the watches down.
 */
public final class Feed implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final int QUEUE = 4_096;

  private final Consumer<ClusterEvent> listener;
  private final BlockingQueue<Report> reports = new ArrayBlockingQueue<>(QUEUE);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<KindWatch> watches = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Store store = new Store();
  private final Set<Resource> unlisted = EnumSet.allOf(Resource.class);
  private final Set<Resource> troubled = EnumSet.noneOf(Resource.class);

  private volatile boolean everSynced;
  private boolean interrupted;

  private Feed(Consumer<ClusterEvent> listener) {
    this.listener = listener;
  }

  /** Starts watching; lists go over {@code reads}, streams over {@code connection}. */
  static Feed start(
      ApiConnection connection, Reads reads, Pacing pacing, Consumer<ClusterEvent> listener) {
    Feed feed = new Feed(listener);
    ObjectReader reader = new ObjectReader();
    Lister lister = new Lister(reads, reader, pacing.pageSize());
    for (Resource resource : Resource.values()) {
      KindWatch watch =
          new KindWatch(resource, connection, lister, reader, pacing, feed, feed.closed);
      feed.watches.add(watch);
      feed.threads.add(thread(watch, "evenkeel-k8s-watch-" + resource.plural()));
    }
    feed.threads.add(thread(feed::deliver, "evenkeel-k8s-events"));
    feed.threads.forEach(Thread::start);
    return feed;
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes in what one kind's watch tells; waits while the listener is behind. */
  void report(Report report) throws InterruptedException {
    reports.put(report);
  }

  boolean everSynced() {
    return everSynced;
  }

  @Override
  public void close() {
    closed.countDown();
    watches.forEach(KindWatch::cancel);
    threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
  }

  private void deliver() {
    try {
      while (closed.getCount() > 0) {
        handle(reports.take());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Report report) {
    if (report instanceof Report.Applied applied) {
      tell(store.apply(applied.item()));
    } else if (report instanceof Report.Deleted deleted) {
      tell(store.remove(deleted.item()));
    } else if (report instanceof Report.Listing listing) {
      unlisted.add(listing.resource());
    } else if (report instanceof Report.Listed listed) {
      store.replace(listed.resource(), listed.items());
      unlisted.remove(listed.resource());
      backInView(listed.resource());
    } else if (report instanceof Report.Recovered recovered) {
      backInView(recovered.resource());
    } else if (report instanceof Report.Troubled trouble) {
      interrupt(trouble);
    } else if (report instanceof Report.GivenUp givenUp) {
      emit(new ClusterEvent.Failed(givenUp.because(), givenUp.remedy()));
      close();
    }
  }

  /** Changes that fall into a gap are kept, not told: the next snapshot holds them. */
  private void tell(List<ClusterEvent> events) {
    if (everSynced && !interrupted) {
      events.forEach(this::emit);
    }
  }

  private void backInView(Resource resource) {
    troubled.remove(resource);
    if (unlisted.isEmpty() && troubled.isEmpty()) {
      everSynced = true;
      interrupted = false;
      emit(new ClusterEvent.Synced(store.snapshot()));
    }
  }

  private void interrupt(Report.Troubled trouble) {
    troubled.add(trouble.resource());
    if (!interrupted) {
      interrupted = true;
      emit(
          new ClusterEvent.Interrupted(
              "cannot watch " + trouble.resource().fullName() + ": " + trouble.because()));
    }
  }

  private void emit(ClusterEvent event) {
    if (closed.getCount() == 0) {
      return;
    }
    try {
      listener.accept(event);
    } catch (RuntimeException listenersOwn) {
      LOG.error("The listener failed on {}", event.getClass().getSimpleName(), listenersOwn);
    }
  }
}
