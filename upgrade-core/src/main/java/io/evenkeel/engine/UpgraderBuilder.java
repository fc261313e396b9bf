package io.evenkeel.engine;

import io.evenkeel.engine.internal.Await;
import io.evenkeel.engine.internal.RealTimeline;
import io.evenkeel.engine.internal.act.InlineCalls;
import io.evenkeel.engine.internal.act.LeaseTimes;
import io.evenkeel.engine.internal.act.PlugInCalls;
import io.evenkeel.engine.internal.act.PooledCalls;
import io.evenkeel.engine.internal.run.RunSettings;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sets what an {@link Upgrader} is to differ in. Not thread-safe. */
public final class UpgraderBuilder {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(6);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);
  private static final Duration LONGEST_LOOK = Duration.ofDays(1);

  private Optional<Timeline> timeline = Optional.empty();
  private LeaseTimes leaseTimes = LeaseTimes.standard();
  private String holder = ProcessName.ofThisProcess();
  private Duration firstLook = Duration.ofMinutes(10);
  private Optional<ObjectKey> ownPod = Optional.empty();
  private LongSupplier stopwatch = () -> 0;
  private LongConsumer decisionTimes = nanos -> {};

  UpgraderBuilder() {}

  /** Sets the time to run on; by default real time. */
  public UpgraderBuilder timeline(Timeline newTimeline) {
    this.timeline =
        Optional.of(
            Objects.requireNonNull(newTimeline, "timeline is null: give a timeline to run on"));
    return this;
  }

  /**
   * Sets how long the lease lasts when it is not renewed; by default 60 seconds. A third of it is
   * the time that any one call may take; a successor of a dead process waits for both.
   *
   * @throws IllegalArgumentException unless it is from 6 seconds to an hour
   */
  public UpgraderBuilder leaseDuration(Duration duration) {
    if (isOutside(duration, SHORTEST_LEASE, LONGEST_LEASE)) {
      throw new IllegalArgumentException(
          "leaseDuration is " + duration + ": give a time from 6 s to 1 h");
    }
    this.leaseTimes = LeaseTimes.of(duration);
    return this;
  }

  /**
   * Sets the name under which this process holds the lease; it must differ between processes.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public UpgraderBuilder holder(String name) {
    if (isMissing(name) || name.isBlank()) {
      throw new IllegalArgumentException(
          "holder is '" + name + "': give a name that no other process has");
    }
    this.holder = name;
    return this;
  }

  /**
   * Says which pod this process runs in, where it runs inside the cluster that it upgrades; by
   * default none. The node of that pod is drained after all others of its group.
   */
  public UpgraderBuilder runsInPod(String namespace, String name) {
    this.ownPod = Optional.of(new ObjectKey(ObjectKind.POD, namespace, name));
    return this;
  }

  /**
   * Sets how long a run waits at first for a cluster and a cloud that cannot be reached; by default
   * ten minutes, as long as a run that is under way waits. What is waited for is told.
   *
   * @throws IllegalArgumentException unless it is from nothing to a day
   */
  public UpgraderBuilder firstLookWithin(Duration patience) {
    if (isOutside(patience, Duration.ZERO, LONGEST_LOOK)) {
      throw new IllegalArgumentException(
          "firstLookWithin is " + patience + ": give a time from 0 s to 1 day");
    }
    this.firstLook = patience;
    return this;
  }

  /**
   * Measures how long each change takes to be taken in and decided on.
   *
   * @param nanoClock such as {@code System::nanoTime}
   */
  public UpgraderBuilder decisionTimer(LongSupplier nanoClock, LongConsumer nanos) {
    this.stopwatch =
        Objects.requireNonNull(nanoClock, "nanoClock is null: give a clock, as System::nanoTime");
    this.decisionTimes = Objects.requireNonNull(nanos, "nanos is null: give a consumer of times");
    return this;
  }

  private static boolean isOutside(
      @Nullable Duration duration, Duration shortest, Duration longest) {
    return duration == null || duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0;
  }

  private static boolean isMissing(@Nullable Object value) {
    return value == null;
  }

  public Upgrader build() {
    RunSettings settings =
        new RunSettings(holder, leaseTimes, firstLook, stopwatch, decisionTimes, ownPod);
    if (timeline.isPresent()) {
      return new Upgrader(timeline.get(), calls(timeline.get()), settings, () -> {});
    }
    RealTimeline real = new RealTimeline("evenkeel-engine");
    return new Upgrader(real, calls(real), settings, real::close);
  }

  private PlugInCalls calls(Timeline time) {
    return Await.virtual(time).isPresent()
        ? new InlineCalls(time, leaseTimes.callLimit())
        : new PooledCalls(time, leaseTimes.callLimit());
  }
}
