package io.evenkeel.aws;

import io.evenkeel.aws.internal.ClientFactory;
import io.evenkeel.aws.internal.Clients;
import io.evenkeel.aws.internal.GroupOperations;
import io.evenkeel.aws.internal.ReadPacing;
import io.evenkeel.aws.internal.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Builds {@link AutoScalingGroups}: either for a region, or on clients that exist already.
 *
 * <p>Everything else has a default: the SDK's own credentials and endpoints, calls of at most 30
 * seconds, 25 reads in a second, and cluster, image family and architecture as the group's tags and
 * its current image tell. Not thread-safe.
 */
public final class AutoScalingGroupsBuilder {
  private Optional<String> region = Optional.empty();
  private Optional<URI> endpoint = Optional.empty();
  private Optional<AwsCredentialsProvider> credentials = Optional.empty();
  private Optional<Clients> clients = Optional.empty();
  private Optional<String> cluster = Optional.empty();
  private Optional<ImageFamily> family = Optional.empty();
  private Optional<Architecture> architecture = Optional.empty();
  private Duration callTimeout = Duration.ofSeconds(30);
  private ReadPacing pacing = ReadPacing.standard();

  AutoScalingGroupsBuilder() {}

  /** Sets the AWS region, such as {@code eu-west-1}. */
  public AutoScalingGroupsBuilder region(String region) {
    this.region = Optional.of(region);
    return this;
  }

  /** Sends the calls of all services to this address instead of AWS. */
  public AutoScalingGroupsBuilder endpoint(URI endpoint) {
    this.endpoint = Optional.of(endpoint);
    return this;
  }

  /** Signs calls with these credentials instead of the ones that the SDK finds. */
  public AutoScalingGroupsBuilder credentials(AwsCredentialsProvider credentials) {
    this.credentials = Optional.of(credentials);
    return this;
  }

  /**
   * Uses these clients, and leaves them open at the end. They must not retry by themselves, since a
   * write is one attempt: set {@code AwsRetryStrategy.doNotRetry()} on each.
   */
  public AutoScalingGroupsBuilder clients(
      AutoScalingClient scaling,
      ElasticLoadBalancingV2Client balancing,
      Ec2Client ec2,
      SsmClient ssm,
      EksClient eks) {
    this.clients = Optional.of(new Clients(scaling, balancing, ec2, ssm, eks));
    return this;
  }

  /** Names the EKS cluster, where the tags of the groups do not. */
  public AutoScalingGroupsBuilder cluster(String cluster) {
    this.cluster = Optional.of(cluster);
    return this;
  }

  /** Sets the family of images, where it cannot be told from a group's current image. */
  public AutoScalingGroupsBuilder imageFamily(ImageFamily family) {
    this.family = Optional.of(family);
    return this;
  }

  /** Sets the architecture, where it cannot be told from a group's current image. */
  public AutoScalingGroupsBuilder architecture(Architecture architecture) {
    this.architecture = Optional.of(architecture);
    return this;
  }

  /** Limits how long one call may take; a write that takes longer has an unknown outcome. */
  public AutoScalingGroupsBuilder callTimeout(Duration callTimeout) {
    this.callTimeout = callTimeout;
    return this;
  }

  /**
   * Sends at most so many reads in a second to each service; 25 unless told otherwise. All callers
   * of an account and region share what AWS allows.
   */
  public AutoScalingGroupsBuilder readsPerSecond(int reads) {
    this.pacing = pacing.withPerSecond(reads);
    return this;
  }

  AutoScalingGroupsBuilder pacing(ReadPacing pacing) {
    this.pacing = pacing;
    return this;
  }

  /**
   * Builds the provider; no call is sent yet.
   *
   * @throws IllegalArgumentException if region and clients are both missing or both given, the call
   *     timeout or the pace is not positive, or a client retries by itself; the message names every
   *     problem
   */
  public AutoScalingGroups build() {
    BuilderChecks.check(region, endpoint, credentials, clients, callTimeout, pacing.perSecond());
    Clients used = clients.orElseGet(this::ownClients);
    Runnable close = clients.isPresent() ? () -> {} : used::close;
    Settings settings = new Settings(cluster, family, architecture);
    String name = "Auto Scaling groups" + region.map(r -> " in " + r).orElse("");
    return new AutoScalingGroups(name, new GroupOperations(used, settings, pacing), close);
  }

  private Clients ownClients() {
    return new ClientFactory(region.orElseThrow(), endpoint, credentials, callTimeout).clients();
  }
}
