package io.evenkeel.engine.internal.state;

import io.evenkeel.model.ObjectKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What is held against the canary of a group, and how it has fared as far as this process saw. */
public final class CanaryProof {
  private Optional<ProofMark> mark = Optional.empty();
  private boolean busy;
  private Instant ailedAt = Instant.MIN;

  /** Returns what was drained to prove it; absent where nothing was yet. */
  public Optional<ProofMark> mark() {
    return mark;
  }

  /** Notes what is drained to prove it, once that is written down. */
  public void mark(ProofMark drained) {
    mark = Optional.of(drained);
  }

  /** Returns whether all those workloads are held against it: whatever of them comes later is. */
  public boolean knows(Set<ObjectKey> roots) {
    return roots.stream()
        .allMatch(root -> mark.filter(known -> known.ready().containsKey(root)).isPresent());
  }

  /** Returns whether it is being written down what is to be drained. */
  public boolean busy() {
    return busy;
  }

  public void busy(boolean writing) {
    busy = writing;
  }

  /** Notes that not all is well with the canary, were it but for a moment. */
  public void ails(Instant now) {
    ailedAt = now;
  }

  /** Returns whether it has been seen not to be well since then. */
  public boolean ailedSince(Instant time) {
    return !ailedAt.isBefore(time);
  }
}
