package io.evenkeel.aws;

import io.evenkeel.aws.internal.Clients;
import io.evenkeel.aws.internal.NodegroupOperations;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Builds {@link ManagedNodeGroups} for a cluster in a region. Everything else has a default: the
 * SDK's own credentials and endpoints, and calls of at most 30 seconds. Not thread-safe.
 */
public final class ManagedNodeGroupsBuilder {
  private final EksConnection connection = new EksConnection();

  ManagedNodeGroupsBuilder() {}

  /** Sets the AWS region, such as {@code eu-west-1}. */
  public ManagedNodeGroupsBuilder region(String name) {
    connection.region = name;
    return this;
  }

  /** Sets the EKS cluster. */
  public ManagedNodeGroupsBuilder cluster(String name) {
    connection.cluster = name;
    return this;
  }

  /** Sends the calls of all services to this address instead of AWS. */
  public ManagedNodeGroupsBuilder endpoint(URI address) {
    connection.endpoint = Optional.of(address);
    return this;
  }

  /** Signs calls with these credentials instead of the ones that the SDK finds. */
  public ManagedNodeGroupsBuilder credentials(AwsCredentialsProvider provider) {
    connection.credentials = Optional.of(provider);
    return this;
  }

  /** Limits how long one call may take; a write that takes longer has an unknown outcome. */
  public ManagedNodeGroupsBuilder callTimeout(Duration limit) {
    connection.callTimeout = limit;
    return this;
  }

  /** Sends at most so many reads in a second to each service; 25 unless told otherwise. */
  public ManagedNodeGroupsBuilder readsPerSecond(int reads) {
    connection.pacing = connection.pacing.withPerSecond(reads);
    return this;
  }

  /**
   * Builds the provider; no call is sent yet.
   *
   * @throws IllegalArgumentException if region or cluster is missing, or the call timeout or the
   *     pace is not positive; the message names every problem
   */
  public ManagedNodeGroups build() {
    Clients clients = connection.clients().clients();
    return new ManagedNodeGroups(
        connection.name("managed node groups"),
        new NodegroupOperations(clients, connection.cluster, connection.pacing),
        connection.controlPlane(InstantSource.system()),
        clients::close);
  }
}
