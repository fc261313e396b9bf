package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKey;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Owner;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads metadata; large annotations that only {@code kubectl} needs are left out. */
final class MetaReader {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final Interner interner;

  MetaReader(Interner interner) {
    this.interner = interner;
  }

  Meta read(ObjectKind kind, JsonObject object) {
    JsonObject meta = Json.object(object, "metadata");
    Map<String, String> annotations = Json.texts(meta, "annotations");
    annotations.remove(LAST_APPLIED);
    return new Meta(
        new ObjectKey(kind, shared(meta, "namespace"), Json.text(meta, "name", "")),
        Json.text(meta, "uid", ""),
        Json.text(meta, "resourceVersion", ""),
        Json.number(meta, "generation", 0),
        interner.one(Json.texts(meta, "labels")),
        interner.one(annotations),
        Json.instant(meta, "creationTimestamp").orElse(Instant.EPOCH),
        askedToGo(meta),
        interner.one(Json.strings(meta, "finalizers")),
        controller(meta));
  }

  /** The API server writes down when the time to stop is over, not when it began. */
  private static Optional<Instant> askedToGo(JsonObject meta) {
    long grace = Json.number(meta, "deletionGracePeriodSeconds", 0);
    return Json.instant(meta, "deletionTimestamp").map(over -> over.minusSeconds(grace));
  }

  private Optional<Owner> controller(JsonObject meta) {
    return Json.objects(meta, "ownerReferences").stream()
        .filter(owner -> Json.flag(owner, "controller"))
        .map(this::owner)
        .findFirst();
  }

  private Owner owner(JsonObject reference) {
    String kind = interner.one(Json.text(reference, "kind", ""));
    return interner.one(
        new Owner(
            ours(kind, Json.text(reference, "apiVersion", "")),
            kind,
            Json.text(reference, "name", ""),
            Json.text(reference, "uid", "")));
  }

  /** Another group may have a kind of the same name; that one is none of ours. */
  private static ObjectKind ours(String kind, String apiVersion) {
    boolean builtIn =
        apiVersion.startsWith("apps/")
            || apiVersion.startsWith("batch/")
            || apiVersion.equals("v1");
    return builtIn ? ObjectKind.named(kind) : ObjectKind.OTHER;
  }

  private String shared(JsonObject meta, String name) {
    return interner.one(Json.text(meta, name, ""));
  }
}
