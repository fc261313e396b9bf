package io.evenkeel.simulation.internal;

import io.evenkeel.model.GroupState;
import io.evenkeel.spi.Resize;
import java.util.Optional;

/** Whether a resize still rests on what the group shows, and sheds nothing. */
final class ResizeCheck {

  private ResizeCheck() {}

  static Optional<String> obstacle(GroupState seen, Resize resize) {
    if (seen.desired() != resize.desiredNow() || seen.max() != resize.maxNow()) {
      return Optional.of(
          "Group %s is at desired %d, maximum %d, not at desired %d, maximum %d."
              .formatted(
                  seen.name(), seen.desired(), seen.max(), resize.desiredNow(), resize.maxNow()));
    }
    int lowest = Math.min(resize.desired(), resize.max());
    boolean lower = resize.desired() < seen.desired() || resize.max() < seen.max();
    return lower && lowest < seen.present()
        ? Optional.of(
            "Group %s has %d instances; a size of %d would shed some that nobody named."
                .formatted(seen.name(), seen.present(), lowest))
        : Optional.empty();
  }
}
