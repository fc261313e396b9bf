package io.evenkeel.engine.internal.run;

import io.evenkeel.UpgradePlan;
import io.evenkeel.engine.internal.lease.LeaseBook;

/**
 * What a run is for, and with which run of the lease it goes on.
 *
 * @param digest the plan; for a cleanup it does not matter
 */
record Purpose(Kind kind, PlanDigest digest) {

  /** Whether nodes are to be replaced, or only what was left of that is to be cleared away. */
  enum Kind {
    UPGRADE,
    CLEANUP
  }

  static Purpose of(Kind kind, UpgradePlan plan) {
    return new Purpose(kind, PlanDigest.of(plan));
  }

  boolean cleansUp() {
    return kind == Kind.CLEANUP;
  }

  /** Returns whether it goes on with the run that the lease tells of. */
  boolean goesOnWith(LeaseBook book) {
    return cleansUp() ? book.run().isPresent() : book.resumedBy(digest.id());
  }

  /** Returns the plan that is kept beside the lease; a cleanup leaves it as it is. */
  PlanDigest noted(LeaseBook book) {
    return cleansUp() ? PlanDigest.read(book.planWords()) : digest;
  }
}
