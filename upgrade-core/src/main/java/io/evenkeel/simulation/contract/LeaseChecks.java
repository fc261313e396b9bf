package io.evenkeel.simulation.contract;

import static io.evenkeel.simulation.contract.CheckedCluster.check;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.LeaseRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How the lease is held: by one at a time, compared before it is written. */
final class LeaseChecks {
  private static final Instant THEN = Instant.parse("2026-03-04T05:06:07.123456Z");

  private LeaseChecks() {}

  static List<ContractCheck> all(Supplier<ClusterClientHarness> harness) {
    return List.of(
        check("a lease that nobody wrote is missing", "no-lease", harness, c -> missing(c)),
        check("a lease is read as it was written", "lease-data", harness, c -> readBack(c)),
        check("a lease is created once", "lease-once", harness, c -> once(c)),
        check("a lease on an old look is refused", "lease-stale", harness, c -> stale(c)),
        check("a lease forgets what it no longer says", "lease-less", harness, c -> forgets(c)),
        check("a lease can be given up and taken", "lease-taken", harness, c -> taken(c)));
  }

  private static void missing(CheckedCluster c) {
    Answer<LeaseRecord> answer = c.ask(client -> client.readLease(c.name));
    Expect.answered(Answer.Missing.class, answer, "reading no lease");
  }

  private static void readBack(CheckedCluster c) {
    LeaseRecord written = written(c, lease(c, "us"));
    LeaseRecord read = Expect.ok(c.ask(client -> client.readLease(c.name)), "reading");
    Expect.same(lease(c, "us").withVersion(written.version()), read, "the lease");
    Expect.that(!written.version().isEmpty(), "a version", written);
  }

  private static void once(CheckedCluster c) {
    LeaseRecord first = written(c, lease(c, "us"));
    conflicts(c, lease(c, "them"));
    Expect.same(
        first, Expect.ok(c.ask(client -> client.readLease(c.name)), "reading"), "the lease");
  }

  private static void stale(CheckedCluster c) {
    LeaseRecord first = written(c, lease(c, "us"));
    LeaseRecord second = written(c, first.renewed(THEN.plusSeconds(5)));
    Expect.that(!first.version().equals(second.version()), "another version", second);
    conflicts(c, first.renewed(THEN.plusSeconds(9)));
    written(c, second.renewed(THEN.plusSeconds(10)));
  }

  private static void forgets(CheckedCluster c) {
    LeaseRecord first = written(c, lease(c, "us"));
    LeaseRecord second = written(c, first.withData(Map.of("run", "r-2")));
    Expect.same(Map.of("run", "r-2"), second.data(), "the data");
  }

  private static void taken(CheckedCluster c) {
    LeaseRecord held = written(c, lease(c, "us"));
    LeaseRecord free = written(c, held.released(Map.of()));
    Expect.same("", free.holder(), "the holder");
    LeaseRecord theirs = written(c, lease(c, "them").withVersion(free.version()));
    Expect.same("them", theirs.holder(), "the holder");
  }

  private static LeaseRecord lease(CheckedCluster c, String holder) {
    return new LeaseRecord(
        c.name,
        holder,
        THEN,
        THEN.plusSeconds(1),
        Duration.ofSeconds(30),
        3,
        Map.of("run", "r-1"),
        "");
  }

  private static LeaseRecord written(CheckedCluster c, LeaseRecord lease) {
    return Expect.ok(c.ask(client -> client.writeLease(lease)), "writing " + lease);
  }

  private static void conflicts(CheckedCluster c, LeaseRecord lease) {
    Answer<LeaseRecord> answer = c.ask(client -> client.writeLease(lease));
    Expect.answered(Answer.Conflict.class, answer, "writing " + lease);
  }
}
