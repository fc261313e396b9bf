package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Workload;
import io.evenkeel.spi.Answer;
import java.io.IOException;
import java.time.Duration;

/** Changes how many replicas a Deployment wants, through its scale subresource. */
final class Scaling {
  private final ApiConnection connection;
  private final Duration half;

  Scaling(ApiConnection connection, Duration timeLimit) {
    this.connection = connection;
    this.half = timeLimit.dividedBy(2);
  }

  Answer<Answer.Done> scale(Workload observed, int from, int to) {
    if (observed.kind() != ObjectKind.DEPLOYMENT) {
      return new Answer.Refused<>("only Deployments are scaled, not " + observed.key());
    }
    String path = Resource.DEPLOYMENTS.path(observed.key().namespace(), observed.name()) + "/scale";
    try {
      Reply current = connection.call(ApiRequest.get(path), half);
      return current.ok()
          ? write(path, observed, current.json(), from, to)
          : Answers.problem(current, "get deployments/scale");
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  /** The version that was read goes back with the write, so that the comparison still holds. */
  private Answer<Answer.Done> write(
      String path, Workload observed, JsonObject scale, int from, int to) throws IOException {
    JsonObject spec = Json.object(scale, "spec");
    if (!Json.text(Json.object(scale, "metadata"), "uid", "").equals(observed.uid())) {
      return new Answer.Missing<>("another workload has taken the name of " + observed.key());
    }
    if (Json.number(spec, "replicas", 0) != from) {
      return new Answer.Conflict<>(observed.key() + " no longer wants " + from + " replicas");
    }
    spec.addProperty("replicas", to);
    scale.add("spec", spec);
    Reply reply = connection.call(ApiRequest.put(path, scale), half);
    return reply.ok() ? Answer.done() : Answers.problem(reply, "update deployments/scale");
  }
}
