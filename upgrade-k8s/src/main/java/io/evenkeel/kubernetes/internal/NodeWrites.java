package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.Taint;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.NodePatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes marks on nodes by JSON merge patch. The uid in the patch is a precondition at the API
 * server; the provider id is checked just before, since a patch could set but not compare it.
 */
final class NodeWrites {
  private final ApiConnection connection;
  private final ObjectReader reader;
  private final Duration half;

  NodeWrites(ApiConnection connection, ObjectReader reader, Duration timeLimit) {
    this.connection = connection;
    this.reader = reader;
    this.half = timeLimit.dividedBy(2);
  }

  Answer<Node> patch(Node observed, NodePatch patch) {
    String path = Resource.NODES.path("", observed.name());
    try {
      Reply current = connection.call(ApiRequest.get(path), half);
      if (!current.ok()) {
        return Answers.problem(current, "get nodes");
      }
      Optional<Answer<Node>> moved = moved(observed, current.json(), patch);
      return moved.isPresent() ? moved.get() : write(path, observed, patch, current.json());
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  private Optional<Answer<Node>> moved(Node observed, JsonObject json, NodePatch patch) {
    Node current = reader.node(json);
    if (!current.uid().equals(observed.uid())) {
      return conflict(observed, "another node has taken its name");
    }
    if (!current.providerId().equals(observed.providerId())) {
      return conflict(observed, "its provider id has changed");
    }
    boolean same = current.meta().resourceVersion().equals(observed.meta().resourceVersion());
    return patch.changesTaints() && !same
        ? conflict(observed, "it has changed since it was observed")
        : Optional.empty();
  }

  private static Optional<Answer<Node>> conflict(Node observed, String because) {
    return Optional.of(new Answer.Conflict<>("node " + observed.name() + ": " + because));
  }

  private Answer<Node> write(String path, Node observed, NodePatch patch, JsonObject current)
      throws IOException {
    Reply reply =
        connection.call(ApiRequest.mergePatch(path, body(observed, patch, current)), half);
    return reply.ok()
        ? Answer.ok(joined(reader.node(reply.json()), observed))
        : Answers.problem(reply, "patch nodes");
  }

  /** The drivers are another object's to tell; the patch has not changed them. */
  private static Node joined(Node written, Node observed) {
    return new Node(
        written.meta(),
        written.providerId(),
        written.unschedulable(),
        written.taints(),
        written.conditions(),
        written.allocatable(),
        written.kubeletVersion(),
        observed.csiDrivers());
  }

  private static JsonObject body(Node observed, NodePatch patch, JsonObject current) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("uid", observed.uid());
    addTexts(metadata, "labels", patch.setLabels(), patch.removeLabels());
    addTexts(metadata, "annotations", patch.setAnnotations(), patch.removeAnnotations());
    JsonObject spec = new JsonObject();
    patch.unschedulable().ifPresent(closed -> spec.add("unschedulable", trueOrAbsent(closed)));
    if (patch.changesTaints()) {
      // A list is replaced as a whole, so nobody else may have written it meanwhile.
      metadata.addProperty("resourceVersion", observed.meta().resourceVersion());
      spec.add("taints", taints(Json.objects(Json.object(current, "spec"), "taints"), patch));
    }
    JsonObject body = new JsonObject();
    body.add("metadata", metadata);
    body.add("spec", spec);
    return body;
  }

  private static com.google.gson.JsonElement trueOrAbsent(boolean closed) {
    return closed ? new com.google.gson.JsonPrimitive(true) : JsonNull.INSTANCE;
  }

  static void addTexts(
      JsonObject metadata, String name, Map<String, String> set, List<String> remove) {
    if (set.isEmpty() && remove.isEmpty()) {
      return;
    }
    JsonObject texts = new JsonObject();
    remove.forEach(key -> texts.add(key, JsonNull.INSTANCE));
    set.forEach(texts::addProperty);
    metadata.add(name, texts);
  }

  /** Keeps other people's taints as they are, with fields that the model does not have. */
  private static JsonArray taints(List<JsonObject> current, NodePatch patch) {
    JsonArray taints = new JsonArray();
    current.stream()
        .filter(taint -> !inSlot(patch.removeTaints(), taint))
        .filter(taint -> !inSlot(patch.addTaints(), taint))
        .forEach(taints::add);
    patch.addTaints().forEach(taint -> taints.add(json(taint)));
    return taints;
  }

  private static boolean inSlot(List<Taint> slots, JsonObject taint) {
    String key = Json.text(taint, "key", "");
    String effect = Json.text(taint, "effect", "");
    return slots.stream()
        .anyMatch(slot -> slot.key().equals(key) && slot.effect().toString().equals(effect));
  }

  private static JsonObject json(Taint taint) {
    JsonObject json = new JsonObject();
    json.addProperty("key", taint.key());
    if (!taint.value().isEmpty()) {
      json.addProperty("value", taint.value());
    }
    json.addProperty("effect", taint.effect().toString());
    return json;
  }
}
