package io.evenkeel.aws.simulated.internal;

import io.evenkeel.simulation.SimulatedCloud;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Finds out which operation of which service a request asks for. */
public final class Router {

  private final Map<String, Operation> scaling = new TreeMap<>();
  private final Map<String, Operation> machines = new TreeMap<>();
  private final Map<String, Operation> identity = new TreeMap<>();
  private final JsonOperations json;

  public Router(SimulatedCloud cloud, AwsSettings settings, GroupFeatures features) {
    new GroupReads(cloud, settings, features).register(scaling);
    new GroupWrites(cloud, settings, features).register(scaling);
    new GroupExtras(cloud, features).register(scaling);
    new TemplateOperations(cloud, settings).register(machines);
    new MachineOperations(cloud, settings).register(machines);
    identity.put("GetCallerIdentity", (in, out) -> caller(settings, out));
    this.json = new JsonOperations(cloud, settings);
  }

  Routed route(Request request) {
    if (request.target().isPresent()) {
      return parameters(request.target().get(), request.body());
    }
    return request.path().isEmpty() ? query(Params.parse(request.body())) : clusters(request);
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

  private Routed clusters(Request request) {
    List<String> path = request.path();
    boolean read = request.method().equals("GET") && path.get(0).equals("clusters");
    if (read && path.size() == 2) {
      return json(Protocol.EKS, "DescribeCluster", () -> json.describeCluster(path.get(1)));
    }
    if (read && path.size() == 3 && path.get(2).equals("node-groups")) {
      return json(Protocol.EKS, "ListNodegroups", () -> json.listNodegroups(path.get(1)));
    }
    if (read && path.size() == 4 && path.get(2).equals("node-groups")) {
      return json(
          Protocol.EKS,
          "DescribeNodegroup",
          () -> json.describeNodegroup(path.get(1), path.get(3)));
    }
    String asked = request.method() + " /" + String.join("/", path);
    return json(
        Protocol.EKS,
        "Unknown",
        () -> {
          throw unknown("UnknownOperationException", asked);
        });
  }

  private static Routed json(Protocol protocol, String action, Supplier<Map<String, Object>> work) {
    return new Routed(protocol, action, false, () -> protocol.json(work.get()));
  }

  private static AwsError unknown(String code, String action) {
    return new AwsError(400, code, "This simulation does not know the operation " + action + ".");
  }

  private static void caller(AwsSettings settings, Xml out) {
    out.value("Arn", settings.caller());
    out.value("UserId", "AROASIMULATED:simulated");
    out.value("Account", settings.account());
  }
}
