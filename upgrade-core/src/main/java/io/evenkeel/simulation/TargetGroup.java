package io.evenkeel.simulation;

import java.time.Duration;

/**
 * A target group of a simulated load balancer.
 *
 * @param delay how long the connections of an instance that leaves may last
 */
public record TargetGroup(String name, Duration delay) {}
