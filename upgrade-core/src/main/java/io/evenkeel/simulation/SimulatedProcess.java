package io.evenkeel.simulation;

import io.evenkeel.spi.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process in a simulated world, seen from its own clocks: it may stand still for a while, as in a
 * long garbage collection or on a machine that is moved, its clock may be wrong, and it may die.
 *
 * <p>Give it to an {@code Upgrader} as its timeline. While it stands still nothing of it runs; what
 * has arrived meanwhile is dealt with afterwards, in order. The world goes on. It belongs to the
 * thread that owns the world's timeline.
 */
public final class SimulatedProcess implements Timeline {
  private final VirtualTimeline world;
  private Duration skew = Duration.ZERO;
  private Duration lostTime = Duration.ZERO;
  private Duration standsUntil = Duration.ZERO;
  private boolean dead;

  private SimulatedProcess(VirtualTimeline world) {
    this.world = world;
  }

  /** Returns a process in the world of that time. */
  public static SimulatedProcess in(VirtualTimeline world) {
    return new SimulatedProcess(world);
  }

  /** Lets it stand still for that long from now on; its clocks go on. */
  public void freeze(Duration span) {
    standsUntil = world.elapsed().plus(span);
  }

  /**
   * Lets it stand still for that long from now on, as a suspended virtual machine does: the clock
   * that never jumps stands still too, and only the time of day tells that time has passed.
   */
  public void suspend(Duration span) {
    freeze(span);
    world.schedule(span, () -> lostTime = lostTime.plus(span));
  }

  /** Sets its time of day wrong by that much from now on; negative is late. */
  public void skew(Duration by) {
    skew = by;
  }

  /** Ends it on the spot: nothing of it ever runs again. */
  public void kill() {
    dead = true;
  }

  /** Returns the timeline of its world. */
  public VirtualTimeline world() {
    return world;
  }

  @Override
  public Instant now() {
    return world.now().plus(skew);
  }

  @Override
  public Duration elapsed() {
    return world.elapsed().minus(lostTime);
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Scheduled scheduled = new Scheduled(task);
    scheduled.waits(delay);
    return scheduled;
  }

  /** A task of this process, which waits for it to move again. */
  private final class Scheduled implements Runnable, Cancellable {
    private final Runnable task;
    private Optional<Cancellable> turn = Optional.empty();

    Scheduled(Runnable task) {
      this.task = task;
    }

    void waits(Duration delay) {
      turn = Optional.of(world.schedule(delay, this));
    }

    @Override
    public void run() {
      if (dead) {
        return;
      }
      Duration left = standsUntil.minus(world.elapsed());
      if (left.isNegative() || left.isZero()) {
        task.run();
      } else {
        waits(left);
      }
    }

    @Override
    public void cancel() {
      turn.ifPresent(Cancellable::cancel);
    }
  }
}
