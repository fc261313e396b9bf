package io.evenkeel.aws.simulated.internal;

import io.evenkeel.model.TargetRegistration;
import io.evenkeel.simulation.CloudInstance;
import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedGroup;
import io.evenkeel.simulation.TargetGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What Elastic Load Balancing tells of target groups, and who is taken out of them. */
final class TargetOperations {
  private static final int PORT = 30080;
  private static final int MOST_PER_PAGE = 400;

  private final SimulatedCloud cloud;
  private final AwsSettings settings;

  TargetOperations(SimulatedCloud cloud, AwsSettings settings) {
    this.cloud = cloud;
    this.settings = settings;
  }

  void register(Map<String, Operation> operations) {
    operations.put("DescribeTargetGroups", this::groups);
    operations.put("DescribeTargetGroupAttributes", this::attributes);
    operations.put("DescribeTargetHealth", this::health);
    operations.put("DeregisterTargets", (in, out) -> each(in, this::deregister));
    operations.put("RegisterTargets", (in, out) -> each(in, this::register));
  }

  /** Several groups may register their instances in one target group. */
  private Map<String, TargetGroup> all() {
    Map<String, TargetGroup> all = new LinkedHashMap<>();
    cloud.groups().stream()
        .flatMap(group -> group.targetGroups().stream())
        .forEach(each -> all.putIfAbsent(settings.targetGroupArn(each.name()), each));
    return all;
  }

  private TargetGroup named(Params in) {
    TargetGroup found = all().get(in.get("TargetGroupArn"));
    if (found == null) {
      throw new AwsError(
          400, "TargetGroupNotFound", "Target groups '" + in.get("TargetGroupArn") + "' not found");
    }
    return found;
  }

  private void groups(Params in, Xml out) {
    List<String> names = in.list("Names");
    List<String> arns = in.list("TargetGroupArns");
    List<Map.Entry<String, TargetGroup>> found =
        all().entrySet().stream()
            .filter(each -> arns.isEmpty() || arns.contains(each.getKey()))
            .filter(each -> names.isEmpty() || names.contains(each.getValue().name()))
            .toList();
    if (found.isEmpty() && !(names.isEmpty() && arns.isEmpty())) {
      throw new AwsError(400, "TargetGroupNotFound", "One or more target groups not found");
    }
    Page<Map.Entry<String, TargetGroup>> page =
        Page.of(found, in.find("Marker"), in.number("PageSize").orElse(MOST_PER_PAGE));
    out.list("TargetGroups", "member", page.items(), TargetOperations::group);
    page.next().ifPresent(token -> out.value("NextMarker", token));
  }

  private static void group(Xml out, Map.Entry<String, TargetGroup> group) {
    out.value("TargetGroupArn", group.getKey());
    out.value("TargetGroupName", group.getValue().name());
    out.value("Protocol", "TCP");
    out.value("Port", PORT);
    out.value("VpcId", AwsSettings.VPC);
    out.value("TargetType", "instance");
    out.value("HealthCheckProtocol", "TCP");
    out.value("HealthCheckPort", "traffic-port");
  }

  private void attributes(Params in, Xml out) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("stickiness.enabled", "false");
    attributes.put(
        "deregistration_delay.timeout_seconds", String.valueOf(named(in).delay().toSeconds()));
    out.list(
        "Attributes",
        "member",
        attributes.entrySet(),
        (item, each) -> item.value("Key", each.getKey()).value("Value", each.getValue()));
  }

  /** Whoever names targets is told of those that are in no target group as well. */
  private void health(Params in, Xml out) {
    TargetGroup group = named(in);
    List<String> asked = in.structures("Targets").stream().map(t -> t.get("Id")).toList();
    Map<String, String> states = new LinkedHashMap<>();
    asked.forEach(id -> states.put(id, "unused"));
    for (SimulatedGroup each : cloud.groups()) {
      for (CloudInstance instance : cloud.shown(each.name()).instances()) {
        instance.registrations().stream()
            .filter(place -> place.targetGroup().equals(group.name()))
            .filter(place -> asked.isEmpty() || asked.contains(instance.id()))
            .forEach(place -> states.put(instance.id(), state(place, instance)));
      }
    }
    out.list(
        "TargetHealthDescriptions",
        "member",
        states.entrySet(),
        (item, each) -> target(item, each.getKey(), each.getValue()));
  }

  private static String state(TargetRegistration place, CloudInstance instance) {
    if (place.state() == TargetRegistration.State.DRAINING) {
      return "draining";
    }
    return instance.booted() && instance.running() ? "healthy" : "unhealthy";
  }

  private static void target(Xml out, String id, String state) {
    out.element("Target", target -> target.value("Id", id).value("Port", PORT));
    out.value("HealthCheckPort", PORT);
    out.element(
        "TargetHealth",
        health -> {
          health.value("State", state);
          switch (state) {
            case "draining" -> health.value("Reason", "Target.DeregistrationInProgress");
            case "unused" -> health.value("Reason", "Target.NotRegistered");
            case "unhealthy" -> health.value("Reason", "Target.FailedHealthChecks");
            default -> {
              // a healthy target needs no reason
            }
          }
        });
  }

  private void each(Params in, BiConsumer<String, TargetGroup> change) {
    TargetGroup group = named(in);
    List<String> ids = in.structures("Targets").stream().map(t -> t.get("Id")).toList();
    ids.stream()
        .filter(id -> cloud.instance(id).isEmpty())
        .findFirst()
        .ifPresent(
            id -> {
              throw new AwsError(
                  400, "InvalidTarget", "The following targets are not valid: '" + id + "'");
            });
    ids.forEach(id -> change.accept(id, group));
  }

  private void deregister(String instance, TargetGroup from) {
    cloud.groupOfInstance(instance).deregister(instance, from.name());
  }

  private void register(String instance, TargetGroup into) {
    cloud.groupOfInstance(instance).register(instance, into.name());
  }
}
