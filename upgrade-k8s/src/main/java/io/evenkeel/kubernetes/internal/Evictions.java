package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Budget;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.EvictionAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evicts pods through the Eviction API and tells its answers apart. */
final class Evictions {
  private static final Pattern BUDGET_NAME = Pattern.compile("disruption budget (\\S+) ");
  private static final Pattern WEBHOOK_NAME = Pattern.compile("webhook \"([^\"]+)\"");
  private static final Pattern ADMISSION =
      Pattern.compile("admission webhook|denied the request|ValidatingAdmissionPolicy");
  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  private final ApiConnection connection;
  private final ObjectReader reader;

  Evictions(ApiConnection connection, ObjectReader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  EvictionAnswer evict(Pod pod, Optional<Duration> grace) {
    String path = Resource.PODS.path(pod.namespace(), pod.name()) + "/eviction";
    try {
      return answer(pod, connection.call(ApiRequest.post(path, body(pod, grace))));
    } catch (IOException failed) {
      return new EvictionAnswer.Failed(Failures.because(connection.address(), failed));
    }
  }

  private static JsonObject body(Pod pod, Optional<Duration> grace) {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("name", pod.name());
    metadata.addProperty("namespace", pod.namespace());
    JsonObject eviction = new JsonObject();
    eviction.addProperty("apiVersion", "policy/v1");
    eviction.addProperty("kind", "Eviction");
    eviction.add("metadata", metadata);
    eviction.add("deleteOptions", DeleteOptions.of(pod.uid(), grace));
    return eviction;
  }

  private EvictionAnswer answer(Pod pod, Reply reply) {
    if (reply.ok()) {
      return new EvictionAnswer.Accepted();
    }
    return switch (reply.code()) {
      case 401 -> new EvictionAnswer.Forbidden("valid credentials", reply.because());
      case 403 -> forbidden(pod, reply);
      case 404 -> new EvictionAnswer.Gone();
      case 409 -> conflict(reply);
      case 429 -> tooMany(reply);
      default -> reply.code() >= 500 ? serverError(pod, reply) : byAdmission(reply);
    };
  }

  /** A webhook and a namespace that ends answer with the same code as a missing right. */
  private static EvictionAnswer forbidden(Pod pod, Reply reply) {
    if (reply.status().cause("NamespaceTerminating").isPresent()) {
      return new EvictionAnswer.Forbidden("", reply.because());
    }
    return ADMISSION.matcher(reply.status().message()).find()
        ? byAdmission(reply)
        : new EvictionAnswer.Forbidden(permission(pod), reply.because());
  }

  private static String permission(Pod pod) {
    return "create pods/eviction in namespace " + pod.namespace();
  }

  /** Another pod has taken the name, or somebody else changed this one at the same moment. */
  private static EvictionAnswer conflict(Reply reply) {
    return reply.status().message().contains("UID")
        ? new EvictionAnswer.Gone()
        : new EvictionAnswer.Failed(reply.because());
  }

  /** Only the cause tells a budget's refusal from a server that is busy. */
  private static EvictionAnswer tooMany(Reply reply) {
    Optional<ApiStatus.Cause> budget = reply.status().cause("DisruptionBudget");
    if (budget.isEmpty()) {
      return new EvictionAnswer.Throttled(reply.retryAfter().orElse(SHORT_WAIT), reply.because());
    }
    String words = budget.get().message();
    Matcher name = BUDGET_NAME.matcher(words);
    return new EvictionAnswer.RefusedByBudget(
        name.find() ? name.group(1) : "",
        reply.retryAfter().filter(wait -> !wait.isZero()),
        words.isEmpty() ? reply.because() : words);
  }

  private EvictionAnswer serverError(Pod pod, Reply reply) {
    if (reply.status().message().contains("failed calling webhook")) {
      return byAdmission(reply);
    }
    return reply.status().message().contains("more than one PodDisruptionBudget")
        ? new EvictionAnswer.Misconfigured(budgetsOf(pod), reply.because())
        : new EvictionAnswer.Failed(reply.because());
  }

  private static EvictionAnswer byAdmission(Reply reply) {
    Matcher name = WEBHOOK_NAME.matcher(reply.status().message());
    return new EvictionAnswer.RejectedByAdmission(
        name.find() ? name.group(1) : "", reply.because());
  }

  /** The answer does not name the budgets; looking for them is worth one read, and no more. */
  private List<String> budgetsOf(Pod pod) {
    try {
      Reply reply = connection.call(ApiRequest.get(Resource.BUDGETS.path(pod.namespace())));
      return Json.objects(reply.json(), "items").stream()
          .map(reader::budget)
          .filter(budget -> budget.covers(pod))
          .map(Budget::name)
          .sorted()
          .toList();
    } catch (IOException unknown) {
      return List.of();
    }
  }
}
