package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.kubernetes.internal.Json;
import io.evenkeel.model.Node;
import io.evenkeel.model.NodeClaim.State;
import io.evenkeel.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node pool and all that belongs to it, as it was at one time.
 *
 * @param claims as the API server sends them, oldest first
 * @param nodes by name
 * @param requests the pods that ask for nodes
 */
record PoolReading(
    PoolObject pool,
    List<JsonObject> claims,
    Map<String, Node> nodes,
    List<Pod> requests,
    Instant at) {

  PoolReading {
    claims = List.copyOf(claims);
    nodes = Map.copyOf(nodes);
    requests = List.copyOf(requests);
  }

  Optional<Node> nodeOf(JsonObject claim) {
    return ClaimReader.nodeName(claim).map(nodes::get);
  }

  State state(JsonObject claim) {
    return ClaimReader.state(claim, nodeOf(claim));
  }

  /** Returns the claims in that state. */
  List<JsonObject> in(State state) {
    return claims.stream().filter(claim -> state(claim) == state).toList();
  }

  /** Returns how many nodes the budgets are counted of: what is in service, and not gone yet. */
  int counted() {
    return (int) claims.stream().filter(PoolReading::counts).count();
  }

  /** Returns how many nodes use the budgets up: those that leave or are not Ready. */
  int consuming() {
    return (int) claims.stream().filter(PoolReading::counts).filter(this::consumes).count();
  }

  private static boolean counts(JsonObject claim) {
    return Condition.of(claim, "Initialized").isTrue()
        && !Condition.of(claim, "InstanceTerminating").isTrue();
  }

  private boolean consumes(JsonObject claim) {
    State state = state(claim);
    return state == State.TERMINATING
        || state == State.DISRUPTED
        || !nodeOf(claim).filter(Node::ready).isPresent();
  }

  static String nameOf(JsonObject object) {
    return Json.text(Json.object(object, "metadata"), "name", "");
  }
}
