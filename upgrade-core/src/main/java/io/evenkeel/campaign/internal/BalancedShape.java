package io.evenkeel.campaign.internal;

import io.evenkeel.simulation.GroupOptions;
import java.time.Duration;

/**
 * How a target group of a made-up world leads to the nodes of a group.
 *
 * @param delay how long it takes to let go of a node
 * @param health whose word the group takes about the health of its nodes
 */
record BalancedShape(Duration delay, Health health) {

  /** Who says that a node is not well. */
  enum Health {
    GROUP,
    LOAD_BALANCER
  }

  void on(GroupOptions group) {
    group.targetGroup("web", delay);
    if (health == Health.LOAD_BALANCER) {
      group.asksLoadBalancer();
    }
  }

  @Override
  public String toString() {
    return "a target group that lets go in %s s, health by its %s"
        .formatted(delay.toSeconds(), health == Health.GROUP ? "group" : "load balancer");
  }
}
