package io.evenkeel.aws.simulated.internal;

import io.evenkeel.aws.simulated.UpgradeInsight;
import io.evenkeel.simulation.SimulatedControlPlane.Update;
import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneChange.ToAddOn;
import io.evenkeel.spi.ControlPlaneChange.ToVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of EKS on the Kubernetes version of a cluster, and on updates of it. */
final class ControlPlaneOperations {
  static final String TOKEN = "clientRequestToken";

  private final ClusterRegistry clusters;
  private final String region;

  ControlPlaneOperations(ClusterRegistry clusters, String region) {
    this.clusters = clusters;
    this.region = region;
  }

  void register(ClusterRoutes routes) {
    routes.add("POST clusters/*/updates", "UpdateClusterVersion", this::updateVersion);
  }

  private Map<String, Object> updateVersion(EksCall call) {
    PlaneView plane = clusters.plane(call.cluster());
    String wanted = "1." + ClusterVersions.minor(call.text("version").orElse(""));
    boolean force = Boolean.TRUE.equals(call.body().get("force"));
    int before = plane.truth().updates().size();
    Update update =
        plane.start(
            call.text(TOKEN),
            List.of("version", wanted, String.valueOf(force)),
            () -> change(call.cluster(), wanted, force));
    if (plane.truth().updates().size() > before) {
      Prerequisites.missing(clusters.truth(call.cluster()), region).ifPresent(plane::fails);
    }
    return told(update);
  }

  private ControlPlaneChange change(String cluster, String wanted, boolean force) {
    if (!force) {
      checkInsights(clusters.truth(cluster), wanted);
    }
    return new ToVersion(clusters.plane(cluster).truth().state().version(), wanted);
  }

  private static void checkInsights(ClusterFacts facts, String version) {
    List<String> errors =
        facts.insights().stream()
            .filter(insight -> insight.kubernetesVersion().equals(version))
            .filter(insight -> insight.status() == UpgradeInsight.Status.ERROR)
            .map(UpgradeInsight::name)
            .toList();
    if (facts.insightsBlock() && !errors.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidRequestException",
          "Upgrade insights with status ERROR block the update to "
              + version
              + ": "
              + String.join(", ", errors)
              + ".");
    }
  }

  static Map<String, Object> told(Update update) {
    Map<String, String> params = new LinkedHashMap<>();
    ControlPlaneChange change = update.change();
    if (change instanceof ToAddOn addOn) {
      params.put("AddonVersion", addOn.to());
      params.put("ResolveConflicts", AddonOperations.conflicts(addOn.edits()));
    } else {
      params.put("Version", change.to());
      params.put("PlatformVersion", "eks.1");
    }
    return new EksUpdate(update.update().id(), type(change), update.startedAt(), params)
        .at(update.state());
  }

  private static String type(ControlPlaneChange change) {
    if (change instanceof ToAddOn) {
      return "AddonUpdate";
    }
    return ClusterVersions.minor(change.to()) < ClusterVersions.minor(change.from())
        ? "VersionRollback"
        : "VersionUpdate";
  }
}
