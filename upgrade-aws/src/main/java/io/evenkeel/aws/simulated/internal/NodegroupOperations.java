package io.evenkeel.aws.simulated.internal;

import io.evenkeel.Quantity;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutOrder.UndrainedNodes;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutPace.Capacity;
import io.evenkeel.spi.RolloutState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of EKS on managed node groups that the cloud upgrades itself. */
final class NodegroupOperations {
  private static final String VERSION_UPDATE = "VersionUpdate";
  private static final String CONFIG_UPDATE = "ConfigUpdate";

  private final SimulatedCloud cloud;
  private final SimulatedManagedGroups groups;
  private final Map<String, String> configUpdates = new LinkedHashMap<>();

  NodegroupOperations(SimulatedCloud cloud, SimulatedManagedGroups groups) {
    this.cloud = cloud;
    this.groups = groups;
  }

  boolean knows(String group) {
    return groups.names().contains(group);
  }

  List<String> names() {
    return groups.names();
  }

  /** Adds to what is told of a group what its own upgrades have to do with. */
  Map<String, Object> described(String group, Map<String, Object> nodegroup) {
    String image = image(group);
    nodegroup.put("status", groups.running(group).isPresent() ? "UPDATING" : "ACTIVE");
    String release = groups.releaseOf(image).orElse(image);
    nodegroup.put("version", kubernetes(release));
    nodegroup.put("releaseVersion", release);
    nodegroup.put("updateConfig", config(groups.pace(group)));
    nodegroup.remove("launchTemplate");
    return nodegroup;
  }

  /** Returns the Kubernetes version of a release such as {@code 1.34.2-20260911}. */
  private String kubernetes(String release) {
    String[] parts = release.split("[.-]", 3);
    return parts.length == 3 && parts[0].equals("1")
        ? parts[0] + "." + parts[1]
        : cloud.kubernetesVersion();
  }

  private String image(String group) {
    CloudGroup state = cloud.shown(group);
    return cloud.templates().version(state.pointer()).content().image();
  }

  private static Map<String, Object> config(RolloutPace pace) {
    Map<String, Object> config =
        pace.maxUnavailable() instanceof Quantity.Percent percent
            ? Json.object("maxUnavailablePercentage", percent.value())
            : Json.object("maxUnavailable", pace.maxUnavailable().roundedUp(0));
    config.put("updateStrategy", pace.capacity() == Capacity.IN_PLACE ? "MINIMAL" : "DEFAULT");
    return config;
  }

  Map<String, Object> updateVersion(String group, Map<String, Object> in) {
    String image = wantedImage(in);
    UndrainedNodes undrained =
        Boolean.TRUE.equals(in.get("force"))
            ? UndrainedNodes.TERMINATE_WITH_THEIR_PODS
            : UndrainedNodes.KEEP;
    RolloutTarget target =
        new RolloutTarget(image, Map.of(SimulatedManagedGroups.IMAGE_LABEL, image), image);
    String token =
        String.valueOf(in.getOrDefault("clientRequestToken", "none " + cloud.timeline().now()));
    String id = groups.start(group, new RolloutOrder(target, undrained), token);
    return update(id, VERSION_UPDATE, groups.state(id));
  }

  private String wantedImage(Map<String, Object> in) {
    Object release = in.get("releaseVersion");
    if (release != null) {
      return groups
          .imageOf(String.valueOf(release))
          .orElseThrow(
              () ->
                  new AwsError(
                      400,
                      "InvalidParameterException",
                      "Requested release version " + release + " is not valid."));
    }
    String version = String.valueOf(in.getOrDefault("version", cloud.kubernetesVersion()));
    return cloud
        .recommended(version)
        .orElseThrow(
            () ->
                new AwsError(
                    400, "InvalidParameterException", "Requested Nodegroup version is not valid."));
  }

  Map<String, Object> updateConfig(String group, Map<String, Object> in) {
    if (in.get("updateConfig") instanceof Map<?, ?> config) {
      groups.pace(group, pace(config, groups.pace(group)));
    }
    String id = "config-" + (configUpdates.size() + 1);
    configUpdates.put(id, group);
    return update(id, CONFIG_UPDATE, done());
  }

  private static RolloutPace pace(Map<?, ?> config, RolloutPace now) {
    Quantity quantity = now.maxUnavailable();
    if (config.get("maxUnavailable") instanceof Number nodes) {
      quantity = Quantity.nodes(nodes.intValue());
    } else if (config.get("maxUnavailablePercentage") instanceof Number percent) {
      quantity = Quantity.percent(percent.intValue());
    }
    Object strategy = config.get("updateStrategy");
    Capacity capacity =
        strategy == null
            ? now.capacity()
            : strategy.equals("MINIMAL") ? Capacity.IN_PLACE : Capacity.SURGE;
    return new RolloutPace(quantity, capacity);
  }

  private static RolloutState done() {
    return new RolloutState(RolloutState.Stage.SUCCEEDED, List.of());
  }

  Map<String, Object> describeUpdate(String id) {
    return configUpdates.containsKey(id)
        ? update(id, CONFIG_UPDATE, done())
        : update(id, VERSION_UPDATE, groups.state(id));
  }

  Map<String, Object> listUpdates(String group) {
    List<Object> ids = new ArrayList<>(groups.rollouts(group));
    configUpdates.forEach(
        (id, of) -> {
          if (of.equals(group)) {
            ids.add(id);
          }
        });
    return Json.object("updateIds", ids);
  }

  private static Map<String, Object> update(String id, String type, RolloutState state) {
    List<Object> errors = new ArrayList<>();
    state
        .troubles()
        .forEach(
            trouble ->
                errors.add(
                    Json.object(
                        "errorCode",
                        trouble.code(),
                        "errorMessage",
                        trouble.what(),
                        "resourceIds",
                        new ArrayList<>(trouble.resources()))));
    return Json.object(
        "update",
        Json.object(
            "id",
            id,
            "type",
            type,
            "status",
            status(state.stage()),
            "params",
            List.of(),
            "errors",
            errors));
  }

  private static String status(RolloutState.Stage stage) {
    return switch (stage) {
      case IN_PROGRESS -> "InProgress";
      case SUCCEEDED -> "Successful";
      case FAILED -> "Failed";
      case CANCELLED -> "Cancelled";
    };
  }
}
