package io.evenkeel.aws.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Whom a role trusts. Conditions are not judged: a statement with one counts as if it held.
 *
 * @param statements those that allow or deny something
 */
record TrustPolicy(List<JsonNode> statements) {

  static TrustPolicy parse(String document) {
    JsonNode root = JsonNode.parser().parse(document);
    return new TrustPolicy(root.field("Statement").map(TrustPolicy::each).orElse(List.of()));
  }

  /** Returns whether the service may do that with the role. */
  boolean lets(String service, String action) {
    return any("Allow", service, action) && !any("Deny", service, action);
  }

  private boolean any(String effect, String service, String action) {
    return statements.stream()
        .filter(statement -> texts(statement, "Effect").contains(effect))
        .filter(statement -> names(statement, service))
        .anyMatch(
            statement ->
                texts(statement, "Action").stream().anyMatch(name -> covers(name, action)));
  }

  private static boolean names(JsonNode statement, String service) {
    return statement
        .field("Principal")
        .map(
            principal ->
                principal.isString()
                    ? principal.asString().equals("*")
                    : services(principal)
                        .anyMatch(name -> name.equals(service) || name.equals("*")))
        .orElse(false);
  }

  private static Stream<String> services(JsonNode principal) {
    Map<String, JsonNode> kinds = principal.asObject();
    return kinds.containsKey("Service")
        ? each(kinds.get("Service")).stream().map(JsonNode::asString)
        : Stream.empty();
  }

  private static boolean covers(String pattern, String action) {
    return pattern.endsWith("*")
        ? action.regionMatches(true, 0, pattern, 0, pattern.length() - 1)
        : action.equalsIgnoreCase(pattern);
  }

  private static List<String> texts(JsonNode statement, String field) {
    return statement.field(field).map(TrustPolicy::each).orElse(List.of()).stream()
        .map(JsonNode::asString)
        .toList();
  }

  /** A policy may name one thing where it could name several. */
  private static List<JsonNode> each(JsonNode node) {
    return node.isArray() ? node.asArray() : List.of(node);
  }
}
