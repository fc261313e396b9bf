package io.evenkeel.aws.simulated.internal;

import io.evenkeel.model.TemplateVersion;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What EKS has to say about a request to update a managed node group, before it does anything. */
final class VersionRequests {
  private static final String CUSTOM = "CUSTOM";

  /** The issues with which EKS updates a group all the same. */
  private static final List<String> LET_THROUGH =
      List.of(
          "AsgInstanceLaunchFailures",
          "InstanceLimitExceeded",
          "InsufficientFreeAddresses",
          "ClusterUnreachable");

  private final SimulatedCloud cloud;
  private final ClusterRegistry clusters;
  private final NodegroupFeatures features;

  VersionRequests(SimulatedCloud cloud, ClusterRegistry clusters, NodegroupFeatures features) {
    this.cloud = cloud;
    this.clusters = clusters;
    this.features = features;
  }

  /** Refuses a group that is not well. */
  void admit(String group) {
    String status = features.status(group).orElse("ACTIVE");
    if (!status.equals("ACTIVE")) {
      throw new AwsError(400, "InvalidRequestException", "Nodegroup is in status " + status + ".");
    }
    if (!LET_THROUGH.containsAll(features.issues(group).keySet())) {
      throw new AwsError(
          400, "InvalidRequestException", "Nodegroup health has issues other than " + LET_THROUGH);
    }
  }

  /** Returns the image that is asked for. */
  String image(SimulatedManagedGroups groups, EksCall call) {
    boolean custom = features.imageType(call.name()).filter(CUSTOM::equals).isPresent();
    if (custom && (call.text("version").isPresent() || call.text("releaseVersion").isPresent())) {
      throw EksErrors.invalidParameter(
          "You cannot specify the field kubernetesVersion when using custom AMIs.");
    }
    if (call.body().get("launchTemplate") instanceof Map<?, ?> template) {
      TemplateVersion version =
          new TemplateVersion(
              String.valueOf(template.get("id")), String.valueOf(template.get("version")));
      return cloud.templates().version(version).content().image();
    }
    if (custom) {
      throw EksErrors.invalidParameter(
          "Launch template details can't be null for Custom ami type node group");
    }
    return released(groups, call);
  }

  private String released(SimulatedManagedGroups groups, EksCall call) {
    Optional<String> release = call.text("releaseVersion");
    if (release.isPresent()) {
      return groups
          .imageOf(release.get())
          .orElseThrow(
              () ->
                  EksErrors.invalidParameter(
                      "Requested release version " + release.get() + " is not valid."));
    }
    String ofCluster = clusters.plane(call.cluster()).truth().state().version();
    String version = call.text("version").orElse(ofCluster);
    if (ClusterVersions.minor(version) > ClusterVersions.minor(ofCluster)) {
      throw EksErrors.invalidParameter(
          "Nodegroup Kubernetes version " + version + " is newer than its cluster's.");
    }
    return cloud
        .recommended(version)
        .orElseThrow(() -> EksErrors.invalidParameter("Requested Nodegroup version is not valid."));
  }
}
