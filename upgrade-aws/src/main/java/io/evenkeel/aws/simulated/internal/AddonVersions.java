package io.evenkeel.aws.simulated.internal;

import io.evenkeel.spi.AddOnVersion;
import io.evenkeel.spi.ControlPlaneState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which versions of add-ons EKS offers, and which Kubernetes versions they go with. */
final class AddonVersions {
  private final ClusterRegistry clusters;

  AddonVersions(ClusterRegistry clusters) {
    this.clusters = clusters;
  }

  void register(ClusterRoutes routes) {
    routes.add("GET addons/supported-versions", "DescribeAddonVersions", this::describe);
  }

  private Map<String, Object> describe(EksCall call) {
    List<String> kubernetes =
        call.query("kubernetesVersion").map(List::of).orElseGet(ClusterVersions::all);
    List<Map<String, Object>> found = new ArrayList<>();
    for (String name : names(call.query("addonName"))) {
      List<Map<String, Object>> versions = versions(name, kubernetes);
      if (!versions.isEmpty()) {
        found.add(addOn(name, versions));
      }
    }
    return call.page("addons", found);
  }

  /** Returns the add-on that is asked for, or all that some cluster has. */
  private List<String> names(Optional<String> asked) {
    if (asked.isPresent()) {
      return asked.stream().toList();
    }
    TreeSet<String> names = new TreeSet<>();
    for (String cluster : clusters.names()) {
      clusters.plane(cluster).truth().state().addOns().stream()
          .map(ControlPlaneState.AddOn::name)
          .forEach(names::add);
    }
    return List.copyOf(names);
  }

  private static Map<String, Object> addOn(String name, List<Map<String, Object>> versions) {
    return Json.object(
        "addonName",
        name,
        "type",
        "other",
        "addonVersions",
        versions,
        "publisher",
        "eks",
        "owner",
        "aws",
        "defaultNamespace",
        "kube-system");
  }

  private List<Map<String, Object>> versions(String addOn, List<String> kubernetes) {
    Map<String, List<Object>> compatible = new LinkedHashMap<>();
    for (String version : kubernetes) {
      for (AddOnVersion offered : offered(addOn, version)) {
        compatible
            .computeIfAbsent(offered.version(), none -> new ArrayList<>())
            .add(compatibility(version, offered.recommended()));
      }
    }
    List<Map<String, Object>> versions = new ArrayList<>();
    compatible.forEach((version, with) -> versions.add(version(version, with)));
    return versions;
  }

  private List<AddOnVersion> offered(String addOn, String kubernetes) {
    return clusters.names().stream()
        .map(cluster -> clusters.plane(cluster).offered(addOn, kubernetes))
        .filter(offered -> !offered.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static Map<String, Object> compatibility(String kubernetes, boolean recommended) {
    return Json.object(
        "clusterVersion",
        kubernetes,
        "platformVersions",
        List.of("*"),
        "defaultVersion",
        recommended);
  }

  private static Map<String, Object> version(String version, List<Object> compatibilities) {
    return Json.object(
        "addonVersion",
        version,
        "architecture",
        List.of("amd64", "arm64"),
        "computeTypes",
        List.of("ec2", "auto"),
        "compatibilities",
        compatibilities,
        "requiresConfiguration",
        false,
        "requiresIamPermissions",
        false);
  }
}
