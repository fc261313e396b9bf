package io.evenkeel.aws.internal;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The clients of the services that a self-managed group needs. */
public record Clients(
    AutoScalingClient scaling,
    ElasticLoadBalancingV2Client balancing,
    Ec2Client ec2,
    SsmClient ssm,
    EksClient eks) {

  /** Closes all five. */
  public void close() {
    scaling.close();
    balancing.close();
    ec2.close();
    ssm.close();
    eks.close();
  }
}
