package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.spi.LeaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lease as the API server has it: our data are annotations under our own prefix. */
final class LeaseJson {
  private static final String PREFIX = "evenkeel.io/";
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private LeaseJson() {}

  static LeaseRecord read(JsonObject lease) {
    JsonObject metadata = Json.object(lease, "metadata");
    JsonObject spec = Json.object(lease, "spec");
    return new LeaseRecord(
        Json.text(metadata, "name", ""),
        Json.text(spec, "holderIdentity", ""),
        Json.instant(spec, "acquireTime").orElse(Instant.EPOCH),
        Json.instant(spec, "renewTime").orElse(Instant.EPOCH),
        Duration.ofSeconds(Json.number(spec, "leaseDurationSeconds", 0)),
        (int) Json.number(spec, "leaseTransitions", 0),
        data(metadata),
        Json.text(metadata, "resourceVersion", ""));
  }

  /** Puts the record into the lease as it is now, or into an empty object for a new one. */
  static JsonObject write(JsonObject lease, String namespace, LeaseRecord record) {
    JsonObject metadata = Json.object(lease, "metadata");
    metadata.addProperty("name", record.name());
    metadata.addProperty("namespace", namespace);
    metadata.remove("managedFields");
    if (!record.version().isEmpty()) {
      metadata.addProperty("resourceVersion", record.version());
    }
    metadata.add("annotations", annotations(metadata, record));
    lease.addProperty("apiVersion", "coordination.k8s.io/v1");
    lease.addProperty("kind", "Lease");
    lease.add("metadata", metadata);
    lease.add("spec", spec(Json.object(lease, "spec"), record));
    return lease;
  }

  private static JsonObject spec(JsonObject spec, LeaseRecord record) {
    spec.remove("holderIdentity");
    if (!record.holder().isEmpty()) {
      spec.addProperty("holderIdentity", record.holder());
    }
    spec.addProperty("acquireTime", MICRO_TIME.format(record.acquiredAt()));
    spec.addProperty("renewTime", MICRO_TIME.format(record.renewedAt()));
    long seconds = record.duration().plusNanos(999_999_999).toSeconds();
    spec.addProperty("leaseDurationSeconds", Math.max(1, seconds));
    spec.addProperty("leaseTransitions", record.transitions());
    return spec;
  }

  private static JsonObject annotations(JsonObject metadata, LeaseRecord record) {
    JsonObject annotations = Json.object(metadata, "annotations");
    data(metadata).keySet().forEach(name -> annotations.remove(PREFIX + name));
    record.data().forEach((name, value) -> annotations.addProperty(PREFIX + name, value));
    return annotations;
  }

  private static Map<String, String> data(JsonObject metadata) {
    Map<String, String> data = new LinkedHashMap<>();
    Json.texts(metadata, "annotations")
        .forEach(
            (key, value) -> {
              if (key.startsWith(PREFIX)) {
                data.put(key.substring(PREFIX.length()), value);
              }
            });
    return data;
  }
}
