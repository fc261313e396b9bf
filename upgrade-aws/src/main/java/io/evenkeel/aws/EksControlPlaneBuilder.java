package io.evenkeel.aws;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Builds {@link EksControlPlane} for a cluster in a region. Everything else has a default: the
 * SDK's own credentials and endpoints, and calls of at most 30 seconds. Not thread-safe.
 */
public final class EksControlPlaneBuilder {
  private final EksConnection connection = new EksConnection();
  private InstantSource clock = InstantSource.system();

  EksControlPlaneBuilder() {}

  /** Sets the AWS region, such as {@code eu-west-1}. */
  public EksControlPlaneBuilder region(String name) {
    connection.region = name;
    return this;
  }

  /** Sets the EKS cluster. */
  public EksControlPlaneBuilder cluster(String name) {
    connection.cluster = name;
    return this;
  }

  /** Sends the calls of all services to this address instead of AWS. */
  public EksControlPlaneBuilder endpoint(URI address) {
    connection.endpoint = Optional.of(address);
    return this;
  }

  /** Signs calls with these credentials instead of the ones that the SDK finds. */
  public EksControlPlaneBuilder credentials(AwsCredentialsProvider provider) {
    connection.credentials = Optional.of(provider);
    return this;
  }

  /** Limits how long one call may take; a write that takes longer has an unknown outcome. */
  public EksControlPlaneBuilder callTimeout(Duration limit) {
    connection.callTimeout = limit;
    return this;
  }

  /** Sends at most so many reads in a second to each service; 25 unless told otherwise. */
  public EksControlPlaneBuilder readsPerSecond(int reads) {
    connection.pacing = connection.pacing.withPerSecond(reads);
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
    return connection.controlPlane(clock);
  }
}
