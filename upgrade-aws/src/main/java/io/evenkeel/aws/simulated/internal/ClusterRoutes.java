package io.evenkeel.aws.simulated.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out which operation of EKS a request asks for, by its method and path. */
final class ClusterRoutes {
  private static final String NODE_GROUPS = "node-groups";

  private final JsonOperations json;
  private final Optional<NodegroupOperations> managed;

  ClusterRoutes(JsonOperations json, Optional<NodegroupOperations> managed) {
    this.json = json;
    this.managed = managed;
  }

  Routed route(Request request) {
    List<String> path = request.path();
    boolean ofCluster = path.get(0).equals("clusters") && path.size() > 1;
    if (ofCluster && request.method().equals("GET")) {
      return read(request, path);
    }
    if (ofCluster && path.size() == 5 && path.get(2).equals(NODE_GROUPS)) {
      return write(request, path);
    }
    return unknown(request);
  }

  private Routed read(Request request, List<String> path) {
    String cluster = path.get(1);
    String kind = path.size() > 2 ? path.get(2) : "";
    if (path.size() == 2) {
      return eks("DescribeCluster", () -> json.describeCluster(cluster));
    }
    if (path.size() == 3 && kind.equals(NODE_GROUPS)) {
      return eks("ListNodegroups", () -> json.listNodegroups(cluster));
    }
    if (path.size() == 4 && kind.equals(NODE_GROUPS)) {
      return eks("DescribeNodegroup", () -> describeNodegroup(cluster, path.get(3)));
    }
    if (path.size() == 3 && kind.equals("updates") && managed.isPresent()) {
      return eks(
          "ListUpdates",
          () -> managed.get().listUpdates(request.query().getOrDefault("nodegroupName", "")));
    }
    if (path.size() == 4 && kind.equals("updates") && managed.isPresent()) {
      return eks("DescribeUpdate", () -> managed.get().describeUpdate(path.get(3)));
    }
    return unknown(request);
  }

  private Map<String, Object> describeNodegroup(String cluster, String name) {
    Map<String, Object> answer = json.describeNodegroup(cluster, name);
    if (managed.filter(groups -> groups.knows(name)).isPresent()
        && answer.get("nodegroup") instanceof Map<?, ?> told) {
      Map<String, Object> nodegroup = Json.object();
      told.forEach((key, value) -> nodegroup.put(String.valueOf(key), value));
      return Json.object("nodegroup", managed.get().described(name, nodegroup));
    }
    return answer;
  }

  private Routed write(Request request, List<String> path) {
    String group = path.get(3);
    if (managed.filter(groups -> groups.knows(group)).isEmpty()) {
      return unknown(request);
    }
    Map<String, Object> in = JsonReader.object(request.body());
    return switch (path.get(4)) {
      case "update-version" ->
          eks("UpdateNodegroupVersion", () -> managed.get().updateVersion(group, in));
      case "update-config" ->
          eks("UpdateNodegroupConfig", () -> managed.get().updateConfig(group, in));
      default -> unknown(request);
    };
  }

  private static Routed eks(String action, Supplier<Map<String, Object>> work) {
    return Router.json(Protocol.EKS, action, work);
  }

  private static Routed unknown(Request request) {
    String asked = request.method() + " /" + String.join("/", request.path());
    return eks(
        "Unknown",
        () -> {
          throw Router.unknown("UnknownOperationException", asked);
        });
  }
}
