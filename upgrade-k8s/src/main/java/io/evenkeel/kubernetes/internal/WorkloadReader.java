package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.PodShare;
import io.evenkeel.model.Workload;
import java.util.Optional;

/** Reads the built-in controllers of pods. */
final class WorkloadReader {
  private final MetaReader meta;

  WorkloadReader(MetaReader meta) {
    this.meta = meta;
  }

  Workload deployment(JsonObject json) {
    Workload deployment = replicated(ObjectKind.DEPLOYMENT, json, rolling(json, "strategy"));
    return ReplicaOwner.of(json, deployment.meta())
        .map(deployment::withReplicasSetBy)
        .orElse(deployment);
  }

  Workload replicaSet(JsonObject json) {
    return replicated(ObjectKind.REPLICA_SET, json, Optional.empty());
  }

  Workload statefulSet(JsonObject json) {
    return replicated(ObjectKind.STATEFUL_SET, json, rolling(json, "updateStrategy"));
  }

  Workload daemonSet(JsonObject json) {
    JsonObject status = Json.object(json, "status");
    return workload(
        ObjectKind.DAEMON_SET,
        json,
        Json.number(status, "desiredNumberScheduled", 0),
        Json.number(status, "numberReady", 0),
        rolling(json, "updateStrategy"));
  }

  Workload job(JsonObject json) {
    return workload(
        ObjectKind.JOB,
        json,
        Json.number(Json.object(json, "spec"), "parallelism", 1),
        Json.number(Json.object(json, "status"), "ready", 0),
        Optional.empty());
  }

  private Workload replicated(ObjectKind kind, JsonObject json, Optional<PodShare> share) {
    return workload(
        kind,
        json,
        Json.number(Json.object(json, "spec"), "replicas", 1),
        Json.number(Json.object(json, "status"), "readyReplicas", 0),
        share);
  }

  private Workload workload(
      ObjectKind kind, JsonObject json, long wanted, long ready, Optional<PodShare> share) {
    return new Workload(
        meta.read(kind, json),
        Selectors.selector(Json.object(json, "spec"), "selector"),
        (int) wanted,
        (int) ready,
        share);
  }

  private static Optional<PodShare> rolling(JsonObject json, String strategy) {
    return Selectors.share(Json.object(json, "spec", strategy, "rollingUpdate"), "maxUnavailable");
  }
}
