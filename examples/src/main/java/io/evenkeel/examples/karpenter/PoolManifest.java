package io.evenkeel.examples.karpenter;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A NodePool of one type of machine. It begins with the class {@code default}, four-core machines
 * on demand, no limit, no end of a node's life, and no consolidation. Immutable.
 */
public final class PoolManifest {

  /** A machine of 4 cores and 16 GiB, of which 3.9 cores and 64 pods are for pods. */
  public static final String FOUR_CORES = "s-4x-amd64-linux";

  private static final String TYPE = "node.kubernetes.io/instance-type";

  private final JsonObject json;

  private PoolManifest(JsonObject json) {
    this.json = json;
  }

  /** Returns the pool of that name; its nodes carry it as the label {@code pool}. */
  public static PoolManifest named(String name) {
    return new PoolManifest(
        Text.json(
            """
            {"apiVersion": "karpenter.sh/v1", "kind": "NodePool",
             "metadata": {"name": "%1$s"},
             "spec": {
               "disruption": {
                 "consolidationPolicy": "WhenEmpty", "consolidateAfter": "Never",
                 "budgets": [{"nodes": "10%%"}]},
               "template": {
                 "metadata": {"labels": {"pool": "%1$s"}, "annotations": {}},
                 "spec": {
                   "expireAfter": "Never",
                   "nodeClassRef": {
                     "group": "karpenter.kwok.sh", "kind": "KWOKNodeClass", "name": "default"},
                   "taints": [],
                   "requirements": [
                     {"key": "%2$s", "operator": "In", "values": ["%3$s"]},
                     {"key": "karpenter.sh/capacity-type", "operator": "In",
                      "values": ["on-demand"]}]}}}}
            """
                .formatted(name, TYPE, FOUR_CORES)));
  }

  /** Returns the pool of another class. */
  public PoolManifest ofClass(String name) {
    return edited(pool -> template(pool).getAsJsonObject("nodeClassRef").addProperty("name", name));
  }

  /** Returns the pool of another type of machine, such as {@code c-2x-amd64-linux}. */
  public PoolManifest type(String type) {
    return edited(pool -> requirement(pool, 0).set(0, new JsonPrimitive(type)));
  }

  /** Returns the pool of any of these types of machine, the cheapest that will do. */
  public PoolManifest types(String... types) {
    return edited(
        pool -> {
          JsonArray values = requirement(pool, 0);
          values.remove(0);
          List.of(types).forEach(values::add);
        });
  }

  /** Returns the pool whose nodes carry a label; another value makes those it has drift. */
  public PoolManifest label(String key, String value) {
    return edited(pool -> metadata(pool, "labels").addProperty(key, value));
  }

  /** Returns the pool whose nodes carry an annotation. */
  public PoolManifest annotation(String key, String value) {
    return edited(pool -> metadata(pool, "annotations").addProperty(key, value));
  }

  /** Returns the pool whose nodes carry a taint that keeps pods away which do not tolerate it. */
  public PoolManifest taint(String key, String value) {
    String taint = "{\"key\": \"%s\", \"value\": \"%s\", \"effect\": \"NoSchedule\"}";
    return edited(
        pool ->
            template(pool).getAsJsonArray("taints").add(Text.json(taint.formatted(key, value))));
  }

  /** Returns the pool with these budgets and no others. */
  public PoolManifest budgets(PoolBudget... budgets) {
    JsonArray all = new JsonArray();
    for (PoolBudget budget : budgets) {
      all.add(budget.json());
    }
    return edited(pool -> disruption(pool).add("budgets", all));
  }

  /**
   * Returns the pool that gives up nodes.
   *
   * @param policy such as {@code WhenEmptyOrUnderutilized}
   * @param after how long a node has to be like that
   */
  public PoolManifest consolidates(String policy, Duration after) {
    return edited(
        pool -> {
          disruption(pool).addProperty("consolidationPolicy", policy);
          disruption(pool).addProperty("consolidateAfter", Text.seconds(after));
        });
  }

  /** Returns the pool whose new nodes go at that age. */
  public PoolManifest expireAfter(Duration age) {
    return edited(pool -> template(pool).addProperty("expireAfter", Text.seconds(age)));
  }

  /** Returns the pool whose new nodes are terminated that long after they were told to go. */
  public PoolManifest terminationGracePeriod(Duration period) {
    return edited(
        pool -> template(pool).addProperty("terminationGracePeriod", Text.seconds(period)));
  }

  /** Returns the pool with a limit, such as {@code nodes} or {@code cpu}. */
  public PoolManifest limit(String resource, String amount) {
    return edited(
        pool -> {
          JsonObject limits = new JsonObject();
          limits.addProperty(resource, amount);
          pool.getAsJsonObject("spec").add("limits", limits);
        });
  }

  public String name() {
    return json.getAsJsonObject("metadata").get("name").getAsString();
  }

  /** Returns the manifest as JSON. */
  public String toJson() {
    return json.toString();
  }

  /** Returns what makes a pool of that name like this one, as a merge patch. */
  String toMergePatch() {
    JsonObject patch = json.deepCopy();
    JsonObject spec = patch.getAsJsonObject("spec");
    if (!spec.has("limits")) {
      spec.add("limits", JsonNull.INSTANCE);
    }
    return patch.toString();
  }

  @Override
  public String toString() {
    return toJson();
  }

  private PoolManifest edited(Consumer<JsonObject> edit) {
    JsonObject copy = json.deepCopy();
    edit.accept(copy);
    return new PoolManifest(copy);
  }

  private static JsonObject disruption(JsonObject pool) {
    return pool.getAsJsonObject("spec").getAsJsonObject("disruption");
  }

  private static JsonObject template(JsonObject pool) {
    return pool.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
  }

  private static JsonObject metadata(JsonObject pool, String name) {
    return pool.getAsJsonObject("spec")
        .getAsJsonObject("template")
        .getAsJsonObject("metadata")
        .getAsJsonObject(name);
  }

  private static JsonArray requirement(JsonObject pool, int number) {
    return template(pool)
        .getAsJsonArray("requirements")
        .get(number)
        .getAsJsonObject()
        .getAsJsonArray("values");
  }
}
