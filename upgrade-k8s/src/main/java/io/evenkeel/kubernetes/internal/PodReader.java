package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Meta;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pods: of their containers only the requests are kept. */
final class PodReader {
  private final MetaReader metaReader;
  private final Interner interner;

  PodReader(MetaReader metaReader, Interner interner) {
    this.metaReader = metaReader;
    this.interner = interner;
  }

  Item read(JsonObject json) {
    Meta meta = metaReader.read(ObjectKind.POD, json);
    JsonObject spec = Json.object(json, "spec");
    JsonObject status = Json.object(json, "status");
    Pod pod =
        new Pod(
            meta,
            Json.text(spec, "nodeName").filter(node -> !node.isEmpty()).map(interner::one),
            phase(status),
            readySince(status, meta),
            Json.instant(status, "startTime"),
            Duration.ofSeconds(Json.number(spec, "terminationGracePeriodSeconds", 30)),
            interner.one(requests(spec)),
            interner.one(PlacementReader.read(spec, meta.labels())),
            (int) Json.number(spec, "priority", 0),
            interner.one(Json.text(spec, "priorityClassName", "")),
            !Json.text(spec, "preemptionPolicy", "").equals("Never"),
            usesEmptyDir(spec),
            PodTrouble.of(status, meta));
    return withClaims(pod, claims(spec, meta));
  }

  private static Item withClaims(Pod pod, List<String> claims) {
    return claims.isEmpty() ? new Item.Whole(pod) : new Item.ClaimingPod(pod, claims);
  }

  private static Pod.Phase phase(JsonObject status) {
    return switch (Json.text(status, "phase", "")) {
      case "Pending" -> Pod.Phase.PENDING;
      case "Running" -> Pod.Phase.RUNNING;
      case "Succeeded" -> Pod.Phase.SUCCEEDED;
      case "Failed" -> Pod.Phase.FAILED;
      default -> Pod.Phase.UNKNOWN;
    };
  }

  private static Optional<Instant> readySince(JsonObject status, Meta meta) {
    return Json.objects(status, "conditions").stream()
        .filter(condition -> Json.text(condition, "type", "").equals("Ready"))
        .filter(condition -> Json.text(condition, "status", "").equals("True"))
        .map(condition -> Json.instant(condition, "lastTransitionTime").orElse(meta.createdAt()))
        .findFirst();
  }

  private static boolean usesEmptyDir(JsonObject spec) {
    return Json.objects(spec, "volumes").stream().anyMatch(v -> Json.has(v, "emptyDir"));
  }

  /** A generic ephemeral volume's claim is named after the pod and the volume. */
  private static List<String> claims(JsonObject spec, Meta meta) {
    List<String> claims = new ArrayList<>();
    for (JsonObject volume : Json.objects(spec, "volumes")) {
      Json.text(Json.object(volume, "persistentVolumeClaim"), "claimName")
          .ifPresent(name -> claims.add(meta.key().namespace() + "/" + name));
      if (Json.has(volume, "ephemeral")) {
        claims.add(meta.key().path() + "-" + Json.text(volume, "name", ""));
      }
    }
    return claims;
  }

  /** Returns what the scheduler counts: what runs together, or what starts, whichever is more. */
  private static Resources requests(JsonObject spec) {
    Amounts together = Amounts.none();
    for (JsonObject container : Json.objects(spec, "containers")) {
      together = together.plus(requestsOf(container));
    }
    Amounts sidecars = Amounts.none();
    Amounts starting = Amounts.none();
    for (JsonObject container : Json.objects(spec, "initContainers")) {
      Amounts own = requestsOf(container);
      if (Json.text(container, "restartPolicy", "").equals("Always")) {
        sidecars = sidecars.plus(own);
        starting = starting.most(sidecars);
      } else {
        starting = starting.most(sidecars.plus(own));
      }
    }
    Amounts counted = together.plus(sidecars).most(starting);
    Amounts ofPod = requestsOf(spec).over(counted);
    return ofPod.plus(Amounts.of(spec, "overhead")).toResources(1);
  }

  private static Amounts requestsOf(JsonObject holder) {
    return Amounts.of(Json.object(holder, "resources"), "requests");
  }
}
