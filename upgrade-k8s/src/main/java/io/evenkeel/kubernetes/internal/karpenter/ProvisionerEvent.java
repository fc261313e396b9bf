package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event that the provisioner has written about a node, its claim or its pool.
 *
 * @param about uid of the object; the provisioner names nodes by their name there
 * @param first when it was first said
 * @param last when it was last said
 */
record ProvisionerEvent(
    String kind,
    String name,
    String about,
    String reason,
    String message,
    Instant first,
    Instant last) {

  /** What both scheduler and provisioner say of a pod without room. */
  static final String NO_NODE_FOR_POD = "FailedScheduling";

  static ProvisionerEvent read(JsonObject event) {
    JsonObject object = Json.object(event, "involvedObject");
    return new ProvisionerEvent(
        Json.text(object, "kind", ""),
        Json.text(object, "name", ""),
        Json.text(object, "uid", ""),
        Json.text(event, "reason", ""),
        Json.text(event, "message", ""),
        time(event, "firstTimestamp", "eventTime"),
        time(event, "lastTimestamp", "eventTime"));
  }

  private static Instant time(JsonObject event, String... names) {
    Optional<Instant> series =
        names[0].startsWith("last")
            ? Json.instant(Json.object(event, "series"), "lastObservedTime")
            : Optional.empty();
    return Stream.concat(
            series.stream(), Stream.of(names).flatMap(name -> Json.instant(event, name).stream()))
        .findFirst()
        .or(() -> Json.instant(Json.object(event, "metadata"), "creationTimestamp"))
        .orElse(Instant.EPOCH);
  }

  boolean isAbout(String wantedKind, String wantedName) {
    return kind.equals(wantedKind) && name.equals(wantedName);
  }
}
