package io.evenkeel.aws.simulated.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of EKS.
 *
 * @param names what its path names, in order: the cluster first, mostly
 * @param body what it says in JSON
 */
record EksCall(List<String> names, Map<String, List<String>> queries, Map<String, Object> body) {
  private static final int MOST_PER_PAGE = 100;

  /** Serves a call. */
  @FunctionalInterface
  interface Handler {
    Map<String, Object> answer(EksCall call);
  }

  String cluster() {
    return names.get(0);
  }

  /** Returns what is named below the cluster. */
  String name() {
    return names.get(1);
  }

  Optional<String> query(String key) {
    return queries.getOrDefault(key, List.of()).stream().findFirst();
  }

  Optional<String> text(String key) {
    return body.get(key) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Returns the part of a list that this call asks for. */
  Map<String, Object> page(String name, List<?> all) {
    Page<?> page = Page.of(all, token(), size());
    Map<String, Object> answer = Json.object(name, page.items());
    page.next().ifPresent(token -> answer.put("nextToken", token));
    return answer;
  }

  private Optional<String> token() {
    Optional<String> token = query("nextToken").or(() -> text("nextToken"));
    if (token.filter(text -> !Page.isToken(text)).isPresent()) {
      throw EksErrors.invalidParameter("The nextToken " + token.get() + " is not valid.");
    }
    return token;
  }

  private int size() {
    int size = MOST_PER_PAGE;
    if (body.get("maxResults") instanceof Number asked) {
      size = asked.intValue();
    } else if (query("maxResults").isPresent()) {
      size = number(query("maxResults").get());
    }
    if (size < 1 || size > MOST_PER_PAGE) {
      throw EksErrors.invalidParameter(
          "maxResults must be between 1 and " + MOST_PER_PAGE + ", not " + size + ".");
    }
    return size;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw EksErrors.invalidParameter("maxResults is not a number: " + text);
    }
  }
}
