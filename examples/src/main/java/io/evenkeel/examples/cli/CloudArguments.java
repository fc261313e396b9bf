package io.evenkeel.examples.cli;

import io.evenkeel.aws.AutoScalingGroups;
import io.evenkeel.aws.AutoScalingGroupsBuilder;
import io.evenkeel.aws.EksControlPlane;
import io.evenkeel.aws.EksControlPlaneBuilder;
import io.evenkeel.aws.ManagedNodeGroups;
import io.evenkeel.aws.ManagedNodeGroupsBuilder;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Which cloud. */
final class CloudArguments {
  private static final String REGION_OF_A_SIMULATION = "eu-west-1";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "${env:AWS_REGION}",
      description = "AWS region of the groups; by default $AWS_REGION.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Name of the EKS cluster, where the tags of the group do not tell it.")
  private Optional<String> cluster = Optional.empty();

  @Option(
      names = "--aws-endpoint",
      paramLabel = "URL",
      description =
          "Talk to a simulated AWS at this address instead, with made-up credentials"
              + " (see the example aws-endpoint).")
  private Optional<URI> endpoint = Optional.empty();

  AutoScalingGroups connect() {
    AutoScalingGroupsBuilder builder = AutoScalingGroups.builder().region(regionOrRefusal());
    cluster.ifPresent(builder::cluster);
    endpoint.ifPresent(address -> builder.endpoint(address).credentials(madeUp()));
    return builder.build();
  }

  ManagedNodeGroups connectManaged() {
    ManagedNodeGroupsBuilder builder =
        ManagedNodeGroups.builder().region(regionOrRefusal()).cluster(clusterOrRefusal());
    endpoint.ifPresent(address -> builder.endpoint(address).credentials(madeUp()));
    return builder.build();
  }

  EksControlPlane connectControlPlane() {
    EksControlPlaneBuilder builder =
        EksControlPlane.builder().region(regionOrRefusal()).cluster(clusterOrRefusal());
    endpoint.ifPresent(address -> builder.endpoint(address).credentials(madeUp()));
    return builder.build();
  }

  private String clusterOrRefusal() {
    return cluster.orElseThrow(
        () ->
            new IllegalArgumentException("No EKS cluster is named: give --cluster with its name."));
  }

  private String regionOrRefusal() {
    return region
        .filter(name -> !name.isBlank())
        .or(() -> endpoint.map(address -> REGION_OF_A_SIMULATION))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No AWS region is known: give --region, or set AWS_REGION."));
  }

  /** Credentials of a real account must not reach an address that somebody typed. */
  private static StaticCredentialsProvider madeUp() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("simulated", "simulated"));
  }
}
