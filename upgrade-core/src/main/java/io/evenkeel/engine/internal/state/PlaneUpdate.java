package io.evenkeel.engine.internal.state;

import io.evenkeel.spi.ControlPlaneChange;
import io.evenkeel.spi.ControlPlaneUpdate;
import io.evenkeel.spi.RolloutState;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of the control plane that has begun.
 *
 * @param change what it is, where we have asked for it; empty where somebody else has
 * @param before the version, of what it changes, when it was first seen
 * @param end how it has ended, and when that was seen
 */
public record PlaneUpdate(
    ControlPlaneUpdate update,
    Optional<ControlPlaneChange> change,
    String before,
    Instant since,
    Optional<End> end) {

  /** How a change has ended, and when that was seen. */
  public record End(RolloutState state, Instant at) {}

  static PlaneUpdate ours(ControlPlaneUpdate update, ControlPlaneChange change, Instant now) {
    return new PlaneUpdate(update, Optional.of(change), change.from(), now, Optional.empty());
  }

  static PlaneUpdate found(ControlPlaneUpdate update, String before, Instant now) {
    return new PlaneUpdate(update, Optional.empty(), before, now, Optional.empty());
  }

  PlaneUpdate ended(RolloutState state, Instant now) {
    return new PlaneUpdate(update, change, before, since, Optional.of(new End(state, now)));
  }

  public boolean goesOn() {
    return end.isEmpty();
  }

  /** Returns what is changed, for people. */
  public String subject() {
    return change
        .map(ControlPlaneChange::subject)
        .or(() -> update.addOn().map(addOn -> "add-on " + addOn))
        .orElse("control plane");
  }

  /** Returns all that is known of it while it is under way, for people. */
  public String inWords() {
    return subject() + ": " + what() + " (" + update.id() + "), since " + since;
  }

  /** Returns from what to what it goes, for people. */
  public String what() {
    return change
        .map(known -> known.from() + " -> " + known.to())
        .orElse("a change that was found under way");
  }
}
