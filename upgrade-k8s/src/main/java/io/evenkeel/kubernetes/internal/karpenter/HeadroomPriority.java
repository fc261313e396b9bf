package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.ApiRequest;
import io.evenkeel.kubernetes.internal.DeleteOptions;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.kubernetes.internal.Reply;
import java.util.Optional;

/** The priority class of pods that ask for nodes: below all others, and never in their way. */
final class HeadroomPriority {
  private static final String PATH = Kind.PRIORITY_CLASSES.path(HeadroomPod.PRIORITY_CLASS);
  private static final String PERMISSION = Kind.PRIORITY_CLASSES.fullName();
  private static final int VALUE = -1_000_000;

  private final Calls calls;

  HeadroomPriority(Calls calls) {
    this.calls = calls;
  }

  void ensure() {
    if (calls.find(Kind.PRIORITY_CLASSES, PATH).isPresent()) {
      return;
    }
    Reply reply = calls.send(ApiRequest.post(Kind.PRIORITY_CLASSES.path(), body()));
    if (!reply.ok() && reply.code() != 409) { // another has made it meanwhile
      throw Calls.stopped(reply, "create " + PERMISSION);
    }
  }

  void remove() {
    calls.find(Kind.PRIORITY_CLASSES, PATH).ifPresent(this::remove);
  }

  private void remove(JsonObject found) {
    String uid = Json.text(Json.object(found, "metadata"), "uid", "");
    Reply reply = calls.send(ApiRequest.delete(PATH, DeleteOptions.of(uid, Optional.empty())));
    if (!reply.ok() && reply.code() != 404 && reply.code() != 409) {
      throw Calls.stopped(reply, "delete " + PERMISSION);
    }
  }

  private static JsonObject body() {
    JsonObject labels = new JsonObject();
    labels.addProperty("app.kubernetes.io/managed-by", "evenkeel");
    JsonObject metadata = new JsonObject();
    metadata.addProperty("name", HeadroomPod.PRIORITY_CLASS);
    metadata.add("labels", labels);
    JsonObject body = new JsonObject();
    body.addProperty("apiVersion", "scheduling.k8s.io/v1");
    body.addProperty("kind", "PriorityClass");
    body.add("metadata", metadata);
    body.addProperty("value", VALUE);
    body.addProperty("globalDefault", false);
    body.addProperty("preemptionPolicy", "Never");
    body.addProperty(
        "description", "Pods of Evenkeel that ask for nodes and give way to any other.");
    return body;
  }
}
