package io.evenkeel.aws.simulated.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which operation of EKS a request asks for, by its method and path. */
final class ClusterRoutes {
  private static final String ANY = "*";

  private final List<Route> routes = new ArrayList<>();

  private record Route(
      String method, List<String> pattern, String action, EksCall.Handler handler) {

    /** Returns what the path names, where it is one of this route. */
    Optional<List<String>> names(Request request) {
      List<String> path = request.path();
      if (!request.method().equals(method) || path.size() != pattern.size()) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>();
      for (int i = 0; i < pattern.size(); i++) {
        if (pattern.get(i).equals(ANY)) {
          names.add(path.get(i));
        } else if (!pattern.get(i).equals(path.get(i))) {
          return Optional.empty();
        }
      }
      return Optional.of(names);
    }
  }

  /** Adds an operation, such as {@code GET clusters/*}; the first one that fits is taken. */
  void add(String methodAndPath, String action, EksCall.Handler handler) {
    String[] parts = methodAndPath.split(" ", 2);
    routes.add(new Route(parts[0], List.of(parts[1].split("/")), action, handler));
  }

  Routed route(Request request) {
    for (Route route : routes) {
      Optional<List<String>> names = route.names(request);
      if (names.isPresent()) {
        return Router.json(
            Protocol.EKS, route.action(), () -> serve(route.handler(), names.get(), request));
      }
    }
    return unknown(request);
  }

  private static Map<String, Object> serve(
      EksCall.Handler handler, List<String> names, Request request) {
    return handler.answer(new EksCall(names, request.query(), JsonReader.object(request.body())));
  }

  private static Routed unknown(Request request) {
    String asked = request.method() + " /" + String.join("/", request.path());
    return Router.json(
        Protocol.EKS,
        "Unknown",
        () -> {
          throw Router.unknown("UnknownOperationException", asked);
        });
  }
}
