package io.evenkeel.aws.simulated.internal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A request as it came over the wire. */
record Request(String method, List<String> path, Optional<String> target, String body) {

  static Request read(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    return new Request(
        exchange.getRequestMethod(),
        parts,
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")),
        Utf8.text(exchange.getRequestBody().readAllBytes()));
  }
}
