package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.NodeClaim.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Which nodes the provisioner would take next, and does not although it could. */
final class Candidates {
  /** It looks every ten seconds. */
  private static final Duration TWO_LOOKS = Duration.ofSeconds(20);

  private static final int FEW = 3;

  private Candidates() {}

  /** Returns a few claims that something must be the matter with; none while anything moves. */
  static List<JsonObject> stuck(PoolReading reading) {
    boolean closed = BudgetWaits.of(reading).isPresent();
    boolean moves =
        !reading.in(State.DISRUPTED).isEmpty() || !reading.in(State.TERMINATING).isEmpty();
    if (closed || moves) {
      return List.of();
    }
    return reading.in(State.IN_SERVICE).stream()
        .filter(claim -> driftedAt(claim).isBefore(reading.at().minus(TWO_LOOKS)))
        .filter(claim -> mayBeTaken(reading, claim))
        .sorted(Comparator.comparing(Candidates::driftedAt))
        .limit(FEW)
        .toList();
  }

  /** Returns whether anything takes so long that somebody may have said why. */
  static boolean anythingIsSlow(PoolReading reading) {
    Instant before = reading.at().minus(TWO_LOOKS);
    return !stuck(reading).isEmpty()
        || reading.requests().stream()
            .anyMatch(pod -> pod.nodeName().isEmpty() && pod.meta().createdAt().isBefore(before))
        || reading.claims().stream().anyMatch(claim -> onItsWay(reading, claim).isBefore(before));
  }

  /** Returns since when it comes or goes. */
  private static Instant onItsWay(PoolReading reading, JsonObject claim) {
    return switch (reading.state(claim)) {
      case LAUNCHING -> ClaimReader.createdAt(claim);
      case TERMINATING ->
          Json.instant(Json.object(claim, "metadata"), "deletionTimestamp").orElse(Instant.MAX);
      case DISRUPTED -> Condition.of(claim, "DisruptionReason").since().orElse(Instant.MAX);
      case IN_SERVICE -> Instant.MAX;
    };
  }

  private static Instant driftedAt(JsonObject claim) {
    Condition drifted = Condition.of(claim, "Drifted");
    return drifted.isTrue() ? drifted.since().orElse(Instant.EPOCH) : Instant.MAX;
  }

  /** With a time limit for its drain, a node is taken whatever its pods say. */
  private static boolean mayBeTaken(PoolReading reading, JsonObject claim) {
    return !Json.has(Json.object(claim, "spec"), "terminationGracePeriod")
        && reading
            .nodeOf(claim)
            .filter(node -> !node.hasAnnotation(KarpenterNames.DO_NOT_DISRUPT))
            .isPresent();
  }
}
