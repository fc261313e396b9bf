package io.evenkeel.aws.simulated.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What callers have asked for with which token, so that the same request is served once. */
final class RequestTokens {
  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private int without;

  private record Asked(List<String> request, String update) {}

  /**
   * Returns the update that the token has started, or starts one; a request that is refused leaves
   * its token free.
   *
   * @param request what was asked for, to tell requests apart
   * @param start gets the token, and returns the id of the update
   */
  String once(Optional<String> token, List<String> request, UnaryOperator<String> start) {
    String key = token.orElseGet(() -> "no token " + ++without);
    Asked known = asked.get(key);
    if (known == null) {
      known = new Asked(request, start.apply(key));
      asked.put(key, known);
    } else if (!known.request().equals(request)) {
      throw EksErrors.invalidParameter(
          "The clientRequestToken " + key + " has been used with other parameters.");
    }
    return known.update();
  }
}
