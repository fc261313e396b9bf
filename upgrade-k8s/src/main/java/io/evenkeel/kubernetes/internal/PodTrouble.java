package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Meta;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Pod.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads off a pod's status why it is not Ready: its scheduling, its images, its containers. */
final class PodTrouble {
  private PodTrouble() {}

  static Optional<Pod.Trouble> of(JsonObject status, Meta meta) {
    if (isTrue(status, "Ready") || meta.deletedAt().isPresent()) {
      return Optional.empty();
    }
    return unschedulable(status, meta)
        .or(() -> waiting(status, meta))
        .or(() -> notReady(status, meta));
  }

  private static Optional<Trouble> unschedulable(JsonObject status, Meta meta) {
    return condition(status, "PodScheduled")
        .filter(condition -> Json.text(condition, "reason", "").equals("Unschedulable"))
        .map(condition -> trouble(Trouble.Kind.UNSCHEDULABLE, condition, meta));
  }

  private static Optional<Trouble> waiting(JsonObject status, Meta meta) {
    for (JsonObject container : containers(status)) {
      JsonObject waiting = Json.object(container, "state", "waiting");
      Optional<Trouble.Kind> kind = kind(Json.text(waiting, "reason", ""));
      if (kind.isPresent()) {
        return Optional.of(
            new Trouble(
                kind.get(),
                "container " + Json.text(container, "name", "") + ": " + words(waiting),
                since(status, meta)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Trouble.Kind> kind(String reason) {
    return switch (reason) {
      case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull" ->
          Optional.of(Trouble.Kind.IMAGE);
      case "CrashLoopBackOff" -> Optional.of(Trouble.Kind.CRASH_LOOP);
      case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
          Optional.of(Trouble.Kind.SETUP);
      default -> Optional.empty();
    };
  }

  /** A pod whose containers all run, and that is not Ready, has failed a probe or a gate. */
  private static Optional<Trouble> notReady(JsonObject status, Meta meta) {
    boolean started =
        !containers(status).isEmpty()
            && containers(status).stream()
                .allMatch(c -> Json.has(Json.object(c, "state"), "running"));
    return started
        ? condition(status, "Ready").map(c -> trouble(Trouble.Kind.NOT_READY, c, meta))
        : Optional.empty();
  }

  private static Trouble trouble(Trouble.Kind kind, JsonObject condition, Meta meta) {
    return new Trouble(
        kind,
        words(condition),
        Json.instant(condition, "lastTransitionTime").orElse(meta.createdAt()));
  }

  private static Instant since(JsonObject status, Meta meta) {
    return condition(status, "Ready")
        .flatMap(condition -> Json.instant(condition, "lastTransitionTime"))
        .orElse(meta.createdAt());
  }

  private static String words(JsonObject holder) {
    String reason = Json.text(holder, "reason", "");
    String message = Json.text(holder, "message", "");
    return message.isEmpty() ? reason : message;
  }

  private static List<JsonObject> containers(JsonObject status) {
    List<JsonObject> containers = new ArrayList<>(Json.objects(status, "initContainerStatuses"));
    containers.removeIf(init -> Json.has(Json.object(init, "state"), "terminated"));
    containers.addAll(Json.objects(status, "containerStatuses"));
    return containers;
  }

  private static boolean isTrue(JsonObject status, String type) {
    return condition(status, type)
        .filter(condition -> Json.text(condition, "status", "").equals("True"))
        .isPresent();
  }

  private static Optional<JsonObject> condition(JsonObject status, String type) {
    return Json.objects(status, "conditions").stream()
        .filter(condition -> Json.text(condition, "type", "").equals(type))
        .findFirst();
  }
}
