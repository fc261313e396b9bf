package io.evenkeel.kubernetes.internal.karpenter;

import com.google.gson.JsonObject;
import io.evenkeel.Quantity;
import io.evenkeel.model.NodeClaim;
import io.evenkeel.model.NodeClaim.State;
import io.evenkeel.model.NodePool;
import io.evenkeel.model.NodeRequest;
import io.evenkeel.model.Pod;
import io.evenkeel.spi.RolloutGroup;
import io.evenkeel.spi.RolloutPace;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Shows what was read of a node pool as the port has it. */
final class PoolView {
  private PoolView() {}

  static RolloutGroup of(PoolReading reading, WaitReasons waits) {
    String name = reading.pool().name();
    return new RolloutGroup(
        name,
        Map.of(KarpenterNames.POOL_LABEL, name),
        new RolloutPace(pace(reading), RolloutPace.Capacity.SURGE),
        Optional.empty(),
        List.of(KarpenterNames.DISRUPTED),
        OptionalInt.of(size(reading)),
        Optional.of(content(reading, waits)));
  }

  /**
   * Returns our own budget, or else the one that holds at any time. Those with a schedule come and
   * go: they are told as what the pool waits for, since whoever sets this back later must not set
   * back the hour.
   */
  private static Quantity pace(PoolReading reading) {
    int nodes = reading.counted();
    return BudgetEdit.ours(reading.pool())
        .or(
            () ->
                reading.pool().budgets().always(DisruptionBudget.DRIFTED).stream()
                    .min(Comparator.comparingInt(quantity -> quantity.roundedUp(nodes))))
        .orElse(Quantity.percent(100));
  }

  private static int size(PoolReading reading) {
    return (int) reading.claims().stream().filter(c -> reading.state(c).staysInPool()).count();
  }

  private static NodePool content(PoolReading reading, WaitReasons waits) {
    List<NodeClaim> claims =
        reading.claims().stream()
            .map(claim -> ClaimReader.read(claim, reading.nodeOf(claim), waits.ofClaim(claim)))
            .toList();
    return new NodePool(
        reading.pool().kind(),
        reading.pool().versions(),
        reading.pool().size(),
        claims,
        reading.requests().stream().map(pod -> request(reading, pod)).toList(),
        waits.ofPool());
  }

  private static NodeRequest request(PoolReading reading, Pod pod) {
    boolean met = pod.ready() && pod.nodeName().filter(n -> inService(reading, n)).isPresent();
    return new NodeRequest(
        HeadroomPod.request(reading.pool().name(), pod.name()),
        pod.key(),
        pod.nodeName(),
        met ? NodeRequest.State.MET : NodeRequest.State.WAITING);
  }

  private static boolean inService(PoolReading reading, String node) {
    for (JsonObject claim : reading.in(State.IN_SERVICE)) {
      if (ClaimReader.nodeName(claim).equals(Optional.of(node))) {
        return reading.nodeOf(claim).filter(n -> n.ready()).isPresent();
      }
    }
    return false;
  }
}
