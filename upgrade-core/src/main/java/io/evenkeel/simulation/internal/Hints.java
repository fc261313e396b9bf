package io.evenkeel.simulation.internal;

import io.evenkeel.simulation.CloudChange;
import io.evenkeel.spi.Subscription;
import java.time.Duration;

/** Tells a subscriber, soon after, that a group may have changed; many changes make one hint. */
final class Hints {

  private static final Duration DELAY = Duration.ofMillis(250);

  private final CloudWorld world;
  private final String group;
  private final Runnable hint;
  private boolean pending;
  private boolean closed;

  Hints(CloudWorld world, String group, Runnable hint) {
    this.world = world;
    this.group = group;
    this.hint = hint;
  }

  Subscription start() {
    Subscription listening = world.log.listen(this::changed);
    return () -> {
      closed = true;
      listening.close();
    };
  }

  private void changed(CloudChange change) {
    if (change.group().equals(group) && !pending) {
      pending = true;
      world.timeline.schedule(DELAY.plus(world.views().lag()), this::fire);
    }
  }

  private void fire() {
    pending = false;
    if (!closed) {
      hint.run();
    }
  }
}
