package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Finds out which operation of which service a request asks for. */
public final class Router {

  private final Map<String, Operation> scaling = new TreeMap<>();
  private final Map<String, Operation> machines = new TreeMap<>();
  private final Map<String, Operation> balancing = new TreeMap<>();
  private final Map<String, Operation> identity = new TreeMap<>();
  private final Map<String, Operation> roles = new TreeMap<>();
  private final ParameterOperations parameters;
  private final KeyOperations keys;
  private final ClusterRoutes clusters = new ClusterRoutes();

  public Router(
      SimulatedCloud cloud,
      AwsSettings settings,
      GroupFeatures features,
      ClusterRegistry registry,
      Optional<SimulatedManagedGroups> managed) {
    Instant begin = cloud.timeline().now();
    new GroupReads(cloud, settings, features).register(scaling);
    new GroupWrites(cloud, settings, features).register(scaling);
    new GroupExtras(cloud, features).register(scaling);
    new TargetOperations(cloud, settings).register(balancing);
    new TemplateOperations(cloud, settings).register(machines);
    new MachineOperations(cloud, settings).register(machines);
    new SubnetOperations(registry, settings).register(machines);
    identity.put("GetCallerIdentity", (in, out) -> caller(settings, out));
    new RoleOperations(registry, settings, begin).register(roles);
    this.parameters = new ParameterOperations(cloud, settings);
    this.keys = new KeyOperations(registry, settings, begin);
    registerClusters(cloud, settings, features.nodegroups(), registry, managed);
  }

  private void registerClusters(
      SimulatedCloud cloud,
      AwsSettings settings,
      NodegroupFeatures features,
      ClusterRegistry registry,
      Optional<SimulatedManagedGroups> managed) {
    new ClusterReads(cloud.timeline(), registry, settings).register(clusters);
    new ClusterVersions(cloud.timeline()).register(clusters);
    new InsightOperations(registry, cloud.timeline()).register(clusters);
    new AccessOperations(registry, settings).register(clusters);
    NodegroupReads reads = new NodegroupReads(cloud, registry, settings);
    NodegroupOperations nodegroups =
        new NodegroupOperations(cloud, registry, reads, features, managed);
    nodegroups.register(clusters);
    new UpdateReads(registry, nodegroups).register(clusters);
    new ControlPlaneOperations(registry, settings.region()).register(clusters);
    new AddonOperations(registry, settings, cloud.timeline().now()).register(clusters);
    new AddonVersions(registry).register(clusters);
    new TagOperations(registry, settings, reads).register(clusters);
  }

  Routed route(Request request) {
    if (request.target().isPresent()) {
      return target(request.target().get(), request.body());
    }
    return request.path().isEmpty() ? query(Params.parse(request.body())) : clusters.route(request);
  }

  private Routed query(Params in) {
    String action = in.find("Action").orElse("");
    return switch (in.find("Version").orElse("")) {
      case "2016-11-15" -> query(Protocol.EC2, machines, action, in);
      case "2015-12-01" -> query(Protocol.BALANCING, balancing, action, in);
      case "2010-05-08" -> query(Protocol.IAM, roles, action, in);
      case "2011-06-15" -> query(Protocol.STS, identity, action, in);
      default -> query(Protocol.AUTO_SCALING, scaling, action, in);
    };
  }

  private static Routed query(
      Protocol protocol, Map<String, Operation> operations, String action, Params in) {
    Operation operation = operations.get(action);
    return new Routed(
        protocol,
        action,
        in.flag("DryRun", false),
        () -> {
          if (operation == null) {
            throw unknown("InvalidAction", action);
          }
          return protocol.xml(action, xml -> operation.answer(in, xml));
        });
  }

  private Routed target(String target, String body) {
    String action = target.substring(target.indexOf('.') + 1);
    Protocol protocol = target.startsWith("TrentService.") ? Protocol.KMS : Protocol.SSM;
    return json(
        protocol,
        action,
        () ->
            switch (protocol.service() + ":" + action) {
              case "ssm:GetParameter" -> parameters.getParameter(JsonReader.object(body));
              case "ssm:GetParameters" -> parameters.getParameters(JsonReader.object(body));
              case "kms:DescribeKey" -> keys.describe(JsonReader.object(body));
              default -> throw unknown("UnknownOperationException", action);
            });
  }

  static Routed json(Protocol protocol, String action, Supplier<Map<String, Object>> work) {
    return new Routed(protocol, action, false, () -> protocol.json(work.get()));
  }

  static AwsError unknown(String code, String action) {
    return new AwsError(400, code, "This simulation does not know the operation " + action + ".");
  }

  private static void caller(AwsSettings settings, Xml out) {
    out.value("Arn", settings.caller());
    out.value("UserId", "AROASIMULATED:simulated");
    out.value("Account", settings.account());
  }
}
