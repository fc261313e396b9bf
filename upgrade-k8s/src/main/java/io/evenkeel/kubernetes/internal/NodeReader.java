package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.ConditionStatus;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Taint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads nodes, without the storage drivers that another object tells. */
final class NodeReader {
  private final MetaReader meta;
  private final Interner interner;

  NodeReader(MetaReader meta, Interner interner) {
    this.meta = meta;
    this.interner = interner;
  }

  Node read(JsonObject node) {
    JsonObject spec = Json.object(node, "spec");
    JsonObject status = Json.object(node, "status");
    Amounts allocatable = Amounts.of(status, "allocatable");
    return new Node(
        meta.read(ObjectKind.NODE, node),
        Json.text(spec, "providerID").filter(id -> !id.isEmpty()),
        Json.flag(spec, "unschedulable"),
        taints(spec),
        conditions(status),
        interner.one(allocatable.toResources(allocatable.pods())),
        interner.one(Json.text(Json.object(status, "nodeInfo"), "kubeletVersion", "")),
        List.of());
  }

  private static List<Taint> taints(JsonObject spec) {
    List<Taint> taints = new ArrayList<>();
    for (JsonObject taint : Json.objects(spec, "taints")) {
      effect(Json.text(taint, "effect", ""))
          .ifPresent(
              effect ->
                  taints.add(
                      new Taint(
                          Json.text(taint, "key", ""), Json.text(taint, "value", ""), effect)));
    }
    return taints;
  }

  /** Returns the effect of that name, empty for one that this version does not know. */
  static Optional<Taint.Effect> effect(String name) {
    for (Taint.Effect effect : Taint.Effect.values()) {
      if (effect.toString().equals(name)) {
        return Optional.of(effect);
      }
    }
    return Optional.empty();
  }

  private static Map<String, ConditionStatus> conditions(JsonObject status) {
    Map<String, ConditionStatus> conditions = new LinkedHashMap<>();
    for (JsonObject condition : Json.objects(status, "conditions")) {
      conditions.put(Json.text(condition, "type", ""), status(condition));
    }
    return conditions;
  }

  private static ConditionStatus status(JsonObject condition) {
    return switch (Json.text(condition, "status", "")) {
      case "True" -> ConditionStatus.TRUE;
      case "False" -> ConditionStatus.FALSE;
      default -> ConditionStatus.UNKNOWN;
    };
  }
}
