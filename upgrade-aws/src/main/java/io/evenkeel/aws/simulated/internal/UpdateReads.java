package io.evenkeel.aws.simulated.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What EKS tells of updates, of whatever they are updates of. */
final class UpdateReads {
  private final ClusterRegistry clusters;
  private final NodegroupOperations nodegroups;

  UpdateReads(ClusterRegistry clusters, NodegroupOperations nodegroups) {
    this.clusters = clusters;
    this.nodegroups = nodegroups;
  }

  void register(ClusterRoutes routes) {
    routes.add("GET clusters/*/updates", "ListUpdates", this::list);
    routes.add("GET clusters/*/updates/*", "DescribeUpdate", this::describe);
  }

  private Map<String, Object> list(EksCall call) {
    clusters.shown(call.cluster());
    Optional<String> group = call.query("nodegroupName");
    return group.isPresent()
        ? nodegroups.listUpdates(call, group.get())
        : call.page("updateIds", List.of());
  }

  private Map<String, Object> describe(EksCall call) {
    clusters.shown(call.cluster());
    return call.query("nodegroupName")
        .map(group -> nodegroups.describeUpdate(call, group))
        .orElseThrow(() -> EksErrors.notFound("No update found for ID: " + call.name()));
  }
}
