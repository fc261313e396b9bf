package io.evenkeel.simulation;

import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.Pod;
import java.util.Optional;

/** A pod without a controller in the making; nothing recreates it. */
public final class BarePodShape extends PodShape<BarePodShape> {
  Optional<String> node = Optional.empty();

  BarePodShape(ObjectKey key) {
    super(key);
  }

  @Override
  BarePodShape self() {
    return this;
  }

  /** Runs on that node, past the scheduler. */
  public BarePodShape on(String nodeName) {
    node = Optional.of(nodeName);
    return this;
  }

  /** Is the mirror of a static pod of that node. */
  public BarePodShape mirrorOn(String nodeName) {
    return on(nodeName).annotation(Pod.MIRROR_ANNOTATION, "simulated");
  }
}
