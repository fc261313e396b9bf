package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Amounts;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.kubernetes.internal.Selectors;
import io.evenkeel.model.NodeOffer;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.Taint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A NodePool as the API server sends it; what is not there counts as empty. */
record PoolObject(JsonObject json) {
  private static final Set<String> BUILT_IN = Set.of("system", "general-purpose");

  String name() {
    return Json.text(metadata(), "name", "");
  }

  String uid() {
    return Json.text(metadata(), "uid", "");
  }

  Instant createdAt() {
    return Json.instant(metadata(), "creationTimestamp").orElse(Instant.EPOCH);
  }

  String resourceVersion() {
    return Json.text(metadata(), "resourceVersion", "");
  }

  Map<String, String> annotations() {
    return Json.texts(metadata(), "annotations");
  }

  Map<String, String> labels() {
    return Json.texts(metadata(), "labels");
  }

  String hash() {
    return annotations().getOrDefault(KarpenterNames.POOL_HASH, "");
  }

  /** Returns whose it is: the cloud makes two pools, of its own class, that nobody may change. */
  NodePool.Kind kind() {
    ClassRef ref = classRef();
    boolean theirs =
        BUILT_IN.contains(name())
            && ref.group().equals(KarpenterNames.AUTO_MODE)
            && ref.name().equals("default");
    return theirs ? NodePool.Kind.BUILT_IN : NodePool.Kind.CUSTOM;
  }

  /** Returns who says what version its nodes run; in Auto Mode, also of pools of one's own, EKS. */
  NodePool.Versions versions() {
    return classRef().group().equals(KarpenterNames.AUTO_MODE)
        ? NodePool.Versions.OF_THE_CONTROL_PLANE
        : NodePool.Versions.OF_ITS_CLASS;
  }

  /** Returns who says how many nodes it has: replicas are kept, whatever pods there are. */
  NodePool.Size size() {
    return replicas().isPresent() ? NodePool.Size.FIXED : NodePool.Size.BY_PODS;
  }

  ClassRef classRef() {
    JsonObject ref = Json.object(template(), "nodeClassRef");
    return new ClassRef(
        Json.text(ref, "group", ""), Json.text(ref, "kind", ""), Json.text(ref, "name", ""));
  }

  DisruptionBudgets budgets() {
    return DisruptionBudgets.of(json);
  }

  /** Returns the taints that its nodes keep; those for their start go by themselves. */
  List<Taint> taints() {
    return Json.objects(template(), "taints").stream()
        .flatMap(taint -> taint(taint).stream())
        .toList();
  }

  /**
   * Returns whether it launches nodes for pods: one of a fixed size does not, nor one that goes.
   */
  boolean launchesForPods() {
    return replicas().isEmpty()
        && !Json.has(metadata(), "deletionTimestamp")
        && !condition("Ready").isFalse();
  }

  /** Returns what its new nodes are like. */
  NodeOffer offer() {
    Map<String, String> carried =
        new LinkedHashMap<>(
            Json.texts(Json.object(json, "spec", "template", "metadata"), "labels"));
    carried.put(KarpenterNames.POOL_LABEL, name());
    return new NodeOffer(
        carried,
        Selectors.requirements(template(), "requirements"),
        taints(),
        (int) Json.number(Json.object(json, "spec"), "weight", 0));
  }

  private static Optional<Taint> taint(JsonObject json) {
    return Stream.of(Taint.Effect.values())
        .filter(effect -> effect.toString().equals(Json.text(json, "effect", "")))
        .findFirst()
        .map(e -> new Taint(Json.text(json, "key", ""), Json.text(json, "value", ""), e));
  }

  /** Returns what its nodes may have in all, by name of the resource; unnamed ones are free. */
  Map<String, String> limits() {
    return Json.texts(Json.object(json, "spec"), "limits");
  }

  Amounts limit() {
    return Amounts.of(Json.object(json, "spec"), "limits");
  }

  /** Returns what its nodes have in all. */
  Amounts used() {
    return Amounts.of(Json.object(json, "status"), "resources");
  }

  /** Returns how many nodes it is to have whatever pods there are, where it is such a pool. */
  Optional<Long> replicas() {
    JsonObject spec = Json.object(json, "spec");
    return Json.has(spec, "replicas")
        ? Optional.of(Json.number(spec, "replicas", 0))
        : Optional.empty();
  }

  Condition condition(String type) {
    return Condition.of(json, type);
  }

  private JsonObject metadata() {
    return Json.object(json, "metadata");
  }

  private JsonObject template() {
    return Json.object(json, "spec", "template", "spec");
  }

  /** Which class the nodes are of. */
  record ClassRef(String group, String kind, String name) {
    @Override
    public String toString() {
      return kind + " " + name + " of " + group;
    }
  }
}
