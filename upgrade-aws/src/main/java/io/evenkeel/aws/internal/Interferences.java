package io.evenkeel.aws.internal;

import io.evenkeel.model.Interference;
import io.evenkeel.model.Interference.Cause;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;

/** Which processes of a group launch and terminate nodes while a run replaces them. */
final class Interferences {
  private static final Interference ZONES = new Interference("AZRebalance", Cause.UNEVEN_ZONES);
  private static final Interference HEALTH =
      new Interference("ReplaceUnhealthy", Cause.UNHEALTHY_INSTANCES);

  private Interferences() {}

  /**
   * What EC2 itself finds unhealthy is broken, and its group may replace it; but a load balancer
   * does not find a node healthy that has been taken out of it to be drained.
   */
  static List<Interference> of(AutoScalingGroup group) {
    return judgedByLoadBalancers(group) ? List.of(ZONES, HEALTH) : List.of(ZONES);
  }

  private static boolean judgedByLoadBalancers(AutoScalingGroup group) {
    List<String> checks = List.of(String.valueOf(group.healthCheckType()).split(","));
    return checks.contains("ELB") || checks.contains("VPC_LATTICE");
  }
}
