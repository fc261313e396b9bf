package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.spi.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether anybody acts on pools and claims. In Auto Mode the provisioner is not to be seen, so that
 * what counts is whether its marks follow what others write.
 */
final class ProvisionerPulse {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Kind LEASES = new Kind("coordination.k8s.io", "v1", "leases");
  private static final String LEASE_NAME = "karpenter-leader-election";
  private static final String LEASE = LEASES.pathIn("kube-system", LEASE_NAME);

  private final Calls calls;

  ProvisionerPulse(Calls calls) {
    this.calls = calls;
  }

  /** Returns that nobody acts, empty where nothing tells so. */
  Optional<Finding> finding(PoolReading reading, PoolFindings where) {
    Optional<Instant> renewed = staleLease(reading);
    return unseenPool(reading)
        .or(() -> unseenClaim(reading))
        .map(sign -> where.nobodyActs(sign + renewed.map(at -> "; " + lease(at)).orElse("")))
        .or(() -> renewed.map(at -> where.perhapsNobodyActs(lease(at))));
  }

  private static String lease(Instant renewed) {
    return "the lease kube-system/" + LEASE_NAME + " was renewed last at " + renewed;
  }

  /**
   * It tells little by itself: Auto Mode has none, a Karpenter in another namespace another, and
   * one that has been taken away leaves its own behind.
   */
  private Optional<Instant> staleLease(PoolReading reading) {
    return reading.pool().classRef().group().equals(KarpenterNames.AUTO_MODE)
        ? Optional.empty()
        : lease()
            .flatMap(found -> Json.instant(Json.object(found, "spec"), "renewTime"))
            .filter(at -> isLongAgo(at, reading));
  }

  /** Who may not look at the lease judges by the rest. */
  private Optional<JsonObject> lease() {
    try {
      return calls.find(LEASES, LEASE);
    } catch (StoppedException notSeen) {
      return Optional.empty();
    }
  }

  private static Optional<String> unseenPool(PoolReading reading) {
    JsonObject metadata = Json.object(reading.pool().json(), "metadata");
    long seen =
        Json.objects(Json.object(reading.pool().json(), "status"), "conditions").stream()
            .mapToLong(condition -> Json.number(condition, "observedGeneration", 0))
            .max()
            .orElse(0);
    return seen < Json.number(metadata, "generation", 0) && isLongAgo(written(metadata), reading)
        ? Optional.of("nobody has looked at the pool since it was written at " + written(metadata))
        : Optional.empty();
  }

  /** Returns when the specification was last written, as far as that is known. */
  private static Instant written(JsonObject metadata) {
    List<JsonObject> fields = Json.objects(metadata, "managedFields");
    return fields.stream()
        .filter(field -> !Json.text(field, "subresource", "").equals("status"))
        .flatMap(field -> Json.instant(field, "time").stream())
        .max(Comparator.naturalOrder())
        .or(() -> Json.instant(metadata, "creationTimestamp"))
        .orElse(Instant.MAX);
  }

  private static Optional<String> unseenClaim(PoolReading reading) {
    return reading.claims().stream()
        .filter(claim -> Json.objects(Json.object(claim, "status"), "conditions").isEmpty())
        .filter(claim -> isLongAgo(ClaimReader.createdAt(claim), reading))
        .map(claim -> "nobody has taken up NodeClaim " + PoolReading.nameOf(claim))
        .findFirst();
  }

  private static boolean isLongAgo(Instant when, PoolReading reading) {
    return when.isBefore(reading.at().minus(LONG));
  }
}
