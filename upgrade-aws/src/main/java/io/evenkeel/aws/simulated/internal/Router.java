package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import io.evenkeel.simulation.SimulatedManagedGroups;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Finds out which operation of which service a request asks for. */
public final class Router {

  private final Map<String, Operation> scaling = new TreeMap<>();
  private final Map<String, Operation> machines = new TreeMap<>();
  private final Map<String, Operation> identity = new TreeMap<>();
  private final JsonOperations json;
  private final ClusterRoutes clusters;

  public Router(
      SimulatedCloud cloud,
      AwsSettings settings,
      GroupFeatures features,
      Optional<SimulatedManagedGroups> managed) {
    new GroupReads(cloud, settings, features).register(scaling);
    new GroupWrites(cloud, settings, features).register(scaling);
    new GroupExtras(cloud, features).register(scaling);
    new TemplateOperations(cloud, settings).register(machines);
    new MachineOperations(cloud, settings).register(machines);
    identity.put("GetCallerIdentity", (in, out) -> caller(settings, out));
    this.json = new JsonOperations(cloud, settings);
    this.clusters =
        new ClusterRoutes(json, managed.map(groups -> new NodegroupOperations(cloud, groups)));
  }

  Routed route(Request request) {
    if (request.target().isPresent()) {
      return parameters(request.target().get(), request.body());
    }
    return request.path().isEmpty() ? query(Params.parse(request.body())) : clusters.route(request);
  }

  private Routed query(Params in) {
    String action = in.find("Action").orElse("");
    return switch (in.find("Version").orElse("")) {
      case "2016-11-15" -> query(Protocol.EC2, machines, action, in);
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

  private Routed parameters(String target, String body) {
    String action = target.substring(target.indexOf('.') + 1);
    return json(
        Protocol.SSM,
        action,
        () ->
            switch (action) {
              case "GetParameter" -> json.getParameter(JsonReader.object(body));
              case "GetParameters" -> json.getParameters(JsonReader.object(body));
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
