package io.evenkeel.aws.simulated.internal;

import io.evenkeel.spi.ControlPlaneState;
import io.evenkeel.spi.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What EKS tells of clusters as a whole. */
final class ClusterReads {
  private static final String ENABLED = "enabled";

  private final ClusterRegistry clusters;
  private final AwsSettings settings;
  private final Instant begin;

  ClusterReads(Timeline timeline, ClusterRegistry clusters, AwsSettings settings) {
    this.clusters = clusters;
    this.settings = settings;
    this.begin = timeline.now();
  }

  void register(ClusterRoutes routes) {
    routes.add("GET clusters", "ListClusters", call -> call.page("clusters", clusters.names()));
    routes.add(
        "GET clusters/*",
        "DescribeCluster",
        call -> Json.object("cluster", described(clusters.shown(call.cluster()))));
  }

  private Map<String, Object> described(ClusterFacts facts) {
    String name = facts.name();
    ControlPlaneState plane = clusters.plane(name).shown().state();
    Map<String, Object> cluster =
        Json.object(
            "name",
            name,
            "arn",
            settings.clusterArn(name),
            "createdAt",
            begin.getEpochSecond(),
            "version",
            plane.version(),
            "endpoint",
            settings.clusterEndpoint().orElse("https://" + name + ".invalid"),
            "roleArn",
            settings.roleArn(facts.role().name()),
            "resourcesVpcConfig",
            network(facts),
            "identity",
            Json.object("oidc", Json.object("issuer", issuer())),
            "status",
            status(plane),
            "certificateAuthority",
            Json.object("data", authority()),
            "platformVersion",
            "eks.1",
            "tags",
            facts.tags(settings.clusterArn(name)),
            "health",
            Json.object("issues", issues(facts)),
            "accessConfig",
            Json.object("authenticationMode", facts.authenticationMode()),
            "upgradePolicy",
            Json.object("supportType", "EXTENDED"),
            "deletionProtection",
            false);
    addCompute(facts, cluster);
    addEncryption(facts, cluster);
    return cluster;
  }

  private static String status(ControlPlaneState plane) {
    boolean updating = plane.running().filter(change -> change.addOn().isEmpty()).isPresent();
    return updating ? "UPDATING" : "ACTIVE";
  }

  private String issuer() {
    return "https://oidc.eks." + settings.region() + ".amazonaws.com/id/SIMULATED";
  }

  private String authority() {
    String authority = settings.clusterAuthority().orElse("simulated");
    return Base64.getEncoder().encodeToString(Utf8.bytes(authority));
  }

  private Map<String, Object> network(ClusterFacts facts) {
    return Json.object(
        "subnetIds",
        facts.subnets(settings.region()).stream().map(ClusterFacts.Subnet::id).toList(),
        "securityGroupIds",
        List.of(),
        "clusterSecurityGroupId",
        "sg-simulated",
        "vpcId",
        AwsSettings.VPC,
        "endpointPublicAccess",
        true,
        "endpointPrivateAccess",
        true,
        "publicAccessCidrs",
        List.of("0.0.0.0/0"));
  }

  private static List<Object> issues(ClusterFacts facts) {
    List<Object> issues = new ArrayList<>();
    for (ClusterFacts.Issue issue : facts.issues()) {
      issues.add(
          Json.object(
              "code", issue.code(), "message", issue.message(), "resourceIds", issue.resources()));
    }
    return issues;
  }

  private void addCompute(ClusterFacts facts, Map<String, Object> cluster) {
    boolean auto = facts.nodePools().isPresent();
    Map<String, Object> compute = Json.object(ENABLED, auto);
    if (auto) {
      compute.put("nodePools", facts.nodePools().get());
      compute.put("nodeRoleArn", settings.roleArn(facts.name() + "-auto-nodes"));
    }
    cluster.put("computeConfig", compute);
    cluster.put("storageConfig", Json.object("blockStorage", Json.object(ENABLED, auto)));
    cluster.put(
        "kubernetesNetworkConfig",
        Json.object(
            "serviceIpv4Cidr",
            "172.20.0.0/16",
            "ipFamily",
            "ipv4",
            "elasticLoadBalancing",
            Json.object(ENABLED, auto)));
  }

  private void addEncryption(ClusterFacts facts, Map<String, Object> cluster) {
    facts
        .key()
        .ifPresent(
            key ->
                cluster.put(
                    "encryptionConfig",
                    List.of(
                        Json.object(
                            "resources",
                            List.of("secrets"),
                            "provider",
                            Json.object("keyArn", settings.keyArn(key.id()))))));
  }
}
