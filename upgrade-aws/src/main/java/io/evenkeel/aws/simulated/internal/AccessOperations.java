package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.internal.ClusterFacts.AccessEntry;
import java.util.List;
import java.util.Map;

/** The operations of EKS on who is let in. */
final class AccessOperations {
  private final ClusterRegistry clusters;
  private final AwsSettings settings;

  AccessOperations(ClusterRegistry clusters, AwsSettings settings) {
    this.clusters = clusters;
    this.settings = settings;
  }

  void register(ClusterRoutes routes) {
    routes.add(
        "GET clusters/*/access-entries",
        "ListAccessEntries",
        call ->
            call.page(
                "accessEntries",
                entries(call.cluster()).stream().map(AccessEntry::principal).toList()));
    routes.add("GET clusters/*/access-entries/*", "DescribeAccessEntry", this::describe);
  }

  private List<AccessEntry> entries(String cluster) {
    List<AccessEntry> stated = clusters.shown(cluster).access();
    return stated.isEmpty()
        ? List.of(
            new AccessEntry(settings.callerRole(), List.of("system:masters")),
            new AccessEntry(settings.roleArn(cluster + "-nodes"), List.of("system:nodes")))
        : stated;
  }

  private Map<String, Object> describe(EksCall call) {
    return entries(call.cluster()).stream()
        .filter(entry -> entry.principal().equals(call.name()))
        .findFirst()
        .map(entry -> Json.object("accessEntry", described(call.cluster(), entry)))
        .orElseThrow(
            () ->
                EksErrors.notFound(
                    "The specified principalArn could not be found. You can view your available"
                        + " access entries with 'list-access-entries'."));
  }

  private Map<String, Object> described(String cluster, AccessEntry entry) {
    return Json.object(
        "clusterName",
        cluster,
        "principalArn",
        entry.principal(),
        "kubernetesGroups",
        entry.groups(),
        "accessEntryArn",
        settings.arn("eks", "access-entry/" + cluster + "/" + entry.principal()),
        "username",
        entry.principal(),
        "type",
        "STANDARD",
        "tags",
        Json.object());
  }
}
