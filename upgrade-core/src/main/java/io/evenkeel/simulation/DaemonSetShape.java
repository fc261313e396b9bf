package io.evenkeel.simulation;

import io.evenkeel.model.ObjectKey;

/** A DaemonSet in the making: one pod on each node that admits it. */
public final class DaemonSetShape extends PodShape<DaemonSetShape> {
  DaemonSetShape(ObjectKey key) {
    super(key);
  }

  @Override
  DaemonSetShape self() {
    return this;
  }
}
