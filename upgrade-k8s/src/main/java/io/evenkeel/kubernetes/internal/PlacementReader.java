package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.LabelSelector;
import io.evenkeel.model.Placement;
import io.evenkeel.model.PodAffinity;
import io.evenkeel.model.PodAffinity.Direction;
import io.evenkeel.model.Taint;
import io.evenkeel.model.Toleration;
import io.evenkeel.model.TopologySpread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where a pod may run; its volumes are joined later. */
final class PlacementReader {
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";

  private PlacementReader() {}

  static Placement read(JsonObject spec, Map<String, String> podLabels) {
    JsonObject affinity = Json.object(spec, "affinity");
    return new Placement(
        Json.texts(spec, "nodeSelector"),
        Selectors.nodeTerms(Json.object(affinity, "nodeAffinity", REQUIRED)),
        tolerations(spec),
        spreads(spec, podLabels),
        affinities(affinity, podLabels),
        List.of());
  }

  private static List<Toleration> tolerations(JsonObject spec) {
    List<Toleration> tolerations = new ArrayList<>();
    for (JsonObject toleration : Json.objects(spec, "tolerations")) {
      toleration(toleration).ifPresent(tolerations::add);
    }
    return tolerations;
  }

  /** An operator or effect that we do not know tolerates nothing: better too strict than wrong. */
  private static Optional<Toleration> toleration(JsonObject json) {
    String operator = Json.text(json, "operator", "Equal");
    String effect = Json.text(json, "effect", "");
    Optional<Taint.Effect> known = NodeReader.effect(effect);
    boolean understood =
        (operator.equals("Equal") || operator.equals("Exists"))
            && (effect.isEmpty() || known.isPresent());
    return understood
        ? Optional.of(
            new Toleration(
                Json.text(json, "key", ""),
                operator.equals("Exists") ? Toleration.Operator.EXISTS : Toleration.Operator.EQUAL,
                Json.text(json, "value", ""),
                known))
        : Optional.empty();
  }

  private static List<TopologySpread> spreads(JsonObject spec, Map<String, String> podLabels) {
    List<TopologySpread> spreads = new ArrayList<>();
    for (JsonObject spread : Json.objects(spec, "topologySpreadConstraints")) {
      spreads.add(
          new TopologySpread(
              (int) Json.number(spread, "maxSkew", 1),
              Json.text(spread, "topologyKey", ""),
              selector(spread, podLabels),
              Json.text(spread, "whenUnsatisfiable", "").equals("DoNotSchedule"),
              Json.text(spread, "nodeTaintsPolicy", "").equals("Honor")));
    }
    return spreads;
  }

  private static List<PodAffinity> affinities(JsonObject affinity, Map<String, String> podLabels) {
    List<PodAffinity> all = new ArrayList<>();
    addTerms(all, Direction.TOGETHER, Json.object(affinity, "podAffinity"), podLabels);
    addTerms(all, Direction.APART, Json.object(affinity, "podAntiAffinity"), podLabels);
    return all;
  }

  private static void addTerms(
      List<PodAffinity> all, Direction direction, JsonObject side, Map<String, String> podLabels) {
    for (JsonObject term : Json.objects(side, REQUIRED)) {
      all.add(
          new PodAffinity(
              direction,
              selector(term, podLabels),
              Json.strings(term, "namespaces"),
              Json.text(term, "topologyKey", "")));
    }
  }

  /** Adds to the selector the pod's own values of the labels that the term names by key. */
  private static LabelSelector selector(JsonObject term, Map<String, String> podLabels) {
    LabelSelector selector = Selectors.selector(term, "labelSelector");
    Map<String, String> labels = new LinkedHashMap<>(selector.matchLabels());
    for (String key : Json.strings(term, "matchLabelKeys")) {
      Optional.ofNullable(podLabels.get(key)).ifPresent(value -> labels.put(key, value));
    }
    return new LabelSelector(labels, selector.expressions(), selector.matchNothing());
  }
}
