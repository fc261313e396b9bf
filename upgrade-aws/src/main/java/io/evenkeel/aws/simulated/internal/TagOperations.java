package io.evenkeel.aws.simulated.internal;

import io.evenkeel.spi.ControlPlaneState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of EKS on the tags of clusters, node groups and add-ons. */
final class TagOperations {
  private final ClusterRegistry clusters;
  private final AwsSettings settings;
  private final NodegroupReads nodegroups;

  TagOperations(ClusterRegistry clusters, AwsSettings settings, NodegroupReads nodegroups) {
    this.clusters = clusters;
    this.settings = settings;
    this.nodegroups = nodegroups;
  }

  void register(ClusterRoutes routes) {
    routes.add("GET tags/*", "ListTagsForResource", this::list);
    routes.add("POST tags/*", "TagResource", this::tag);
    routes.add("DELETE tags/*", "UntagResource", this::untag);
  }

  private Map<String, Object> list(EksCall call) {
    String arn = call.names().get(0);
    return Json.object("tags", clusters.shown(clusterOf(arn)).tags(arn));
  }

  private Map<String, Object> tag(EksCall call) {
    String arn = call.names().get(0);
    Map<String, String> more = new LinkedHashMap<>();
    if (call.body().get("tags") instanceof Map<?, ?> tags) {
      tags.forEach((key, value) -> more.put(String.valueOf(key), String.valueOf(value)));
    }
    if (more.keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
      throw new AwsError(400, "BadRequestException", "Tag keys must not begin with aws:.");
    }
    clusters.change(clusterOf(arn), facts -> facts.tag(arn, more));
    return Json.object();
  }

  private Map<String, Object> untag(EksCall call) {
    String arn = call.names().get(0);
    List<String> keys = call.queries().getOrDefault("tagKeys", List.of());
    clusters.change(clusterOf(arn), facts -> facts.untag(arn, keys));
    return Json.object();
  }

  private String clusterOf(String arn) {
    return clusters.names().stream()
        .filter(cluster -> isIn(cluster, arn))
        .findFirst()
        .orElseThrow(
            () -> new AwsError(404, "NotFoundException", "No resource found for the ARN " + arn));
  }

  private boolean isIn(String cluster, String arn) {
    return settings.clusterArn(cluster).equals(arn)
        || nodegroups.names(cluster).stream()
            .anyMatch(name -> settings.nodegroupArn(cluster, name).equals(arn))
        || clusters.plane(cluster).truth().state().addOns().stream()
            .map(ControlPlaneState.AddOn::name)
            .anyMatch(name -> settings.addOnArn(cluster, name).equals(arn));
  }
}
