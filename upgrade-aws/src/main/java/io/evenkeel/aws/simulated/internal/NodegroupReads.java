package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedCloud;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What EKS tells of node groups: of those groups that are tagged as such. */
final class NodegroupReads {
  private static final String NAME_TAG = "eks:nodegroup-name";

  private final SimulatedCloud cloud;
  private final ClusterRegistry clusters;
  private final AwsSettings settings;
  private final Instant begin;

  NodegroupReads(SimulatedCloud cloud, ClusterRegistry clusters, AwsSettings settings) {
    this.cloud = cloud;
    this.clusters = clusters;
    this.settings = settings;
    this.begin = cloud.timeline().now();
  }

  Map<String, Object> list(EksCall call) {
    clusters.shown(call.cluster());
    return call.page("nodegroups", names(call.cluster()));
  }

  /** Returns what there is to tell of a group, of whoever upgrades it. */
  Map<String, Object> described(EksCall call) {
    return described(clusters.shown(call.cluster()), require(call.cluster(), call.name()));
  }

  /** Returns the Auto Scaling group behind a node group. */
  CloudGroup require(String cluster, String name) {
    clusters.shown(cluster);
    return groups(cluster).stream()
        .filter(group -> tag(group, NAME_TAG).equals(name))
        .findFirst()
        .orElseThrow(() -> EksErrors.notFound("No node group found for name: " + name + "."));
  }

  private Map<String, Object> described(ClusterFacts cluster, CloudGroup group) {
    String name = tag(group, NAME_TAG);
    return Json.object(
        "nodegroupName",
        name,
        "nodegroupArn",
        settings.nodegroupArn(cluster.name(), name),
        "clusterName",
        cluster.name(),
        "version",
        cloud.kubernetesVersion(),
        "createdAt",
        begin.getEpochSecond(),
        "modifiedAt",
        begin.getEpochSecond(),
        "status",
        "ACTIVE",
        "capacityType",
        "ON_DEMAND",
        "scalingConfig",
        Json.object("minSize", group.min(), "maxSize", group.max(), "desiredSize", group.desired()),
        "subnets",
        cluster.subnets(settings.region()).stream().map(ClusterFacts.Subnet::id).toList(),
        "amiType",
        "AL2023_x86_64_STANDARD",
        "nodeRole",
        settings.roleArn(cluster.name() + "-nodes"),
        "launchTemplate",
        Json.object("id", group.pointer().template(), "version", group.pointer().version()),
        "resources",
        Json.object("autoScalingGroups", List.of(Json.object("name", group.name()))),
        "health",
        Json.object("issues", List.of()),
        "tags",
        tags(cluster, group));
  }

  private Map<String, Object> tags(ClusterFacts cluster, CloudGroup group) {
    String arn = settings.nodegroupArn(cluster.name(), tag(group, NAME_TAG));
    Map<String, Object> tags = new LinkedHashMap<>(cluster.tags(arn));
    group.tags().stream()
        .filter(tag -> !tag.key().startsWith("eks:"))
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /** Returns the names of the groups of a cluster. */
  List<String> names(String cluster) {
    return groups(cluster).stream().map(group -> tag(group, NAME_TAG)).toList();
  }

  private List<CloudGroup> groups(String cluster) {
    return cloud.groups().stream()
        .map(group -> cloud.shown(group.name()))
        .filter(group -> !tag(group, NAME_TAG).isEmpty())
        .filter(group -> List.of("", cluster).contains(tag(group, "eks:cluster-name")))
        .toList();
  }

  private static String tag(CloudGroup group, String key) {
    return group.tags().stream()
        .filter(tag -> tag.key().equals(key))
        .map(CloudGroup.Tag::value)
        .findFirst()
        .orElse("");
  }
}
