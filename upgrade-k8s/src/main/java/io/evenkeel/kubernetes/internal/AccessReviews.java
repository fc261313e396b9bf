package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.spi.Answer;
import io.evenkeel.spi.Permission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Asks the API server what we may do. Nothing is stored there, so this counts as reading. */
final class AccessReviews {
  private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final ApiConnection connection;
  private final Reads reads;

  AccessReviews(ApiConnection connection, Reads reads) {
    this.connection = connection;
    this.reads = reads;
  }

  Answer<List<Permission>> missing(List<Permission> wanted) {
    List<Permission> missing = new ArrayList<>();
    try {
      for (Permission permission : wanted) {
        if (!allowed(permission)) {
          missing.add(permission);
        }
      }
      return Answer.ok(List.copyOf(missing));
    } catch (ApiReplyException answered) {
      return Answers.problem(answered.reply(), "create selfsubjectaccessreviews");
    } catch (IOException failed) {
      return Answers.unknown(connection.address(), failed);
    }
  }

  private boolean allowed(Permission permission) throws IOException {
    JsonObject review = reads.read(ApiRequest.post(PATH, body(permission))).json();
    return Json.flag(Json.object(review, "status"), "allowed");
  }

  private static JsonObject body(Permission permission) {
    String[] resource = permission.resource().split("/", 2);
    JsonObject attributes = new JsonObject();
    attributes.addProperty("verb", permission.verb());
    attributes.addProperty("group", permission.group());
    attributes.addProperty("resource", resource[0]);
    if (resource.length == 2) {
      attributes.addProperty("subresource", resource[1]);
    }
    if (!permission.namespace().isEmpty()) {
      attributes.addProperty("namespace", permission.namespace());
    }
    JsonObject spec = new JsonObject();
    spec.add("resourceAttributes", attributes);
    JsonObject review = new JsonObject();
    review.addProperty("apiVersion", "authorization.k8s.io/v1");
    review.addProperty("kind", "SelfSubjectAccessReview");
    review.add("spec", spec);
    return review;
  }
}
