package io.evenkeel.aws.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Makes clients that send each call once and give up in time. */
public record ClientFactory(
    String region,
    Optional<URI> endpoint,
    Optional<AwsCredentialsProvider> credentials,
    Duration callTimeout) {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  public Clients clients() {
    return new Clients(
        configured(AutoScalingClient.builder()),
        configured(ElasticLoadBalancingV2Client.builder()),
        configured(Ec2Client.builder()),
        configured(SsmClient.builder()),
        configured(EksClient.builder()));
  }

  public PlaneClients planeClients() {
    return new PlaneClients(
        configured(EksClient.builder()),
        configured(Ec2Client.builder()),
        configured(IamClient.builder()),
        configured(KmsClient.builder()));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C configured(
      B builder) {
    builder
        .region(Region.of(region))
        .httpClientBuilder(http())
        .overrideConfiguration(
            o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(callTimeout));
    endpoint.ifPresent(builder::endpointOverride);
    credentials.ifPresent(builder::credentialsProvider);
    return builder.build();
  }

  /** A blocked socket cannot be interrupted, so that it needs the time limit as well. */
  private SdkHttpClient.Builder<UrlConnectionHttpClient.Builder> http() {
    return UrlConnectionHttpClient.builder().socketTimeout(callTimeout).connectionTimeout(CONNECT);
  }

  /** Returns a complaint for each client that would repeat a write by itself. */
  public static Stream<String> retrying(Clients clients) {
    return Stream.of(
            complaint("AutoScalingClient", clients.scaling().serviceClientConfiguration()),
            complaint(
                "ElasticLoadBalancingV2Client", clients.balancing().serviceClientConfiguration()),
            complaint("Ec2Client", clients.ec2().serviceClientConfiguration()))
        .flatMap(Optional::stream);
  }

  private static Optional<String> complaint(String client, AwsServiceClientConfiguration found) {
    return found
            .overrideConfiguration()
            .retryStrategy()
            .filter(strategy -> strategy.maxAttempts() == 1)
            .isPresent()
        ? Optional.empty()
        : Optional.of(
            "the "
                + client
                + " repeats calls by itself; build it with"
                + " overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))");
  }
}
