package io.evenkeel.simulation;

import io.evenkeel.simulation.BootedInstance.Joining;
import java.time.Duration;

/**
 * What befalls the instances of a simulated group. Call on the timeline's thread; every method
 * throws {@link CloudRejection} where there is no such instance.
 */
public interface GroupAccidents {

  /** EC2 says that it will take a spot instance back, and does so two minutes later. */
  void spotInterruption(String instanceId);

  /** EC2 says that a spot instance is at risk; a group that rebalances launches its successor. */
  void rebalanceRecommendation(String instanceId);

  /** The host is to be retired: the machine stops after that time. */
  void retirement(String instanceId, Duration notice);

  /** The status check of a machine fails for good; the machine itself goes on as it may. */
  void failStatusCheck(String instanceId);

  /** The load balancer finds the instance ill; only a group that asks it cares. */
  void failLoadBalancerCheck(String instanceId);

  /** The next machines to be launched die before they are in service. */
  void nextLaunchesDie(int machines);

  /** The next machines to be launched join as badly as that, whatever their image. */
  void nextLaunchesJoin(int machines, Joining joining);
}
