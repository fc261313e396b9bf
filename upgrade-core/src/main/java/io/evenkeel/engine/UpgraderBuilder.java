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
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Sets what an {@link Upgrader} is to differ in. Not thread-safe. */
public final class UpgraderBuilder {
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
    this.timeline = Optional.of(newTimeline);
    return this;
  }

  /**
   * Sets how long the lease lasts when it is not renewed; by default 60 seconds. A third of it is
   * the time that any one call may take; a successor of a dead process waits for both.
   */
  public UpgraderBuilder leaseDuration(Duration duration) {
    this.leaseTimes = LeaseTimes.of(duration);
    return this;
  }

  /** Sets the name under which this process holds the lease; it must differ between processes. */
  public UpgraderBuilder holder(String name) {
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
   */
  public UpgraderBuilder firstLookWithin(Duration patience) {
    this.firstLook = patience;
    return this;
  }

  /**
   * Measures how long each change takes to be taken in and decided on.
   *
   * @param nanoClock such as {@code System::nanoTime}
   */
  public UpgraderBuilder decisionTimer(LongSupplier nanoClock, LongConsumer nanos) {
    this.stopwatch = nanoClock;
    this.decisionTimes = nanos;
    return this;
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
