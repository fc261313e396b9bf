package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Obstacle;
import io.evenkeel.Obstacle.Cause;
import io.evenkeel.model.NodeClaim.State;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Why a new node does not come: it cannot be launched, does not register, or is not usable. */
final class ComingWaits {
  private static final Duration USUAL = Duration.ofMinutes(3);
  private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(15);

  private final PoolReading reading;

  ComingWaits(PoolReading reading) {
    this.reading = reading;
  }

  List<Obstacle> of(JsonObject claim) {
    if (reading.state(claim) != State.LAUNCHING) {
      return List.of();
    }
    Condition launched = Condition.of(claim, "Launched");
    if (!launched.isTrue()) {
      return trouble(launched)
          ? List.of(obstacle(claim, "cannot be launched: " + launched.words(), launched))
          : List.of();
    }
    Condition registered = Condition.of(claim, "Registered");
    Condition late = registered.isTrue() ? Condition.of(claim, "Initialized") : registered;
    Instant since = launched.since().orElse(ClaimReader.createdAt(claim));
    return since.plus(USUAL).isBefore(reading.at())
        ? List.of(obstacle(claim, late(registered, late, since), late))
        : List.of();
  }

  private static boolean trouble(Condition launched) {
    return !launched.reason().isEmpty() && !launched.reason().equals("AwaitingReconciliation");
  }

  private String late(Condition registered, Condition late, Instant since) {
    long minutes = Duration.between(since, reading.at()).toMinutes();
    return registered.isTrue()
        ? "is there for " + minutes + " min and is not usable: " + late.words()
        : "was launched "
            + minutes
            + " min ago and has not registered; it is given up "
            + GIVEN_UP_AFTER.toMinutes()
            + " min after its launch";
  }

  private static Obstacle obstacle(JsonObject claim, String what, Condition condition) {
    String name = PoolReading.nameOf(claim);
    return new Obstacle(
        Cause.NODE_DOES_NOT_COME,
        ObjectKey.clusterScoped(ObjectKind.NODE, ClaimReader.nodeName(claim).orElse(name)),
        List.of(),
        condition.since(),
        Optional.empty(),
        "NodeClaim " + name + " " + what,
        "look at the claim's conditions, the node class (role, subnets, security groups) and the"
            + " capacity of its types and zones");
  }
}
