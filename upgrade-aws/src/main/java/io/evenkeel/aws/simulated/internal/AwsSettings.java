package io.evenkeel.aws.simulated.internal;

import java.util.List;
import java.util.Optional;

/**
 * What the endpoint says of itself.
 *
 * @param clusters names of the EKS clusters
 */
public record AwsSettings(
    String region,
    String account,
    List<String> clusters,
    Optional<String> clusterEndpoint,
    Optional<String> clusterAuthority) {

  public AwsSettings {
    clusters = List.copyOf(clusters);
  }

  String arn(String service, String rest) {
    return "arn:aws:" + service + ":" + region + ":" + account + ":" + rest;
  }

  String caller() {
    return "arn:aws:sts::" + account + ":assumed-role/evenkeel/simulated";
  }
}
