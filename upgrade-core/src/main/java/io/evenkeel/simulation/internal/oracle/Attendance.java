package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.model.NodeClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes of a pool a process was there to hold: it had the lease, had read of the node, and
 * showed by a write, be it that it renewed its lease, that it was alive a while later.
 *
 * <p>Nobody holds what comes after one process has died and goes before the next has the lease.
 */
final class Attendance {
  private static final Duration TIME_TO_HOLD = Duration.ofSeconds(10);

  private final Map<Caller, Instant> leaseSince = new LinkedHashMap<>();
  private final Set<String> holdable = new LinkedHashSet<>();

  /** A process writes, so that it is alive. */
  void sent(Call call, List<NodeClaim> claims, Picture truth) {
    Instant lease = leaseSince.get(call.caller());
    if (lease != null) {
      claims.stream()
          .filter(claim -> claim.state().staysInPool())
          .filter(claim -> hadTime(claim, lease, call, truth))
          .forEach(claim -> holdable.add(claim.uid()));
    }
  }

  private static boolean hadTime(NodeClaim claim, Instant lease, Call call, Picture truth) {
    Optional<Instant> known = claim.node().flatMap(truth::node).flatMap(call.caller()::knowsSince);
    return known
        .map(since -> since.isAfter(lease) ? since : lease)
        .filter(since -> !since.plus(TIME_TO_HOLD).isAfter(call.sentAt()))
        .isPresent();
  }

  void answered(Call call, Call.Result result, Instant now) {
    if (call.act() instanceof Act.WriteLease write && result == Call.Result.DONE) {
      if (write.lease().holder().isEmpty()) {
        leaseSince.remove(call.caller());
      } else {
        leaseSince.putIfAbsent(call.caller(), now);
      }
    }
  }

  /** Returns whether a process could have held the node of the claim. */
  boolean couldHold(NodeClaim claim) {
    return holdable.contains(claim.uid());
  }
}
