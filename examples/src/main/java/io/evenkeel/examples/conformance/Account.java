package io.evenkeel.examples.conformance;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The clients for an account, or for a simulation of one. */
record Account(AutoScalingClient scaling, EksClient eks, SsmClient ssm) implements AutoCloseable {

  static Account in(String region, Optional<URI> endpoint) {
    return new Account(
        client(AutoScalingClient.builder(), region, endpoint),
        client(EksClient.builder(), region, endpoint),
        client(SsmClient.builder(), region, endpoint));
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(
      B builder, String region, Optional<URI> endpoint) {
    Consumer<URI> simulated =
        address ->
            builder
                .endpointOverride(address)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("simulated", "simulated")));
    endpoint.ifPresent(simulated);
    // A write is sent once, as the library sends it.
    return builder
        .region(Region.of(region))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    scaling.close();
    eks.close();
    ssm.close();
  }
}
