package io.evenkeel.examples.automode;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.evenkeel.aws.EksControlPlane;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.iam.IamClient;

/** Reads what a person would look up about a cluster before it is upgraded, from an endpoint. */
final class Account {
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("simulated", "simulated"));

  private final URI endpoint;
  private final String region;

  Account(URI endpoint, String region) {
    this.endpoint = endpoint;
    this.region = region;
  }

  /** Reads it; waits for each of the calls. */
  ClusterFacts read(String name, EksControlPlane plane) {
    try (EksClient eks = client(EksClient.builder());
        Ec2Client ec2 = client(Ec2Client.builder());
        IamClient iam = client(IamClient.builder())) {
      Cluster cluster = eks.describeCluster(r -> r.name(name)).cluster();
      String role = cluster.roleArn().substring(cluster.roleArn().lastIndexOf('/') + 1);
      return new ClusterFacts(
          name,
          plane.observe().toCompletableFuture().join().value().orElseThrow(),
          plane.upgradeChecks().toCompletableFuture().join().value().orElseThrow(),
          subnets(ec2, cluster.resourcesVpcConfig().subnetIds()),
          role,
          trusted(iam.getRole(r -> r.roleName(role)).role().assumeRolePolicyDocument()));
    }
  }

  private static List<ClusterFacts.Subnet> subnets(Ec2Client ec2, List<String> ids) {
    return ec2
        .describeSubnets(r -> r.filters(f -> f.name("subnet-id").values(ids)))
        .subnets()
        .stream()
        .map(
            subnet ->
                new ClusterFacts.Subnet(
                    subnet.subnetId(), subnet.availabilityZone(), subnet.availableIpAddressCount()))
        .sorted(Comparator.comparing(ClusterFacts.Subnet::zone))
        .toList();
  }

  private static Map<String, List<String>> trusted(String document) {
    JsonObject policy =
        JsonParser.parseString(URLDecoder.decode(document, StandardCharsets.UTF_8))
            .getAsJsonObject();
    Map<String, List<String>> trusted = new TreeMap<>();
    for (JsonElement each : policy.getAsJsonArray("Statement")) {
      JsonObject statement = each.getAsJsonObject();
      for (String service : texts(statement.getAsJsonObject("Principal").get("Service"))) {
        trusted
            .computeIfAbsent(service, s -> new ArrayList<>())
            .addAll(texts(statement.get("Action")));
      }
    }
    return trusted;
  }

  /** A policy may say one thing, or a list of things. */
  private static List<String> texts(JsonElement element) {
    return element instanceof JsonArray many
        ? StreamSupport.stream(many.spliterator(), false).map(JsonElement::getAsString).toList()
        : List.of(element.getAsString());
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.of(region))
        .endpointOverride(endpoint)
        .credentialsProvider(CREDENTIALS)
        .build();
  }
}
