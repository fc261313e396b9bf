package io.evenkeel.aws.simulated.internal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request as it came over the wire. */
record Request(
    String method,
    List<String> path,
    Map<String, String> query,
    Optional<String> target,
    String body) {

  static Request read(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    return new Request(
        exchange.getRequestMethod(),
        parts,
        query(exchange.getRequestURI().getQuery()),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
        Utf8.text(exchange.getRequestBody().readAllBytes()));
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : text == null ? List.<String>of() : List.of(text.split("&"))) {
      int at = pair.indexOf('=');
      if (at > 0) {
        query.put(pair.substring(0, at), pair.substring(at + 1));
      }
    }
    return query;
  }
}
