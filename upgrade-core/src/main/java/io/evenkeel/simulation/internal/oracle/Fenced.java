package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.simulation.OracleViolation.Invariant;
import io.evenkeel.spi.LeaseRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * A process writes only while its lease runs: until it was last renewed and its duration, counted
 * from when the renewal was sent; never after it has given it up, nor once it has read that
 * somebody else holds it. A process that uses no lease at all is not judged.
 */
final class Fenced implements Rule {
  private final Court court;
  private final Map<Caller, LeaseRecord> held = new LinkedHashMap<>();
  private final Map<Caller, Instant> until = new LinkedHashMap<>();
  private final LinkedHashSet<Caller> without = new LinkedHashSet<>();

  Fenced(Court court) {
    this.court = court;
  }

  @Override
  public void sent(Call call) {
    if (call.act() instanceof Act.WriteLease) {
      return;
    }
    if (without.contains(call.caller())) {
      violated(call, "although its process had no lease any more");
    }
    Optional.ofNullable(until.get(call.caller()))
        .filter(end -> court.timeline().now().isAfter(end))
        .ifPresent(
            end -> violated(call, "although the lease of its process had run out at " + end));
  }

  private void violated(Call call, String what) {
    court.violated(Invariant.ONE_AT_A_TIME, call.act().told() + " was sent " + what);
  }

  @Override
  public void answered(Call call, Call.Result result) {
    if (call.act() instanceof Act.WriteLease write && result == Call.Result.DONE) {
      if (write.lease().holder().isEmpty()) {
        loses(call.caller());
      } else {
        without.remove(call.caller());
        held.put(call.caller(), write.lease());
        until.put(call.caller(), call.sentAt().plus(write.lease().duration()));
      }
    }
  }

  /** The process has been told what the lease says. */
  void read(Caller caller, LeaseRecord lease) {
    LeaseRecord mine = held.get(caller);
    if (mine != null && mine.name().equals(lease.name()) && !mine.holder().equals(lease.holder())) {
      loses(caller);
    }
  }

  private void loses(Caller caller) {
    held.remove(caller);
    until.remove(caller);
    without.add(caller);
  }
}
