package io.evenkeel.simulation;

import io.evenkeel.spi.Timeline;

/** Somebody else who acts in a simulated cluster: an autoscaler, a rollout, a person. */
@FunctionalInterface
public interface ClusterActor {

  /** Starts to act; what it does later it schedules on the timeline. */
  void join(SimulatedCluster cluster, Timeline timeline);
}
