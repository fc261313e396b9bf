package io.evenkeel.aws.simulated;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The SDK's clients on an endpoint, each call one attempt. */
record SdkClients(
    AutoScalingClient scaling,
    ElasticLoadBalancingV2Client balancing,
    Ec2Client ec2,
    SsmClient ssm,
    EksClient eks,
    StsClient sts,
    IamClient iam,
    KmsClient kms)
    implements AutoCloseable {

  static SdkClients on(URI endpoint) {
    return new SdkClients(
        client(AutoScalingClient.builder(), endpoint),
        client(ElasticLoadBalancingV2Client.builder(), endpoint),
        client(Ec2Client.builder(), endpoint),
        client(SsmClient.builder(), endpoint),
        client(EksClient.builder(), endpoint),
        client(StsClient.builder(), endpoint),
        client(IamClient.builder(), endpoint),
        client(KmsClient.builder(), endpoint));
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("simulated", "simulated")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    scaling.close();
    balancing.close();
    ec2.close();
    ssm.close();
    eks.close();
    sts.close();
    iam.close();
    kms.close();
  }
}
