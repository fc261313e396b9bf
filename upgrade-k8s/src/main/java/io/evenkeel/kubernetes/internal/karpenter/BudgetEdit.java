package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.evenkeel.Quantity;
import io.evenkeel.kubernetes.internal.ApiRequest;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.kubernetes.internal.Reply;
import io.evenkeel.model.NodePool;
import io.evenkeel.spi.Answer;
import java.util.List;
import java.util.Optional;

/**
 * Adds one budget of ours to a pool, and takes it away again. A budget more can only tighten; those
 * of others stay as they are written. An annotation remembers ours, so that whoever goes on after a
 * crash knows it, and knows when somebody else has taken it away.
 */
final class BudgetEdit {
  static final String OURS = "evenkeel.io/budget";

  private final Calls calls;

  BudgetEdit(Calls calls) {
    this.calls = calls;
  }

  /** A pool's budgets as they are written, and ours among them. */
  private record Written(JsonArray others, Optional<JsonObject> noted, boolean ourIsThere) {}

  Answer.Done set(PoolObject pool, Quantity wanted) {
    Written now = written(pool);
    JsonObject ours = budget(wanted);
    boolean isAnotherThanOurs = now.noted().filter(noted -> !noted.equals(ours)).isPresent();
    // Another pace than ours is what was before; others may have changed theirs meanwhile.
    if (isAnotherThanOurs || neverTightens(now, wanted)) {
      return now.noted().isPresent() ? giveBack(pool, now) : Answer.Done.DONE;
    }
    refuseWhereOthersDecide(pool);
    if (now.noted().isPresent() && !now.ourIsThere()) {
      throw new StoppedException(
          new Answer.Conflict<>(
              "somebody has taken our budget out of NodePool "
                  + pool.name()
                  + "; it is not put there again"));
    }
    if (now.noted().filter(ours::equals).isPresent()) {
      return Answer.Done.DONE;
    }
    JsonArray budgets = now.others().deepCopy();
    budgets.add(ours);
    return write(pool, budgets, ours.toString());
  }

  /** Returns whether that many are never fewer than what the others allow already. */
  private static boolean neverTightens(Written now, Quantity wanted) {
    List<Quantity> always = budgetsOf(now.others()).always(DisruptionBudget.DRIFTED);
    return wanted.equals(Quantity.percent(100))
        || always.stream().anyMatch(one -> isAtMost(one, wanted));
  }

  private static boolean isAtMost(Quantity one, Quantity wanted) {
    return one.getClass() == wanted.getClass() && one.roundedUp(100) <= wanted.roundedUp(100);
  }

  private static DisruptionBudgets budgetsOf(JsonArray budgets) {
    return new DisruptionBudgets(
        budgets.asList().stream()
            .filter(JsonElement::isJsonObject)
            .map(budget -> DisruptionBudget.read(budget.getAsJsonObject()))
            .toList());
  }

  private Answer.Done giveBack(PoolObject pool, Written now) {
    return write(pool, now.others(), "");
  }

  private static void refuseWhereOthersDecide(PoolObject pool) {
    if (pool.kind() == NodePool.Kind.BUILT_IN) {
      throw new StoppedException(
          new Answer.Refused<>(
              "NodePool "
                  + pool.name()
                  + " is the cloud's own, and nobody may change its budgets"));
    }
    PoolOwner.of(pool)
        .ifPresent(
            tool -> {
              throw new StoppedException(
                  new Answer.Refused<>(
                      "NodePool "
                          + pool.name()
                          + " is written by "
                          + tool
                          + ", which would undo a budget of ours; tighten it there"));
            });
  }

  private static Written written(PoolObject pool) {
    JsonArray others = new JsonArray();
    Optional<JsonObject> noted = Optional.ofNullable(pool.annotations().get(OURS)).map(Json::parse);
    JsonElement all = Json.object(pool.json(), "spec", "disruption").get("budgets");
    if (all instanceof JsonArray array) {
      others.addAll(array);
    }
    boolean there = noted.filter(others::remove).isPresent();
    return new Written(others, noted, there);
  }

  /** Returns what our budget allows, empty where it is not there. */
  static Optional<Quantity> ours(PoolObject pool) {
    Written now = written(pool);
    return now.noted()
        .filter(ours -> now.ourIsThere())
        .flatMap(ours -> DisruptionBudget.read(ours).quantity());
  }

  private static JsonObject budget(Quantity wanted) {
    JsonObject budget = new JsonObject();
    budget.addProperty(
        "nodes",
        wanted instanceof Quantity.Percent share
            ? share.value() + "%"
            : Integer.toString(wanted.roundedUp(0)));
    return budget;
  }

  private Answer.Done write(PoolObject pool, JsonArray budgets, String note) {
    JsonObject annotations = new JsonObject();
    annotations.add(OURS, note.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(note));
    JsonObject metadata = new JsonObject();
    metadata.addProperty("uid", pool.uid());
    metadata.addProperty("resourceVersion", pool.resourceVersion());
    metadata.add("annotations", annotations);
    JsonObject disruption = new JsonObject();
    disruption.add("budgets", budgets);
    JsonObject spec = new JsonObject();
    spec.add("disruption", disruption);
    JsonObject patch = new JsonObject();
    patch.add("metadata", metadata);
    patch.add("spec", spec);
    Reply reply = calls.send(ApiRequest.mergePatch(Kind.NODE_POOLS.path(pool.name()), patch));
    if (reply.ok()) {
      return Answer.Done.DONE;
    }
    throw Calls.stopped(reply, "patch " + Kind.NODE_POOLS.fullName());
  }
}
