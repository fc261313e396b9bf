package io.evenkeel.engine.internal.state;

import io.evenkeel.model.GroupState;
import io.evenkeel.model.TemplateVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this process has written to a group and a cloud that lags does not show yet. As long as the
 * group looks exactly as before the write, and not for ever, the write is believed; so that it is
 * neither repeated nor taken for a change by others.
 */
final class Unshown {
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(1);

  private record Change<T>(T from, T to, Instant at) {
    Optional<T> over(T observed, Instant now) {
      boolean believed = observed.equals(from) && now.isBefore(at.plus(SHOWN_WITHIN));
      return believed ? Optional.of(to) : Optional.empty();
    }
  }

  private Optional<Change<TemplateVersion>> pointer = Optional.empty();
  private Optional<Change<List<String>>> suspended = Optional.empty();

  void pointed(TemplateVersion from, TemplateVersion to, Instant now) {
    pointer = Optional.of(new Change<>(from, to, now));
  }

  void suspended(List<String> from, List<String> to, Instant now) {
    suspended = Optional.of(new Change<>(from, to, now));
  }

  boolean any() {
    return pointer.isPresent() || suspended.isPresent();
  }

  /** Returns whether the pointer is believed by the word of whom it was written to alone. */
  boolean hidesPointer() {
    return pointer.isPresent();
  }

  /** Returns the group with what was written; what is shown once is shown from then on. */
  GroupState over(GroupState observed, Instant now) {
    Optional<TemplateVersion> to = pointer.flatMap(p -> p.over(observed.pointer(), now));
    Optional<List<String>> off = suspended.flatMap(s -> s.over(observed.suspended(), now));
    pointer = pointer.filter(p -> to.isPresent());
    suspended = suspended.filter(s -> off.isPresent());
    return to.isEmpty() && off.isEmpty()
        ? observed
        : observed.written(to.orElse(observed.pointer()), off.orElse(observed.suspended()));
  }
}
