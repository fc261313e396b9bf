package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.NodeTerm;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Requirement;
import io.evenkeel.model.Requirement.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads selectors, node terms and shares. */
public final class Selectors {
  private Selectors() {}

  /** Reads a label selector; an absent one selects nothing, an empty one everything. */
  static LabelSelector selector(JsonObject parent, String name) {
    if (!Json.has(parent, name)) {
      return LabelSelector.NOTHING;
    }
    JsonObject selector = Json.object(parent, name);
    return new LabelSelector(
        Json.texts(selector, "matchLabels"), requirements(selector, "matchExpressions"), false);
  }

  /** Reads the plain map of labels by which a Service selects; without one it selects nothing. */
  static LabelSelector plainSelector(JsonObject parent, String name) {
    var labels = Json.texts(parent, name);
    return labels.isEmpty() ? LabelSelector.NOTHING : LabelSelector.of(labels);
  }

  /**
   * Reads node selector terms. A field can only name the node itself; the host name label stands
   * for it.
   */
  static List<NodeTerm> nodeTerms(JsonObject required) {
    List<NodeTerm> terms = new ArrayList<>();
    for (JsonObject term : Json.objects(required, "nodeSelectorTerms")) {
      List<Requirement> requirements = new ArrayList<>(requirements(term, "matchExpressions"));
      requirements(term, "matchFields").stream()
          .map(field -> new Requirement(hostName(), field.operator(), field.values()))
          .forEach(requirements::add);
      terms.add(new NodeTerm(requirements));
    }
    return terms;
  }

  /** Reads {@code 3} or {@code "25%"}; anything else counts as absent. */
  static Optional<PodShare> share(JsonObject parent, String name) {
    try {
      return Json.text(parent, name).map(PodShare::parse);
    } catch (NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /** Reads expressions over labels. */
  public static List<Requirement> requirements(JsonObject parent, String name) {
    List<Requirement> requirements = new ArrayList<>();
    for (JsonObject expression : Json.objects(parent, name)) {
      requirements.add(
          new Requirement(
              Json.text(expression, "key", ""),
              operator(Json.text(expression, "operator", "")),
              Json.strings(expression, "values")));
    }
    return requirements;
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
      case "Gt" -> Operator.GREATER_THAN;
      case "Lt" -> Operator.LESS_THAN;
      // An operator that we do not know must not admit too much: with "In" few labels match.
      default -> Operator.IN;
    };
  }

  private static String hostName() {
    return io.evenkeel.model.Node.HOSTNAME_LABEL;
  }
}
