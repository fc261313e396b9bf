package io.evenkeel.aws;

import io.evenkeel.aws.internal.ReadPacing;
import io.evenkeel.aws.simulated.SimulatedAws;
import io.evenkeel.simulation.GroupOptions;
import io.evenkeel.simulation.ScaledTimeline;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.contract.InstanceProviderHarness;
import io.evenkeel.spi.InstanceProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A provider whose calls go through the SDK to a simulated cloud in fast real time. */
final class SimulatedRegion implements InstanceProviderHarness, AutoCloseable {
  private static final double SPEED = 200;

  private final ScaledTimeline time = ScaledTimeline.atSpeed(SPEED);
  private final SimulatedAws aws =
      SimulatedAws.builder(SimulatedCloud.on(time).recommends("1.34", "ami-new"))
          .cluster("shop")
          .serve();
  private final CallRecorder recorder = new CallRecorder();
  private final AutoScalingClient scaling = client(AutoScalingClient.builder());
  private final ElasticLoadBalancingV2Client balancing =
      client(ElasticLoadBalancingV2Client.builder());
  private final Ec2Client ec2 = client(Ec2Client.builder());
  private final SsmClient ssm = client(SsmClient.builder());
  private final EksClient eks = client(EksClient.builder());
  private final AutoScalingGroups provider =
      AutoScalingGroups.builder()
          .clients(scaling, balancing, ec2, ssm, eks)
          .imageFamily(ImageFamily.AL2023)
          .pacing(new ReadPacing(4, Duration.ofMillis(1), 2000))
          .build();
  private final AtomicInteger groups = new AtomicInteger();

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.EU_WEST_1)
        .endpointOverride(aws.uri())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .overrideConfiguration(recorder::record)
        .build();
  }

  SimulatedAws aws() {
    return aws;
  }

  /** Returns the group as anybody else's client sees it. */
  AutoScalingGroup described(String group) {
    return scaling
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(group))
        .autoScalingGroups()
        .get(0);
  }

  CallRecorder recorder() {
    return recorder;
  }

  @Override
  public InstanceProvider provider() {
    return provider;
  }

  @Override
  public String newGroup(int size, int min, int max) {
    return newGroup(size, min, max, options -> {});
  }

  @Override
  public Optional<String> newBalancedGroup() {
    String web = "web-" + groups.incrementAndGet();
    return Optional.of(
        newGroup(2, 0, 4, options -> options.targetGroup(web, Duration.ofSeconds(60))));
  }

  /** Returns the name of a new group that does more by itself. */
  String newGroup(int size, int min, int max, Consumer<GroupOptions> habits) {
    String name = "group-" + groups.incrementAndGet();
    aws.run(
        cloud ->
            cloud.group(
                name,
                group ->
                    group
                        .size(size)
                        .min(min)
                        .max(max)
                        .template("lt-" + name, "ami-old")
                        .options(habits)
                        .tag("kubernetes.io/cluster/shop", "owned", true)));
    return name;
  }

  @Override
  public void setDesired(String group, int instances) {
    aws.run(cloud -> cloud.group(group).setDesired(instances));
  }

  @Override
  public void letPass(Duration duration) {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    time.schedule(duration, () -> passed.complete(true));
    await(passed);
  }

  @Override
  public <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    provider.close();
    scaling.close();
    balancing.close();
    ec2.close();
    ssm.close();
    eks.close();
    aws.close();
    time.close();
  }
}
