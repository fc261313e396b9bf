package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeClaim.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads NodeClaims: where they stand follows from their conditions and from their node. */
final class ClaimReader {
  private ClaimReader() {}

  static NodeClaim read(JsonObject claim, Optional<Node> node, List<Obstacle> waits) {
    JsonObject metadata = Json.object(claim, "metadata");
    return new NodeClaim(
        Json.text(metadata, "name", ""),
        Json.text(metadata, "uid", ""),
        nodeName(claim),
        label(metadata, Node.ZONE_LABEL),
        label(metadata, KarpenterNames.TYPE_LABEL),
        createdAt(claim),
        expiresAt(claim),
        grace(claim),
        lastsUntil(claim),
        state(claim, node),
        outdatedBecause(claim),
        waits);
  }

  static Optional<String> nodeName(JsonObject claim) {
    return Json.text(Json.object(claim, "status"), "nodeName").filter(name -> !name.isEmpty());
  }

  static Instant createdAt(JsonObject claim) {
    return Json.instant(Json.object(claim, "metadata"), "creationTimestamp").orElse(Instant.EPOCH);
  }

  static State state(JsonObject claim, Optional<Node> node) {
    if (isLeaving(claim) || node.filter(n -> n.meta().deletedAt().isPresent()).isPresent()) {
      return State.TERMINATING;
    }
    if (Condition.of(claim, "DisruptionReason").isTrue()
        || node.filter(n -> disrupted(n)).isPresent()) {
      return State.DISRUPTED;
    }
    return Condition.of(claim, "Initialized").isTrue() ? State.IN_SERVICE : State.LAUNCHING;
  }

  private static boolean isLeaving(JsonObject claim) {
    return Json.has(Json.object(claim, "metadata"), "deletionTimestamp")
        || Condition.of(claim, "InstanceTerminating").isTrue();
  }

  private static boolean disrupted(Node node) {
    return node.taints().stream().anyMatch(KarpenterNames.DISRUPTED::sameSlot);
  }

  /** Returns why the provisioner means to replace it; the reason of a condition that is true. */
  static Optional<String> outdatedBecause(JsonObject claim) {
    Condition drifted = Condition.of(claim, "Drifted");
    return drifted.isTrue()
        ? Optional.of(drifted.reason().isEmpty() ? "Drifted" : drifted.reason())
        : Optional.empty();
  }

  private static Optional<Instant> expiresAt(JsonObject claim) {
    return Json.text(Json.object(claim, "spec"), "expireAfter")
        .flatMap(GoDuration::parse)
        .map(createdAt(claim)::plus);
  }

  /** Returns when its pods are deleted, as it is written down, or follows from what was asked. */
  private static Optional<Instant> lastsUntil(JsonObject claim) {
    JsonObject metadata = Json.object(claim, "metadata");
    return Json.instant(Json.object(metadata, "annotations"), KarpenterNames.TERMINATION_TIME)
        .or(
            () ->
                Json.instant(metadata, "deletionTimestamp")
                    .flatMap(asked -> grace(claim).map(asked::plus)));
  }

  private static Optional<Duration> grace(JsonObject claim) {
    return Json.text(Json.object(claim, "spec"), "terminationGracePeriod")
        .flatMap(GoDuration::parse);
  }

  private static String label(JsonObject metadata, String name) {
    return Json.texts(metadata, "labels").getOrDefault(name, "");
  }
}
