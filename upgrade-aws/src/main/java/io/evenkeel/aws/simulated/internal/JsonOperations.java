package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedCloud;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of the services that speak JSON: parameters and clusters. */
final class JsonOperations {

  private final SimulatedCloud cloud;
  private final AwsSettings settings;

  JsonOperations(SimulatedCloud cloud, AwsSettings settings) {
    this.cloud = cloud;
    this.settings = settings;
  }

  Map<String, Object> getParameter(Map<String, Object> in) {
    String name = String.valueOf(in.get("Name"));
    return parameter(name)
        .map(found -> Json.object("Parameter", found))
        .orElseThrow(
            () -> new AwsError(400, "ParameterNotFound", "Parameter " + name + " not found."));
  }

  Map<String, Object> getParameters(Map<String, Object> in) {
    List<Object> found = new ArrayList<>();
    List<Object> invalid = new ArrayList<>();
    if (in.get("Names") instanceof List<?> names) {
      for (Object name : names) {
        parameter(String.valueOf(name)).ifPresentOrElse(found::add, () -> invalid.add(name));
      }
    }
    return Json.object("Parameters", found, "InvalidParameters", invalid);
  }

  private Optional<Map<String, Object>> parameter(String name) {
    return cloud
        .images()
        .parameter(name)
        .map(
            value ->
                Json.object(
                    "Name",
                    name,
                    "Type",
                    "String",
                    "Value",
                    value,
                    "Version",
                    1,
                    "DataType",
                    "text",
                    "ARN",
                    settings.arn("ssm", "parameter" + name)));
  }

  Map<String, Object> describeCluster(String name) {
    requireCluster(name);
    String authority = settings.clusterAuthority().orElse("simulated");
    return Json.object(
        "cluster",
        Json.object(
            "name",
            name,
            "arn",
            settings.arn("eks", "cluster/" + name),
            "version",
            cloud.kubernetesVersion(),
            "status",
            "ACTIVE",
            "platformVersion",
            "eks.1",
            "endpoint",
            settings.clusterEndpoint().orElse("https://" + name + ".invalid"),
            "certificateAuthority",
            Json.object("data", Base64.getEncoder().encodeToString(Utf8.bytes(authority))),
            "resourcesVpcConfig",
            Json.object("vpcId", "vpc-simulated"),
            "tags",
            Json.object()));
  }

  Map<String, Object> listNodegroups(String cluster) {
    requireCluster(cluster);
    List<Object> names = new ArrayList<>();
    managed(cluster).forEach(group -> names.add(tag(group, "eks:nodegroup-name")));
    return Json.object("nodegroups", names);
  }

  Map<String, Object> describeNodegroup(String cluster, String name) {
    requireCluster(cluster);
    CloudGroup group =
        managed(cluster).stream()
            .filter(g -> tag(g, "eks:nodegroup-name").equals(name))
            .findFirst()
            .orElseThrow(() -> notFound("No node group found for name: " + name + "."));
    return Json.object(
        "nodegroup",
        Json.object(
            "nodegroupName",
            name,
            "nodegroupArn",
            settings.arn("eks", "nodegroup/" + cluster + "/" + name),
            "clusterName",
            cluster,
            "version",
            cloud.kubernetesVersion(),
            "status",
            "ACTIVE",
            "capacityType",
            "ON_DEMAND",
            "amiType",
            "AL2023_x86_64_STANDARD",
            "scalingConfig",
            Json.object(
                "minSize", group.min(), "maxSize", group.max(), "desiredSize", group.desired()),
            "launchTemplate",
            Json.object("id", group.pointer().template(), "version", group.pointer().version()),
            "resources",
            Json.object("autoScalingGroups", List.of(Json.object("name", group.name()))),
            "health",
            Json.object("issues", List.of())));
  }

  private List<CloudGroup> managed(String cluster) {
    return cloud.groups().stream()
        .map(group -> cloud.shown(group.name()))
        .filter(group -> !tag(group, "eks:nodegroup-name").isEmpty())
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

  private void requireCluster(String name) {
    if (!settings.clusters().contains(name)) {
      throw notFound("No cluster found for name: " + name + ".");
    }
  }

  private static AwsError notFound(String text) {
    return new AwsError(404, "ResourceNotFoundException", text);
  }
}
