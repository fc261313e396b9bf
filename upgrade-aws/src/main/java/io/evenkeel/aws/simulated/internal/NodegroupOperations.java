package io.evenkeel.aws.simulated.internal;

import io.evenkeel.Quantity;
import io.evenkeel.model.RolloutTarget;
import io.evenkeel.simulation.CloudGroup;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups;
import io.evenkeel.simulation.TemplateContent;
import io.evenkeel.spi.RolloutOrder;
import io.evenkeel.spi.RolloutOrder.UndrainedNodes;
import io.evenkeel.spi.RolloutPace;
import io.evenkeel.spi.RolloutPace.Capacity;
import io.evenkeel.spi.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations of EKS on managed node groups that the cloud upgrades itself. */
final class NodegroupOperations {
  private static final String VERSION_UPDATE = "VersionUpdate";
  private static final String CONFIG_UPDATE = "ConfigUpdate";
  private static final String TOKEN = "clientRequestToken";

  private final SimulatedCloud cloud;
  private final NodegroupReads reads;
  private final Optional<SimulatedManagedGroups> managed;
  private final Instant begin;
  private final RequestTokens tokens = new RequestTokens();
  private final Map<String, EksUpdate> updates = new LinkedHashMap<>();
  private final NodegroupFeatures features;
  private final VersionRequests requests;
  private final ConfigUpdates configUpdates;

  NodegroupOperations(
      SimulatedCloud cloud,
      ClusterRegistry clusters,
      NodegroupReads reads,
      NodegroupFeatures features,
      Optional<SimulatedManagedGroups> managed) {
    this.cloud = cloud;
    this.reads = reads;
    this.managed = managed;
    this.features = features;
    this.requests = new VersionRequests(cloud, clusters, features);
    this.configUpdates = new ConfigUpdates(cloud, features);
    this.begin = cloud.timeline().now();
  }

  void register(ClusterRoutes routes) {
    String group = "clusters/*/node-groups/*";
    routes.add("GET clusters/*/node-groups", "ListNodegroups", reads::list);
    routes.add("GET " + group, "DescribeNodegroup", this::describe);
    routes.add("POST " + group + "/update-version", "UpdateNodegroupVersion", this::updateVersion);
    routes.add("POST " + group + "/update-config", "UpdateNodegroupConfig", this::updateConfig);
  }

  private Map<String, Object> describe(EksCall call) {
    Map<String, Object> nodegroup = reads.described(call);
    if (managed.filter(groups -> groups.names().contains(call.name())).isPresent()) {
      addWhatIsManaged(managed.get(), call.name(), nodegroup);
    }
    return Json.object("nodegroup", nodegroup);
  }

  private SimulatedManagedGroups managing(EksCall call) {
    reads.require(call.cluster(), call.name());
    return managed
        .filter(groups -> groups.names().contains(call.name()))
        .orElseThrow(
            () ->
                Router.unknown(
                    "UnknownOperationException", "update of a group that is only tagged"));
  }

  /** Adds to what is told of a group what its own upgrades have to do with. */
  private void addWhatIsManaged(
      SimulatedManagedGroups groups, String group, Map<String, Object> nodegroup) {
    String image = image(group);
    String type = features.imageType(group).orElse(String.valueOf(nodegroup.get("amiType")));
    boolean custom = type.equals("CUSTOM");
    boolean busy = groups.running(group).isPresent() || configUpdates.anyGoesOn(group);
    String release = custom ? image : groups.releaseOf(image).orElse(image);
    nodegroup.put("amiType", type);
    nodegroup.put("status", features.status(group).orElse(busy ? "UPDATING" : "ACTIVE"));
    nodegroup.put("version", kubernetes(release));
    nodegroup.put("releaseVersion", release);
    nodegroup.put("updateConfig", config(groups.pace(group)));
    nodegroup.put("health", Json.object("issues", issues(group)));
    nodegroup.put("instanceTypes", List.of(template(group).type()));
    if (!custom) {
      nodegroup.remove("launchTemplate");
    }
  }

  private List<Object> issues(String group) {
    List<Object> issues = new ArrayList<>();
    features
        .issues(group)
        .forEach((code, message) -> issues.add(Json.object("code", code, "message", message)));
    return issues;
  }

  /** Returns the Kubernetes version of a release such as {@code 1.34.2-20260911}. */
  private String kubernetes(String release) {
    String[] parts = release.split("[.-]", 3);
    return parts.length == 3 && parts[0].equals("1")
        ? parts[0] + "." + parts[1]
        : cloud.kubernetesVersion();
  }

  private String image(String group) {
    return template(group).image();
  }

  private TemplateContent template(String group) {
    CloudGroup state = cloud.shown(group);
    return cloud.templates().version(state.pointer()).content();
  }

  private static Map<String, Object> config(RolloutPace pace) {
    Map<String, Object> config =
        pace.maxUnavailable() instanceof Quantity.Percent percent
            ? Json.object("maxUnavailablePercentage", percent.value())
            : Json.object("maxUnavailable", pace.maxUnavailable().roundedUp(0));
    config.put("updateStrategy", pace.capacity() == Capacity.IN_PLACE ? "MINIMAL" : "DEFAULT");
    return config;
  }

  private Map<String, Object> updateVersion(EksCall call) {
    SimulatedManagedGroups groups = managing(call);
    UndrainedNodes undrained =
        Boolean.TRUE.equals(call.body().get("force"))
            ? UndrainedNodes.TERMINATE_WITH_THEIR_PODS
            : UndrainedNodes.KEEP;
    List<String> request =
        List.of(
            call.cluster(),
            call.name(),
            call.text("version").orElse(""),
            call.text("releaseVersion").orElse(""),
            String.valueOf(call.body().getOrDefault("launchTemplate", "")),
            undrained.name());
    String id =
        tokens.once(call.text(TOKEN), request, token -> start(groups, call, undrained, token));
    return told(groups, id);
  }

  private String start(
      SimulatedManagedGroups groups, EksCall call, UndrainedNodes undrained, String token) {
    requests.admit(call.name());
    refuseBesideConfigUpdate(call.name());
    String image = requests.image(groups, call);
    RolloutTarget target =
        new RolloutTarget(image, Map.of(SimulatedManagedGroups.IMAGE_LABEL, image), image);
    String id = groups.start(call.name(), new RolloutOrder(target, undrained), token);
    updates.put(id, versionUpdate(id, groups, image));
    return id;
  }

  private EksUpdate versionUpdate(String id, SimulatedManagedGroups groups, String image) {
    String release = groups.releaseOf(image).orElse(image);
    Map<String, String> params = new LinkedHashMap<>();
    params.put("Version", kubernetes(release));
    params.put("ReleaseVersion", release);
    return new EksUpdate(id, VERSION_UPDATE, cloud.timeline().now(), params);
  }

  private Map<String, Object> updateConfig(EksCall call) {
    SimulatedManagedGroups groups = managing(call);
    refuseBesideConfigUpdate(call.name());
    if (call.body().get("updateConfig") instanceof Map<?, ?> config) {
      groups.pace(call.name(), pace(config, groups.pace(call.name())));
    }
    String id = configUpdates.begin(call.name());
    updates.put(id, new EksUpdate(id, CONFIG_UPDATE, cloud.timeline().now(), Map.of()));
    return told(groups, id);
  }

  private void refuseBesideConfigUpdate(String group) {
    if (configUpdates.anyGoesOn(group)) {
      throw EksErrors.inUse("Nodegroup " + group + " has a config update in progress.");
    }
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

  /** Returns an update of a group. */
  Map<String, Object> describeUpdate(EksCall call, String group) {
    SimulatedManagedGroups groups = groupsWith(call, group);
    if (!ids(groups, group).contains(call.name())) {
      throw EksErrors.notFound("No update found for ID: " + call.name());
    }
    return told(groups, call.name());
  }

  private Map<String, Object> told(SimulatedManagedGroups groups, String id) {
    RolloutState state = configUpdates.state(id).orElseGet(() -> groups.state(id));
    // One that somebody began by hand is not known here.
    return updates.getOrDefault(id, new EksUpdate(id, VERSION_UPDATE, begin, Map.of())).at(state);
  }

  /** Returns the ids of the updates of a group. */
  Map<String, Object> listUpdates(EksCall call, String group) {
    return call.page("updateIds", ids(groupsWith(call, group), group));
  }

  private SimulatedManagedGroups groupsWith(EksCall call, String group) {
    return managing(new EksCall(List.of(call.cluster(), group), Map.of(), Map.of()));
  }

  private List<String> ids(SimulatedManagedGroups groups, String group) {
    List<String> ids = new ArrayList<>(groups.rollouts(group));
    ids.addAll(configUpdates.ids(group));
    return ids;
  }
}
