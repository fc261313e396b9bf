package io.evenkeel.aws;

import io.evenkeel.aws.internal.ClientFactory;
import io.evenkeel.aws.internal.Clients;
import io.evenkeel.aws.internal.NodegroupOperations;
import io.evenkeel.aws.internal.ReadPacing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Builds {@link ManagedNodeGroups} for a cluster in a region. Everything else has a default: the
 * SDK's own credentials and endpoints, and calls of at most 30 seconds. Not thread-safe.
 */
public final class ManagedNodeGroupsBuilder {
  private String region = "";
  private String cluster = "";
  private Optional<URI> endpoint = Optional.empty();
  private Optional<AwsCredentialsProvider> credentials = Optional.empty();
  private Duration callTimeout = Duration.ofSeconds(30);
  private ReadPacing pacing = ReadPacing.standard();

  ManagedNodeGroupsBuilder() {}

  /** Sets the AWS region, such as {@code eu-west-1}. */
  public ManagedNodeGroupsBuilder region(String name) {
    this.region = name;
    return this;
  }

  /** Sets the EKS cluster. */
  public ManagedNodeGroupsBuilder cluster(String name) {
    this.cluster = name;
    return this;
  }

  /** Sends the calls of all services to this address instead of AWS. */
  public ManagedNodeGroupsBuilder endpoint(URI address) {
    this.endpoint = Optional.of(address);
    return this;
  }

  /** Signs calls with these credentials instead of the ones that the SDK finds. */
  public ManagedNodeGroupsBuilder credentials(AwsCredentialsProvider provider) {
    this.credentials = Optional.of(provider);
    return this;
  }

  /** Limits how long one call may take; a write that takes longer has an unknown outcome. */
  public ManagedNodeGroupsBuilder callTimeout(Duration limit) {
    this.callTimeout = limit;
    return this;
  }

  /** Sends at most so many reads in a second to each service; 25 unless told otherwise. */
  public ManagedNodeGroupsBuilder readsPerSecond(int reads) {
    this.pacing = pacing.withPerSecond(reads);
    return this;
  }

  /**
   * Builds the provider; no call is sent yet.
   *
   * @throws IllegalArgumentException if region or cluster is missing, or the call timeout or the
   *     pace is not positive; the message names every problem
   */
  public ManagedNodeGroups build() {
    List<String> problems = new ArrayList<>();
    if (region.isBlank()) {
      problems.add("there is no region: call region(..), such as eu-west-1");
    }
    if (cluster.isBlank()) {
      problems.add("there is no cluster: call cluster(..) with the name of the EKS cluster");
    }
    if (callTimeout.isZero() || callTimeout.isNegative()) {
      problems.add("the call timeout is " + callTimeout + ": give a positive time");
    }
    if (pacing.perSecond() < 1) {
      problems.add("there must be at least one read in a second, not " + pacing.perSecond());
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    Clients clients = new ClientFactory(region, endpoint, credentials, callTimeout).clients();
    return new ManagedNodeGroups(
        "managed node groups of EKS cluster " + cluster + " in " + region,
        new NodegroupOperations(clients, cluster, pacing),
        clients::close);
  }
}
