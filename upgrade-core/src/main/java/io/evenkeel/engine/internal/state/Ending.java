package io.evenkeel.engine.internal.state;

import io.evenkeel.FailureReason;

/** Why a run does not go on, once it has been decided that it does not. */
public sealed interface Ending {

  /** Whether surge that holds pods stays, or is drained under the same budgets. */
  enum Surge {
    STAYS,
    RETURNED
  }

  Surge surge();

  /** Somebody asked for it. */
  record Cancelled(String by, Surge surge) implements Ending {}

  /** It cannot be done. */
  record Failing(FailureReason reason, String message, String remedy) implements Ending {
    @Override
    public Surge surge() {
      return Surge.STAYS;
    }

    /** Returns the same failure, telling also what the run was ending for when it struck. */
    Failing after(Ending first) {
      String earlier =
          first instanceof Failing failing
              ? failing.message()
              : "cancelled by " + ((Cancelled) first).by();
      return new Failing(reason, message + "; before that: " + earlier, remedy);
    }
  }
}
