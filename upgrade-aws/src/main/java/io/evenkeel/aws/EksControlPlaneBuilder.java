package io.evenkeel.aws;

import io.evenkeel.aws.internal.ClientFactory;
import io.evenkeel.aws.internal.PlaneClients;
import io.evenkeel.aws.internal.PlaneOperations;
import io.evenkeel.aws.internal.ReadPacing;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Builds {@link EksControlPlane} for a cluster in a region. Everything else has a default: the
 * SDK's own credentials and endpoints, and calls of at most 30 seconds. Not thread-safe.
 */
public final class EksControlPlaneBuilder {
  private String region = "";
  private String cluster = "";
  private Optional<URI> endpoint = Optional.empty();
  private Optional<AwsCredentialsProvider> credentials = Optional.empty();
  private Duration callTimeout = Duration.ofSeconds(30);
  private InstantSource clock = InstantSource.system();
  private ReadPacing pacing = ReadPacing.standard();

  EksControlPlaneBuilder() {}

  /** Sets the AWS region, such as {@code eu-west-1}. */
  public EksControlPlaneBuilder region(String name) {
    this.region = name;
    return this;
  }

  /** Sets the EKS cluster. */
  public EksControlPlaneBuilder cluster(String name) {
    this.cluster = name;
    return this;
  }

  /** Sends the calls of all services to this address instead of AWS. */
  public EksControlPlaneBuilder endpoint(URI address) {
    this.endpoint = Optional.of(address);
    return this;
  }

  /** Signs calls with these credentials instead of the ones that the SDK finds. */
  public EksControlPlaneBuilder credentials(AwsCredentialsProvider provider) {
    this.credentials = Optional.of(provider);
    return this;
  }

  /** Limits how long one call may take; a write that takes longer has an unknown outcome. */
  public EksControlPlaneBuilder callTimeout(Duration limit) {
    this.callTimeout = limit;
    return this;
  }

  /** Sends at most so many reads in a second to each service; 25 unless told otherwise. */
  public EksControlPlaneBuilder readsPerSecond(int reads) {
    this.pacing = pacing.withPerSecond(reads);
    return this;
  }

  /**
   * Tells how old insights are by this clock instead of the system's, for an endpoint that has its
   * own time.
   */
  public EksControlPlaneBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  /**
   * Builds it; no call is sent yet.
   *
   * @throws IllegalArgumentException if region or cluster is missing, or the call timeout or the
   *     pace is not positive; the message names every problem
   */
  public EksControlPlane build() {
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
    PlaneClients clients =
        new ClientFactory(region, endpoint, credentials, callTimeout).planeClients();
    return new EksControlPlane(
        "control plane of EKS cluster " + cluster + " in " + region,
        new PlaneOperations(clients, cluster, pacing, clock),
        clients::close);
  }
}
