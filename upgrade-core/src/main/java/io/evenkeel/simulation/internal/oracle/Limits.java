package io.evenkeel.simulation.internal.oracle;

import io.evenkeel.Quantity;

/** The limits of a group, as its plan states them. */
public record Limits(Quantity unavailable, Quantity surge) {

  int surge(int size) {
    return surge.roundedUp(size);
  }

  /** Nothing could ever move where both round to zero, so one node may then be missing. */
  int unavailable(int size) {
    int rounded = unavailable.roundedDown(size);
    return rounded > 0 || surge(size) > 0 ? rounded : 1;
  }
}
