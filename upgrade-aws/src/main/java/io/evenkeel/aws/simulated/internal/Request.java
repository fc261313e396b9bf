package io.evenkeel.aws.simulated.internal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    Map<String, List<String>> query,
    Optional<String> target,
    String body) {

  static Request read(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    List<String> parts =
        Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).map(Request::part).toList();
    return new Request(
        exchange.getRequestMethod(),
        parts,
        query(exchange.getRequestURI().getRawQuery()),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
        Utf8.text(exchange.getRequestBody().readAllBytes()));
  }

  /** A plus sign in a path is one, unlike in a query. */
  private static String part(String raw) {
    return decode(raw.replace("+", "%2B"));
  }

  private static String decode(String raw) {
    return URLDecoder.decode(raw, StandardCharsets.UTF_8);
  }

  private static Map<String, List<String>> query(@Nullable String text) {
    Map<String, List<String>> query = new TreeMap<>();
    for (String pair : text == null ? List.<String>of() : List.of(text.split("&"))) {
      int at = pair.indexOf('=');
      if (at > 0) {
        query
            .computeIfAbsent(decode(pair.substring(0, at)), key -> new ArrayList<>())
            .add(decode(pair.substring(at + 1)));
      }
    }
    return query;
  }
}
