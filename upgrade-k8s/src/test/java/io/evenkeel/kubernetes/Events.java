package io.evenkeel.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.spi.ClusterEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Collects events and hands them out one at a time, waiting for the next. */
final class Events implements Consumer<ClusterEvent> {
  private final BlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();

  @Override
  public void accept(ClusterEvent event) {
    events.add(event);
  }

  <T extends ClusterEvent> T next(Class<T> type) throws InterruptedException {
    ClusterEvent next = events.poll(20, TimeUnit.SECONDS);
    assertThat(next).isInstanceOf(type);
    return type.cast(next);
  }

  boolean none() {
    return events.isEmpty();
  }
}
