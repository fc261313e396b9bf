package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Rescale;
import java.io.IOException;
import java.time.Duration;

/**
 * Changes how many replicas a Deployment wants, and the marks that tell of it, in one write: the
 * scale subresource could not carry the marks.
 */
final class Scaling {
  private final ApiConnection connection;
  private final Duration half;

  Scaling(ApiConnection connection, Duration timeLimit) {
    this.connection = connection;
    this.half = timeLimit.dividedBy(2);
  }

  Answer<Answer.Done> scale(Workload observed, Rescale change) {
    if (observed.kind() != ObjectKind.DEPLOYMENT) {
      return new Answer.Refused<>("only Deployments are scaled, not " + observed.key());
    }
    String path = Resource.DEPLOYMENTS.path(observed.key().namespace(), observed.name());
    try {
      Reply current = connection.call(ApiRequest.get(path), half);
      return current.ok()
          ? write(path, observed, current.json(), change)
          : Answers.problem(current, "get deployments");
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  /** The version that was read goes back with the write, so that the comparison still holds. */
  private Answer<Answer.Done> write(
      String path, Workload observed, JsonObject current, Rescale change) throws IOException {
    JsonObject meta = Json.object(current, "metadata");
    if (!Json.text(meta, "uid", "").equals(observed.uid())) {
      return new Answer.Missing<>("another workload has taken the name of " + observed.key());
    }
    if (Json.number(Json.object(current, "spec"), "replicas", 1) != change.from()) {
      return new Answer.Conflict<>(
          observed.key() + " no longer wants " + change.from() + " replicas");
    }
    Reply reply =
        connection.call(ApiRequest.mergePatch(path, body(observed.uid(), meta, change)), half);
    return reply.ok() ? Answer.done() : Answers.problem(reply, "patch deployments");
  }

  private static JsonObject body(String uid, JsonObject read, Rescale change) {
    JsonObject meta = new JsonObject();
    meta.addProperty("uid", uid);
    meta.addProperty("resourceVersion", Json.text(read, "resourceVersion", ""));
    NodeWrites.addTexts(meta, "annotations", change.setAnnotations(), change.removeAnnotations());
    JsonObject body = new JsonObject();
    body.add("metadata", meta);
    if (change.from() != change.to()) {
      JsonObject spec = new JsonObject();
      spec.addProperty("replicas", change.to());
      body.add("spec", spec);
    }
    return body;
  }
}
