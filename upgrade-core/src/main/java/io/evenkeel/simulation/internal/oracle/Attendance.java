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
 * Which nodes of a pool a process was there to hold: it had been told of the node and of its claim,
 * had the lease for a while from then on, and showed by a write, be it that it renewed its lease,
 * that it was alive after that while.
 *
 * <p>Nobody holds what comes after one process has died and goes before the next has the lease, nor
 * what comes and goes while the pool cannot be seen, or while no lease can be renewed.
 */
final class Attendance {
  private static final Duration TIME_TO_HOLD = Duration.ofSeconds(10);

  private final Map<Caller, Tenure> leases = new LinkedHashMap<>();
  private final Set<String> holdable = new LinkedHashSet<>();

  /** A lease that a process has without a break. */
  private record Tenure(Instant since, Instant until) {

    /** Nothing is written shortly before a lease runs out. */
    boolean allowsWrites(Instant now) {
      return !now.plus(TIME_TO_HOLD).isAfter(until);
    }
  }

  /** A process writes, so that it is alive. */
  void sent(Call call, List<NodeClaim> claims, Picture truth) {
    Tenure lease = leases.get(call.caller());
    if (lease != null && lease.allowsWrites(call.sentAt())) {
      claims.stream()
          .filter(claim -> claim.state().staysInPool())
          .filter(claim -> hadTime(claim, lease.since(), call, truth))
          .forEach(claim -> holdable.add(claim.uid()));
    }
  }

  private static boolean hadTime(NodeClaim claim, Instant lease, Call call, Picture truth) {
    Optional<Instant> known =
        claim.node().flatMap(truth::node).flatMap(node -> call.caller().knowsSince(node, claim));
    return known
        .map(since -> since.isAfter(lease) ? since : lease)
        .filter(since -> !since.plus(TIME_TO_HOLD).isAfter(call.sentAt()))
        .isPresent();
  }

  void answered(Call call, Call.Result result, Instant now) {
    if (call.act() instanceof Act.WriteLease write && result == Call.Result.DONE) {
      if (write.lease().holder().isEmpty()) {
        leases.remove(call.caller());
      } else {
        Tenure before = leases.get(call.caller());
        Instant since = before != null && before.allowsWrites(now) ? before.since() : now;
        Instant until = call.sentAt().plus(write.lease().duration());
        leases.put(call.caller(), new Tenure(since, until));
      }
    }
  }

  /** Returns whether a process could have held the node of the claim. */
  boolean couldHold(NodeClaim claim) {
    return holdable.contains(claim.uid());
  }
}
