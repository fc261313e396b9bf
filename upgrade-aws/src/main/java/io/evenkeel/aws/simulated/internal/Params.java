package io.evenkeel.aws.simulated.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a Query request, flat and in order, such as {@code Tags.member.1.Key}. */
record Params(Map<String, String> values) {

  Params {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Params parse(String form) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new Params(values);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  String get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new AwsError(
                    400,
                    "MissingParameter",
                    "The request must contain the parameter " + name + "."));
  }

  Optional<Integer> number(String name) {
    return find(name).map(text -> parseNumber(name, text));
  }

  private static int parseNumber(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new AwsError(400, "InvalidParameterValue", name + " is not a number: " + text);
    }
  }

  boolean flag(String name, boolean otherwise) {
    return find(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** Returns {@code name.1}, {@code name.2} and so on; some writers put {@code member} between. */
  List<String> list(String name) {
    List<String> found = new ArrayList<>();
    String prefix = listPrefix(name);
    for (int n = 1; values.containsKey(prefix + n); n++) {
      found.add(values.getOrDefault(prefix + n, ""));
    }
    return found;
  }

  /** Returns the structures {@code name.1}, {@code name.2} and so on. */
  List<Params> structures(String name) {
    List<Params> found = new ArrayList<>();
    String prefix = listPrefix(name);
    Params next = under(prefix + 1 + ".");
    for (int n = 2; !next.values.isEmpty(); n++) {
      found.add(next);
      next = under(prefix + n + ".");
    }
    return found;
  }

  private String listPrefix(String name) {
    boolean member = values.keySet().stream().anyMatch(key -> key.startsWith(name + ".member."));
    return name + (member ? ".member." : ".");
  }

  /** Returns the parameters that begin with the prefix, without it. */
  Params under(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return new Params(found);
  }
}
