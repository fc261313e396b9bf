package io.evenkeel.simulation;

import io.evenkeel.model.ObjectKey;

/** A StatefulSet in the making: one replica without a disk unless told otherwise. */
public final class StatefulSetShape extends PodShape<StatefulSetShape> {
  int replicas = 1;
  boolean zonalDisks;

  StatefulSetShape(ObjectKey key) {
    super(key);
  }

  @Override
  StatefulSetShape self() {
    return this;
  }

  public StatefulSetShape replicas(int count) {
    replicas = count;
    return this;
  }

  /** Gives each pod a disk of its own that stays in the zone where it is first used. */
  public StatefulSetShape withZonalDisks() {
    zonalDisks = true;
    return this;
  }
}
