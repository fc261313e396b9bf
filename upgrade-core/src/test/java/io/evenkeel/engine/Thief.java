package io.evenkeel.engine;

import io.evenkeel.spi.Answer;
import io.evenkeel.spi.LeaseRecord;

/** Somebody who takes the lease of a living run. */
final class Thief {
  private Thief() {}

  static void steals(World world) {
    world
        .cluster
        .client()
        .readLease("evenkeel-upgrade")
        .thenAccept(answer -> answer.value().ifPresent(lease -> take(world, lease)))
        .toCompletableFuture();
  }

  private static void take(World world, LeaseRecord lease) {
    LeaseRecord stolen =
        new LeaseRecord(
            lease.name(),
            "a thief",
            world.time.now(),
            world.time.now(),
            lease.duration(),
            lease.transitions() + 1,
            lease.data(),
            lease.version());
    world
        .cluster
        .client()
        .writeLease(stolen)
        .thenAccept(
            answer -> {
              if (!(answer instanceof Answer.Ok<LeaseRecord>)) {
                steals(world); // it was renewed a moment ago
              }
            });
  }
}
