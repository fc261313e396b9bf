package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedControlPlane.Update;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What EKS tells of updates, of whatever they are updates of. */
final class UpdateReads {
  private static final String GROUP = "nodegroupName";

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
    Optional<String> group = call.query(GROUP);
    return group.isPresent()
        ? nodegroups.listUpdates(call, group.get())
        : call.page("updateIds", ofControlPlane(call).stream().map(u -> u.update().id()).toList());
  }

  private Map<String, Object> describe(EksCall call) {
    return call.query(GROUP)
        .map(group -> nodegroups.describeUpdate(call, group))
        .orElseGet(() -> ControlPlaneOperations.told(find(call)));
  }

  private Update find(EksCall call) {
    return ofControlPlane(call).stream()
        .filter(update -> update.update().id().equals(call.name()))
        .findFirst()
        .orElseThrow(() -> EksErrors.notFound("No update found for ID: " + call.name()));
  }

  private List<Update> ofControlPlane(EksCall call) {
    return clusters.plane(call.cluster()).shown().updatesOf(call.query("addonName"));
  }
}
