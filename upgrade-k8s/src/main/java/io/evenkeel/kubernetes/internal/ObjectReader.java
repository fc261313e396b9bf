package io.evenkeel.kubernetes.internal;

import com.google.gson.JsonObject;
import io.evenkeel.model.Budget;
import io.evenkeel.model.ClusterObject;
import io.evenkeel.model.Node;
import io.evenkeel.model.ObjectKind;
import io.evenkeel.model.Pod;
import io.evenkeel.model.Service;

/**
 * Turns what the API server sends into the model and keeps nothing else. It never fails for what an
 * object holds: unknown fields are not looked at, missing ones count as empty.
 */
public final class ObjectReader {
  private final MetaReader meta;
  private final NodeReader nodes;
  private final PodReader pods;
  private final BudgetReader budgets;
  private final WorkloadReader workloads;
  private final StorageReader storage;

  public ObjectReader() {
    Interner interner = new Interner();
    meta = new MetaReader(interner);
    nodes = new NodeReader(meta, interner);
    pods = new PodReader(meta, interner);
    budgets = new BudgetReader(meta);
    workloads = new WorkloadReader(meta);
    storage = new StorageReader(meta, interner);
  }

  Item read(Resource resource, JsonObject json) {
    return switch (resource) {
      case PODS -> pods.read(json);
      case CSI_NODES -> storage.drivers(json);
      case CLAIMS -> storage.claim(json);
      case VOLUMES -> storage.volume(json);
      default -> new Item.Whole(whole(resource, json));
    };
  }

  public Node node(JsonObject json) {
    return nodes.read(json);
  }

  /** Returns the pod without the places of its volumes. */
  public Pod pod(JsonObject json) {
    Item item = pods.read(json);
    return item instanceof Item.ClaimingPod claiming
        ? (Pod) claiming.object()
        : (Pod) ((Item.Whole) item).object();
  }

  public Budget budget(JsonObject json) {
    return budgets.read(json);
  }

  private ClusterObject whole(Resource resource, JsonObject json) {
    return switch (resource) {
      case NODES -> nodes.read(json);
      case BUDGETS -> budgets.read(json);
      case DEPLOYMENTS -> workloads.deployment(json);
      case REPLICA_SETS -> workloads.replicaSet(json);
      case STATEFUL_SETS -> workloads.statefulSet(json);
      case DAEMON_SETS -> workloads.daemonSet(json);
      case JOBS -> workloads.job(json);
      case SERVICES -> service(json);
      case VOLUME_ATTACHMENTS -> storage.attachment(json);
      case PODS, CSI_NODES, CLAIMS, VOLUMES ->
          throw new IllegalArgumentException(resource + " is not an object of its own");
    };
  }

  private Service service(JsonObject json) {
    JsonObject spec = Json.object(json, "spec");
    return new Service(
        meta.read(ObjectKind.SERVICE, json),
        Selectors.plainSelector(spec, "selector"),
        Json.text(spec, "type", "").equals("LoadBalancer"),
        Json.text(spec, "externalTrafficPolicy", "").equals("Local"));
  }
}
