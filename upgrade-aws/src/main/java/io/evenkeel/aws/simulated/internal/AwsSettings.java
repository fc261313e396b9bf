package io.evenkeel.aws.simulated.internal;

import java.util.Optional;

/** What the endpoint says of itself. */
public record AwsSettings(
    String region,
    String account,
    Optional<String> clusterEndpoint,
    Optional<String> clusterAuthority) {
  static final String VPC = "vpc-simulated";

  String arn(String service, String rest) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + rest;
  }

  /** Returns how a target group of that name is called; its id follows from its name. */
  String targetGroupArn(String name) {
    return arn(
        "elasticloadbalancing",
        "targetgroup/%s/%016x".formatted(name, 0x73a2_d6bc_0000_0000L + name.hashCode()));
  }

  String roleArn(String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  String keyArn(String id) {
    return arn("kms", "key/" + id);
  }

  String clusterArn(String cluster) {
    return arn("eks", "cluster/" + cluster);
  }

  String nodegroupArn(String cluster, String nodegroup) {
    return arn("eks", "nodegroup/" + cluster + "/" + nodegroup + "/simulated");
  }

  String addOnArn(String cluster, String addOn) {
    return arn("eks", "addon/" + cluster + "/" + addOn + "/simulated");
  }

  String callerRole() {
    return roleArn("evenkeel");
  }

  String caller() {
    return "arn:aws:sts::" + account + ":assumed-role/evenkeel/simulated";
  }
}
