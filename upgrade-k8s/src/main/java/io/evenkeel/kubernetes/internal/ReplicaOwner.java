package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Meta;
import java.util.Optional;

/**
 * Who else decides how many replicas a Deployment has, as far as it tells itself: its owner, the
 * marks of GitOps controllers, and who has written its scale.
 */
final class ReplicaOwner {
  private ReplicaOwner() {}

  static Optional<String> of(JsonObject json, Meta meta) {
    return meta.controller()
        .map(owner -> owner.apiKind() + " " + owner.name())
        .or(() -> gitOps(meta))
        .or(() -> scaler(json));
  }

  private static Optional<String> gitOps(Meta meta) {
    if (meta.annotations().containsKey("argocd.argoproj.io/tracking-id")
        || meta.labels().containsKey("argocd.argoproj.io/instance")) {
      return Optional.of("Argo CD");
    }
    boolean flux =
        meta.labels().keySet().stream()
            .anyMatch(
                key ->
                    key.startsWith("kustomize.toolkit.fluxcd.io/")
                        || key.startsWith("helm.toolkit.fluxcd.io/"));
    return flux ? Optional.of("Flux") : Optional.empty();
  }

  /** An autoscaler writes the scale subresource; people mostly do not, and then set it once. */
  private static Optional<String> scaler(JsonObject json) {
    return Json.objects(Json.object(json, "metadata"), "managedFields").stream()
        .filter(entry -> Json.text(entry, "subresource", "").equals("scale"))
        .map(entry -> Json.text(entry, "manager", ""))
        .filter(manager -> !manager.startsWith("kubectl"))
        .findFirst()
        .map(manager -> "the autoscaler of " + manager);
  }
}
